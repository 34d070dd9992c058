import { describe, expect, test } from 'vitest';
import type { Side } from '../../../lib/domain/appointment';
import { UnreachableError } from '../../../lib/http/errors';
import { contentOf } from './link-scene';
import { createScene, type SyncScene } from './sync-scene';

const hourMs = 3_600_000;

/** A second record like the only one of a side, with its key: `afterMs` after that one. */
function addCopy(scene: SyncScene, side: Side, afterMs: number): void {
  const record = scene.sole(side);
  const changedAtMs = record.changedAtMs === null ? null : record.changedAtMs + afterMs;
  scene[side].records.set('copy', { ...record, id: 'copy', etag: '"copy"', changedAtMs });
}

function ids(scene: SyncScene, side: Side): readonly string[] {
  return [...scene[side].records.keys()].sort();
}

/** An event with its appointment, made by the sync. */
async function withPair(scene: SyncScene): Promise<void> {
  scene.calendar.asPerson.create(contentOf());
  await scene.run();
  expect([scene.helpdesk.records.size, scene.calendar.records.size]).toEqual([1, 1]);
}

describe('a request to make an appointment that was repeated on its way', () => {
  test('leaves one appointment, as soon as the helpdesk is read', async () => {
    const scene = createScene();
    await withPair(scene);
    addCopy(scene, 'helpdesk', 1_000);
    await scene.run({ want: 'listing' });
    expect(ids(scene, 'helpdesk')).not.toContain('copy');
    expect([scene.helpdesk.records.size, scene.calendar.records.size]).toEqual([1, 1]);
  });

  test('is left as it is by "Repair", which never deletes, and put right by the next run', async () => {
    const scene = createScene();
    await withPair(scene);
    addCopy(scene, 'helpdesk', 1_000);
    scene.calendar.edit(scene.sole('calendar').id, 'Moved');
    await scene.run({ want: 'listing', kind: 'repair' });
    expect(ids(scene, 'helpdesk')).toContain('copy');
    await scene.run();
    expect(scene.subjects('helpdesk')).toEqual(['Moved']);
  });

  test('leaves one appointment, too, when its answer was lost', async () => {
    const scene = createScene();
    await scene.run();
    scene.calendar.asPerson.create(contentOf());
    const calls = scene.helpdesk.calls.length;
    // The first request of a run is its reading, and that must go well.
    const { port } = scene.helpdesk;
    const { create } = port;
    port.create = async (creation) => {
      await create(creation);
      throw new UnreachableError('no answer', 'timeout', 'acme.halopsa.com', 0);
    };
    await scene.run();
    port.create = create;
    expect(scene.helpdesk.calls.slice(calls)).toContain('create');
    addCopy(scene, 'helpdesk', 1_000);
    await scene.run({ want: 'listing' });
    await scene.run();
    expect([scene.helpdesk.records.size, scene.calendar.records.size]).toEqual([1, 1]);
    expect(scene.store.links.size).toBe(1);
  });

  test('leaves one appointment of a save', async () => {
    const scene = createScene();
    await scene.save();
    await scene.run();
    addCopy(scene, 'helpdesk', 1_000);
    await scene.run();
    expect(ids(scene, 'helpdesk')).not.toContain('copy');
  });

  test('leaves one appointment, whichever of the two the helpdesk shows first', async () => {
    const scene = createScene();
    await withPair(scene);
    const kept = scene.sole('helpdesk');
    addCopy(scene, 'helpdesk', 1_000);
    // The listing shows them in this order, and the record that is known has changed as well.
    scene.helpdesk.records.delete(kept.id);
    scene.helpdesk.records.set(kept.id, { ...kept, etag: '"later"' });
    await scene.run({ want: 'listing' });
    expect(ids(scene, 'helpdesk')).toEqual([kept.id]);
  });

  test('leaves nothing behind when its event is deleted before the helpdesk is read again', async () => {
    const scene = createScene();
    await withPair(scene);
    const { id } = scene.sole('calendar');
    addCopy(scene, 'helpdesk', 1_000);
    scene.calendar.asPerson.create(contentOf({ subject: 'Another' }));
    scene.calendar.asPerson.delete(id);
    await scene.run({ want: 'listing' });
    await scene.run({ want: 'listing' });
    expect(scene.subjects('helpdesk')).toEqual(['Another']);
    expect(scene.subjects('calendar')).toEqual(['Another']);
  });

  test('leaves one appointment when its event is edited before the helpdesk is read again', async () => {
    const scene = createScene();
    await withPair(scene);
    addCopy(scene, 'helpdesk', 1_000);
    scene.calendar.asPerson.edit(scene.sole('calendar').id, { location: 'Room 5' });
    await scene.run({ want: 'listing' });
    await scene.run({ want: 'listing' });
    expect(scene.sole('helpdesk').content.location).toBe('Room 5');
    expect(scene.calendar.records.size).toBe(1);
  });

  test('leaves nothing behind when its event is deleted while the helpdesk cannot be read', async () => {
    const scene = createScene();
    scene.calendar.asPerson.create(contentOf({ subject: 'Another' }));
    scene.calendar.asPerson.create(contentOf());
    await scene.run();
    const kept = [...scene.helpdesk.records.values()].find(({ content }) => content.subject !== 'Another');
    const event = [...scene.calendar.records.values()].find(({ content }) => content.subject !== 'Another');
    if (kept === undefined || event === undefined) throw new Error('there is no pair');
    scene.helpdesk.records.set('copy', { ...kept, id: 'copy', etag: '"copy"' });
    scene.calendar.asPerson.delete(event.id);
    scene.helpdesk.failNext(new UnreachableError('no answer', 'timeout', 'acme.halopsa.com', 0), 'before');
    await scene.run({ want: 'listing' });
    await scene.run({ want: 'listing' });
    expect(scene.subjects('helpdesk')).toEqual(['Another']);
  });

  test.each([
    ['attendees', { attendees: [] }],
    ['notes, which no list shows', { notes: 'Bring the keys' }],
  ])('leaves both when somebody has edited the other one since: %s', async (_field, changes) => {
    const scene = createScene();
    await scene.save();
    await scene.run();
    addCopy(scene, 'helpdesk', 1_000);
    const copy = scene.helpdesk.records.get('copy');
    if (copy === undefined) throw new Error('there is no copy');
    scene.helpdesk.records.set('copy', { ...copy, content: { ...copy.content, ...changes } });
    await scene.run();
    await scene.run({ want: 'listing' });
    await scene.run();
    expect(ids(scene, 'helpdesk')).toContain('copy');
    expect([scene.helpdesk.records.size, scene.calendar.records.size]).toEqual([2, 2]);
    expect([...scene.calendar.records.values()].map(({ content }) => content)).toContainEqual(
      expect.objectContaining(changes),
    );
  });
});

