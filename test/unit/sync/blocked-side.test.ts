import { expect, test } from 'vitest';
import { RateLimitError } from '../../../lib/http/errors';
import { contentOf } from './link-scene';
import { asked, createScene } from './sync-scene';

const minuteMs = 60_000;

test('a helpdesk that asks to be left alone is sent no second batch, and the calendar is still written', async () => {
  const scene = createScene();
  // More than go in one request.
  for (let nth = 0; nth < 40; nth += 1) scene.helpdesk.asPerson.create(contentOf({ subject: `Visit ${nth}` }));
  await scene.run({ approved: 'all' });
  await scene.run({ approved: 'all' });
  // Each has something to do on both sides.
  for (const { id } of [...scene.helpdesk.records.values()]) scene.helpdesk.asPerson.edit(id, { location: 'Room 9' });
  for (const { id } of [...scene.calendar.records.values()]) scene.calendar.asPerson.edit(id, { subject: 'Moved' });
  let batches = 0;
  scene.helpdesk.port.updateMany = async () => {
    batches += 1;
    throw new RateLimitError('later', scene.clock.nowMs + 10 * minuteMs);
  };
  const since = asked(scene);
  await scene.run({ approved: 'all' });
  expect(batches).toBe(1);
  expect(since().filter((call) => call === 'calendar update')).toHaveLength(40);
});
