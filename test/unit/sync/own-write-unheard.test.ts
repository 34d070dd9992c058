import { expect, test } from 'vitest';
import type { Side } from '../../../lib/domain/appointment';
import { UnreadableError } from '../../../lib/http/errors';
import { settle } from '../../../lib/sync/settle';
import { createLife, Death } from '../../fakes/mortality';
import { contentOf, goneSide, madeSide } from './link-scene';
import { createScene, type SyncScene } from './sync-scene';

/** A run whose updates of a side act, and whose answers cannot be read. */
async function runUnheard(scene: SyncScene, side: Side): Promise<void> {
  const { port } = scene[side];
  const { update } = port;
  port.update = async (...asked) => {
    await update(...asked);
    throw new UnreadableError('an answer in HTML', 'acme.example');
  };
  await scene.run();
  port.update = update;
}

test('an update that acted unheard is no conflict with what the agent edits next, also where a list leaves notes out', async () => {
  const scene = createScene();
  const id = scene.calendar.asPerson.create(contentOf({ notes: 'First' }));
  await scene.run();
  scene.calendar.asPerson.edit(id, { notes: 'Second' });
  await runUnheard(scene, 'helpdesk');
  scene.calendar.asPerson.edit(id, { notes: 'Third' });
  scene.clock.nowMs += 3_600_000;
  await scene.run();
  expect(scene.link().conflict).toEqual([]);
  expect(scene.sole('helpdesk').content.notes).toBe('Third');
});

test('an update that acted unheard is known as our own wherever the worker dies while it is tried again', async () => {
  let deaths = 0;
  for (let at = 1; ; at += 1) {
    const scene = createScene();
    scene.calendar.asPerson.create(contentOf({ location: 'Room 1' }));
    await scene.run();
    const { id } = scene.sole('helpdesk');
    scene.helpdesk.asPerson.edit(id, { location: 'Room 2' });
    await runUnheard(scene, 'calendar');
    scene.clock.nowMs += 3_600_000;
    const life = createLife(at);
    // The calendar cannot be read in this run, so the version of before is written to.
    const { readChanges } = scene.calendar.port;
    scene.calendar.port.readChanges = async () => {
      throw new UnreadableError('an answer in HTML', 'www.googleapis.com');
    };
    const died = await scene.run({ store: life.mortal(scene.store) }).then(
      () => false,
      (error: unknown) => {
        if (!(error instanceof Death)) throw error;
        return true;
      },
    );
    scene.calendar.port.readChanges = readChanges;
    if (!died) break;
    deaths += 1;
    scene.helpdesk.asPerson.edit(id, { location: 'Room 3' });
    scene.clock.nowMs += 3_600_000;
    await scene.run();
    expect([at, scene.link().conflict]).toEqual([at, []]);
    expect(scene.sole('calendar').content.location).toBe('Room 3');
  }
  expect(deaths).toBeGreaterThan(5);
});

test('what was written unheard counts as agreed for a record that was deleted meanwhile, too', () => {
  const [before, sent] = [contentOf({ location: 'Room 1' }), contentOf({ location: 'Room 2' })];
  const asked = madeSide({ content: before, intent: { kind: 'write', content: sent, basis: sent } });
  const seen = madeSide({ content: { ...sent, notes: 'Edited since' }, agreed: before });
  const gone = goneSide({ content: sent, agreed: before });
  const { here, there } = settle(asked, seen, gone, (content) => content);
  expect(here.agreed).toEqual(sent);
  expect(there).toEqual({ ...gone, agreed: sent });
});
