// Every import rule can fail, and says so in its own words.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findForbidden, rules } from './imports.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'healing-space-imports-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

const broken: [rule: string, file: string, text: string][] = [
  ['contract is zod and plain data', 'contract/a.ts', `import 'node:fs';`],
  [
    'a policy is pure and knows only the contract, the actor and other policies',
    'server/features/a/a.policy.ts',
    `import '../../db/pool.ts';`,
  ],
  ['routes reach tables through a use-case', 'server/features/a/a.routes.ts', `import { find } from './a.store.ts';`],
  [
    'a use-case does not know how it is reached',
    'server/features/a/send.ts',
    `import type { FastifyRequest } from 'fastify';`,
  ],
  [`a feature's tables are its own`, 'server/features/a/read.ts', `export { find } from '../b/b.store.ts';`],
  ['a store knows the database, not who asks', 'server/features/a/a.store.ts', `import '../../http/mount.ts';`],
  ['live and jobs go through use-cases', 'server/live/gateway.ts', `import '../features/a/a.store.ts';`],
  ['the server does not know the pages', 'server/app.ts', `import '../web/kit/theme.ts';`],
  [
    'the pages know the server by its contract',
    'web/api/call.ts',
    `import type { Row } from '../../server/db/tables.ts';`,
  ],
  ['the patient door stands alone', 'web/patient/main.tsx', `const Page = () => import('../admin/Page.tsx');`],
  ['the clinician door stands alone', 'web/clinician/main.tsx', `import '../patient/Page.tsx';`],
  ['the admin door stands alone', 'web/admin/main.tsx', `import '../clinician/Page.tsx';`],
  ['what the doors share knows none of them', 'web/conversation/Thread.tsx', `import '../patient/Page.tsx';`],
  ['the kit knows no feature', 'web/kit/Button.tsx', `import '../api/call.ts';`],
  ['stories and benches look from outside', 'e2e/story.spec.ts', `import '../server/app.ts';`],
];

test.each(broken)('%s', (rule, file, text) => {
  write(file, text);
  expect(findForbidden(root).map((found) => found.rule)).toEqual([rule]);
});

test('every rule has an example that breaks it', () => {
  expect(broken.map(([rule]) => rule)).toEqual(rules.map(({ name }) => name));
});

test('what the table allows passes, and tests may set any scene', () => {
  write('contract/a.ts', `import { z } from 'zod'; import './b.ts';`);
  write(
    'server/features/a/a.policy.ts',
    `import '../../../contract/a.ts'; import '../../actor.ts'; import '../b/b.policy.ts';`,
  );
  write('server/features/a/read.ts', `import './a.store.ts'; import '../b/send.ts'; import '../../vault/vault.ts';`);
  write('server/features/a/a.db.test.ts', `import '../b/b.store.ts'; import 'fastify';`);
  write('web/patient/main.tsx', `import '../kit/Page.tsx'; import '../../contract/a.ts';`);
  expect(findForbidden(root)).toEqual([]);
});

test('a forbidden import fails the command and names both files', () => {
  write('web/kit/Button.tsx', `import '../../contract/a.ts';`);
  const { status, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'imports.ts'), root], {
    encoding: 'utf8',
  });
  expect(stderr).toContain('web/kit/Button.tsx imports contract/a.ts');
  expect(status).toBe(1);
});
