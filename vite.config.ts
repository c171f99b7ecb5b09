// The pages: four doors, each its own bundle, into dist/web-new.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const door = (name: string) => new URL(`web/${name}index.html`, import.meta.url).pathname;

/** What endpoints say about themselves is for the API's description; no page reads it. */
const withoutSummaries = {
  name: 'without-summaries',
  enforce: 'pre' as const,
  transform: {
    filter: { id: /\/contract\/[^/]+\.ts$/ },
    handler: (code: string) => code.replace(/^  summary:(?:[\s+]*'(?:[^'\\]|\\.)*')+,$/gm, ''),
  },
};

export default defineConfig({
  root: new URL('web', import.meta.url).pathname,
  plugins: [withoutSummaries, react()],
  build: {
    outDir: '../dist/web-new',
    emptyOutDir: true,
    // A data: URL would be refused by the Content Security Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // finish-pages.ts reads from it which files belong to which door.
    manifest: true,
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    rolldownOptions: {
      input: { entrance: door(''), patient: door('patient/'), clinician: door('clinician/'), admin: door('admin/') },
    },
  },
});
