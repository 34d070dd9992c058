import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    environment: 'node',
    // Each file starts a browser and servers of its own. One at a time: two browsers on two cores are slow enough to
    // turn into each other's faults.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What a browser shows comes when it comes; a loaded machine is not a fault.
    expect: { poll: { timeout: 15_000 } },
  },
});
