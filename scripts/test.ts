// `npm test`: every check there is, one after the other; the last line counts them.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findBrowser } from './find-browser.ts';
import { openWorkshop } from './workshop.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

const shop = await openWorkshop();
const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];

/** One check, beside whatever it counts itself. */
async function step(name: string, work: () => Promise<boolean>): Promise<boolean> {
  console.log(`\n— ${name}`);
  const begin = performance.now();
  const before = { ...counts };
  const passed = await work().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return false;
  });
  counts[passed ? 'passed' : 'failed'] += 1;
  const own = said({
    passed: counts.passed - before.passed,
    failed: counts.failed - before.failed,
    skipped: counts.skipped - before.skipped,
  });
  const seconds = ((performance.now() - begin) / 1_000).toFixed(1);
  summary.push(`${passed ? 'ok    ' : 'FAILED'} ${name.padEnd(28)} ${seconds.padStart(6)} s   ${own}`);
  return passed;
}

const script = (name: string) => shop.run('npm', ['run', '--silent', name]);

function said({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** A program that wrote no report did not run its tests, whatever it says. */
async function count<T>(file: string, read: (report: T) => Counts): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const found = read(JSON.parse(text) as T);
  for (const key of ['passed', 'failed', 'skipped'] as const) counts[key] += found[key];
  return found.passed > 0 && found.failed === 0;
}

async function unitAndDatabaseTests(): Promise<boolean> {
  const file = path.join(shop.folder, 'vitest.json');
  const ended = await shop.run('vitest', ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]);
  const counted = await count<VitestReport>(file, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }));
  return ended && counted;
}

async function stories(): Promise<boolean> {
  const browser = await findBrowser();
  const file = path.join(shop.folder, 'stories.json');
  const ended = await shop.run('playwright', ['test'], { CHROME_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  const counted = await count<PlaywrightReport>(file, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));
  return ended && counted;
}

await step('types', () => script('typecheck'));
await step('lint', () => script('lint'));
await step('format', () => script('format:check'));
await step('import rules', () => script('rules'));
await step('dead code', () => script('deadcode'));
await step('table types and schema', () => script('db:check'));
await step('unit and database tests', unitAndDatabaseTests);
const pages = await step('pages', () => script('build:web'));
const server = await step('server bundle', () => script('build:server'));
await step('stories in a browser', async () => {
  if (pages && server) return stories();
  throw new Error('There is nothing to open: the pages or the server could not be built.');
});
await step('chaos, a short one', () =>
  shop.run('npm', ['run', '--silent', 'chaos', '--', '--kills', '4', '--people', '6']),
);

await shop.close();
console.log(`\n${summary.join('\n')}\n\n${said(counts)}`);
if (counts.failed > 0) process.exitCode = 1;
