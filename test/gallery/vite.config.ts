import { defineConfig } from 'vite';

/** Looking at components with made-up data: `npx vite test/gallery`. Never part of the package. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { fs: { allow: [new URL('../..', import.meta.url).pathname] } },
});
