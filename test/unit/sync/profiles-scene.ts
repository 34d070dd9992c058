import { expect } from 'vitest';
import type { Side } from '../../../lib/domain/appointment';
import type { CalendarPort } from '../../../lib/sync/ports';
import { createMemorySyncStore } from '../../fakes/memory-sync-store';
import { createScene, type SyncScene } from './sync-scene';

/** Docket in two browser profiles of one agent. */
export function twoProfiles() {
  const scene = createScene();
  const stores = { one: scene.store, two: createMemorySyncStore() };
  const run = (profile: keyof typeof stores, asked: Parameters<SyncScene['run']>[0] = {}) => {
    scene.store = stores[profile];
    return scene.run({ ...asked, store: stores[profile] });
  };
  async function settle(): Promise<void> {
    for (let nth = 0; nth < 3; nth += 1) {
      await run('two');
      await run('one');
    }
  }
  return {
    scene,
    run,
    /** The second profile has its run right before the first one writes to the side. */
    async atOnce(side: Side): Promise<void> {
      let isDone = false;
      const late = interrupted(scene[side].port, async () => {
        if (isDone) return;
        isDone = true;
        await run('two');
      });
      const port = async (of: Side) => (of === side ? late : scene[of].port);
      await run('one', { sidePort: port, port });
      expect(isDone).toBe(true);
    },
    settle,
    /** A day later, when both list everything: only that tells of the helpdesk's deletions. */
    async nextDay(): Promise<void> {
      scene.clock.nowMs += 25 * 3_600_000;
      await run('two');
      await run('one');
      await settle();
    },
  };
}

/** The port, with something that happens right before each of its creations. */
export function interrupted(port: CalendarPort, before: () => Promise<void>): CalendarPort {
  const { createMany } = port;
  return {
    ...port,
    async create(creation) {
      await before();
      return port.create(creation);
    },
    ...(createMany && {
      async createMany(creations) {
        await before();
        return createMany(creations);
      },
    }),
  };
}

export const subjects = ({ subjects: of }: SyncScene) => ({ helpdesk: of('helpdesk'), calendar: of('calendar') });
