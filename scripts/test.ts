// `npm test`: every check there is, one after the other; the last line counts them.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findBrowser } from './find-browser.ts';

const root = path.join(import.meta.dirname, '..');
const results = await mkdtemp(path.join(os.tmpdir(), 'healing-space-results-'));
const counts = { passed: 0, failed: 0, skipped: 0 };
let running: ChildProcess | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    running?.kill(signal);
    process.exitCode = 130;
  });
}

function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const bin = path.join(root, 'node_modules/.bin');
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env, PATH: `${bin}${path.delimiter}${process.env['PATH']}` },
    });
    running = child;
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

async function step(name: string, work: () => Promise<boolean>): Promise<boolean> {
  console.log(`\n— ${name}`);
  const begin = performance.now();
  const passed = await work();
  counts[passed ? 'passed' : 'failed'] += 1;
  console.log(`— ${name}: ${passed ? 'passed' : 'FAILED'} in ${((performance.now() - begin) / 1_000).toFixed(1)} s`);
  return passed;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
}
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

async function readReport<T>(file: string): Promise<T | undefined> {
  return JSON.parse(await readFile(file, 'utf8').catch(() => 'null')) ?? undefined;
}

await step('types', () => run('tsc', ['--noEmit']));
await step('lint', () => run('npm', ['run', '--silent', 'lint']));
await step('import rules', () => run('npm', ['run', '--silent', 'rules']));
await step('table types and schema', () => run('npm', ['run', '--silent', 'db:check']));
await step('unit and database tests', async () => {
  const file = path.join(results, 'vitest.json');
  const passed = await run('vitest', ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]);
  const report = await readReport<VitestReport>(file);
  counts.passed += report?.numPassedTests ?? 0;
  counts.failed += report?.numFailedTests ?? 0;
  counts.skipped += report?.numPendingTests ?? 0;
  return passed && (report?.numPassedTests ?? 0) > 0;
});
const built = await step(
  'build',
  async () => (await run('npm', ['run', '--silent', 'build:web'])) && run('npm', ['run', '--silent', 'build:server']),
);
if (built) {
  await step('stories in a browser', async () => {
    const file = path.join(results, 'stories.json');
    const passed = await run('playwright', ['test'], {
      CHROME_PATH: await findBrowser(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    });
    const report = await readReport<PlaywrightReport>(file);
    counts.passed += report?.stats.expected ?? 0;
    counts.failed += (report?.stats.unexpected ?? 0) + (report?.stats.flaky ?? 0);
    counts.skipped += report?.stats.skipped ?? 0;
    return passed && (report?.stats.expected ?? 0) > 0;
  });
} else {
  await step('stories in a browser', () => Promise.resolve(false));
}

await rm(results, { recursive: true, force: true });
console.log(
  `\n${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`,
);
if (counts.failed > 0) process.exitCode = 1;
