// The pages: four doors, each its own bundle, into dist/web-new.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Rolldown } from 'vite';
import { contractForPages } from './scripts/contract-for-pages.ts';
import catalogue from './web/locales/en/shared.json' with { type: 'json' };

const door = (name: string) => new URL(`web/${name}index.html`, import.meta.url).pathname;

/** Words of a page itself, from the catalogue: `%help.title%`. */
const wordsOfPages = {
  name: 'words-of-pages',
  transformIndexHtml: {
    order: 'pre' as const,
    handler: (html: string) =>
      html.replace(/%([\w.]+)%/g, (_, key: string) => {
        const word = key.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], catalogue);
        if (typeof word !== 'string') throw new Error(`The catalogue has no ${key}`);
        return word;
      }),
  },
};

const doors = { entrance: door(''), patient: door('patient/'), clinician: door('clinician/'), admin: door('admin/') };

/** What exactly these doors load before anything is shown is one file, so that a telephone asks for few. */
function firstFile(id: string, context: Rolldown.ChunkingContext): string | null {
  // The page and what it names stay by themselves: the manifest needs an entry for every door.
  if ([id, ...(context.getModuleInfo(id)?.importers ?? [])].some((one) => one.endsWith('.html'))) return null;
  const doorsAbove = (later: boolean) => {
    const above = new Set([id]);
    for (const one of above) {
      const module = context.getModuleInfo(one);
      for (const importer of [...(module?.importers ?? []), ...((later && module?.dynamicImporters) || [])])
        above.add(importer);
    }
    return Object.keys(doors).filter((name) => above.has(doors[name as keyof typeof doors]));
  };
  const names = doorsAbove(false).join('-');
  return names && names === doorsAbove(true).join('-') ? names : null;
}

export default defineConfig({
  root: new URL('web', import.meta.url).pathname,
  plugins: [contractForPages, wordsOfPages, react()],
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
      input: doors,
      output: {
        codeSplitting: { groups: [{ name: firstFile, debugName: 'first', includeDependenciesRecursively: false }] },
      },
    },
  },
});
