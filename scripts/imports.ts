// `npm run rules`: which room may import what. Types count too, and so do re-exports and `import()`.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

interface ImportRule {
  readonly name: string;
  readonly from: RegExp;
  /** What it may import, when that is a closed list; a path from the root, `own/…` inside its own feature, or a package. */
  readonly only?: RegExp;
  readonly never?: RegExp;
}

const useCase = /^server\/features\/[^/]+\/(?!.*\.(routes|policy|store|view)\.ts$)/;

export const rules: readonly ImportRule[] = [
  { name: 'contract is zod and plain data', from: /^contract\//, only: /^(contract\/|zod$)/ },
  {
    name: 'a policy is pure and knows only the contract, the actor and other policies',
    from: /^server\/features\/.*\.policy\.ts$/,
    only: /^(contract\/|server\/actor\.ts$|(own|server\/features)\/.*\.policy\.ts$|@zxcvbn-ts\/language-common$)/,
  },
  { name: 'routes reach tables through a use-case', from: /^server\/features\/.*\.routes\.ts$/, never: /\.store\.ts$/ },
  { name: 'a use-case does not know how it is reached', from: useCase, never: /^(@?fastify|server\/http\/mount)/ },
  {
    name: "a feature's tables are its own",
    from: /^server\/features\//,
    never: /^server\/features\/.*\.store\.ts$/,
  },
  {
    name: 'a store knows the database, not who asks',
    from: /^server\/features\/.*\.store\.ts$/,
    never: /^(@?fastify|server\/(http|live|jobs|audit|outbox)\/)/,
  },
  { name: 'live and jobs go through use-cases', from: /^server\/(live|jobs)\//, never: /\.store\.ts$/ },
  { name: 'the server does not know the pages', from: /^server\//, never: /^(web|e2e|bench|react)(\/|$)/ },
  { name: 'the pages know the server by its contract', from: /^web\//, never: /^(server|e2e|bench|scripts)\/|^node:/ },
  { name: 'the patient door stands alone', from: /^web\/patient\//, never: /^web\/(clinician|admin)\// },
  { name: 'the clinician door stands alone', from: /^web\/clinician\//, never: /^web\/(patient|admin)\// },
  { name: 'the admin door stands alone', from: /^web\/admin\//, never: /^web\/(patient|clinician)\// },
  {
    name: 'what the doors share knows none of them',
    from: /^web\/(?!patient\/|clinician\/|admin\/)/,
    never: /^web\/(patient|clinician|admin)\//,
  },
  { name: 'the kit knows no feature', from: /^web\/kit\//, never: /^(contract|web\/(?!kit\/|locales\/))/ },
  {
    name: 'stories and benches look from outside',
    from: /^(e2e|bench)\//,
    never: /^(server|web|scripts)\//,
  },
];

const rooms = '{contract,server,web,e2e,bench,scripts}/**/*.{ts,tsx}';
/** Tests set the scene with what they need. */
const free = /\.test\.tsx?$|^server\/testing\//;

export interface Forbidden {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export function findForbidden(root: string): Forbidden[] {
  return globSync(rooms, { cwd: root })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => !free.test(file))
    .toSorted()
    .flatMap((from) => {
      const held = rules.filter((rule) => rule.from.test(from));
      return importsOf(root, from).flatMap((to) =>
        held.filter((rule) => breaks(rule, from, to)).map((rule) => ({ rule: rule.name, from, to })),
      );
    });
}

function breaks({ only, never }: ImportRule, from: string, to: string): boolean {
  const feature = /^server\/features\/[^/]+\//.exec(from)?.[0];
  const seen = feature && to.startsWith(feature) ? `own/${to.slice(feature.length)}` : to;
  return (only !== undefined && !only.test(seen)) || (never !== undefined && never.test(seen));
}

function importsOf(root: string, file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const { module, errors } = parseSync(file, text);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  const named = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => text.slice(moduleRequest.start + 1, moduleRequest.end - 1)),
  ];
  return [...new Set(named)].map((name) =>
    name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
  );
}

if (import.meta.main) {
  const forbidden = findForbidden(process.argv[2] ?? path.join(import.meta.dirname, '..'));
  for (const { rule, from, to } of forbidden) console.error(`${from} imports ${to}: ${rule}`);
  if (forbidden.length > 0) process.exitCode = 1;
}