describe('a copy that a person makes later, of an appointment that Docket made', () => {
  test('is an item of its own', async () => {
    const scene = createScene();
    await withPair(scene);
    addCopy(scene, 'helpdesk', hourMs);
    await scene.run({ want: 'listing' });
    await scene.run();
    expect(ids(scene, 'helpdesk')).toContain('copy');
    expect([scene.helpdesk.records.size, scene.calendar.records.size]).toEqual([2, 2]);
  });

  test('is kept when the copies of a save are looked for as late as that', async () => {
    const scene = createScene();
    await scene.save();
    await scene.run();
    addCopy(scene, 'helpdesk', hourMs);
    scene.clock.nowMs += hourMs;
    await scene.run();
    await scene.run({ want: 'listing' });
    expect(ids(scene, 'helpdesk')).toContain('copy');
    expect(scene.calendar.records.size).toBe(2);
  });

  test('is an item of its own where the helpdesk does not say when it was written', async () => {
    const scene = createScene();
    await withPair(scene);
    addCopy(scene, 'helpdesk', 0);
    const copy = scene.helpdesk.records.get('copy');
    if (copy === undefined) throw new Error('there is no copy');
    scene.helpdesk.records.set('copy', { ...copy, changedAtMs: null });
    scene.clock.nowMs += hourMs;
    await scene.run({ want: 'listing' });
    expect(ids(scene, 'helpdesk')).toContain('copy');
    expect(scene.calendar.records.size).toBe(2);
  });
});

test('an event copied within the minute is an item of its own: the calendar makes one event of one key', async () => {
  const scene = createScene();
  scene.helpdesk.asPerson.create(contentOf());
  await scene.run();
  addCopy(scene, 'calendar', 1_000);
  await scene.run({ want: 'listing' });
  await scene.run();
  expect(ids(scene, 'calendar')).toContain('copy');
  expect([scene.helpdesk.records.size, scene.calendar.records.size]).toEqual([2, 2]);
});
