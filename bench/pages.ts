// What the patient's pages cost a phone, beside what they may: bytes before the first page, memory, idleness, a long thread.
// node bench/pages.ts [--idle 20 seconds]     needs the built pages and a browser (CHROME_PATH, else Playwright's own)
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { fill, signIn, startBench } from './house.ts';
import type { Bench } from './house.ts';
import { round } from './load.ts';

const { values } = parseArgs({ options: { idle: { type: 'string', default: '20' } } });
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const kibi = 1_024;
const short = 500;
const long = 10_000;

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'healing-space-bench-'));
const bench = await startBench({ GENERAL_REQUESTS_PER_MINUTE: '100000000' }, dataDir);
const browser = await chromium.launch({
  ...(process.env['CHROME_PATH'] && { executablePath: process.env['CHROME_PATH'] }),
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--enable-precise-memory-info'],
});
try {
  const shorter = await patientOf(bench, short);
  const longer = await patientOf(bench, long);
  console.table([...(await firstLoad(shorter)), ...(await shortThread(shorter)), ...(await longThread(longer))]);
} finally {
  await browser.close();
  await bench.stop();
  await rm(dataDir, { recursive: true, force: true });
}

type Measured = { what: string; is: number; limit: number | string; unit: string };
interface Patient {
  token: string;
  conversationId: string;
}

/** Somebody with one conversation of so many messages, and a session. */
async function patientOf(house: Bench, messages: number): Promise<Patient> {
  const [clinician] = await fill(house, dataDir, [String(messages), '--each', String(messages)]);
  const { rows } = await house.owner.query<{ account_id: string; conversation_id: string }>(
    `select other.account_id, other.conversation_id from member mine
     join member other on other.conversation_id = mine.conversation_id and other.account_id <> mine.account_id
     where mine.account_id = $1`,
    [clinician],
  );
  const [person] = await signIn(house, [rows[0]!.account_id]);
  return { token: person!.headers['cookie']!.split('=')[1]!, conversationId: rows[0]!.conversation_id };
}

async function sitDown({ token }: Patient): Promise<{ page: Page; tools: CDPSession }> {
  const context = await browser.newContext({ baseURL: bench.url, ...phone });
  await context.addCookies([{ name: 'hsm_session', value: token, url: bench.url }]);
  const page = await context.newPage();
  return { page, tools: await context.newCDPSession(page) };
}

async function firstLoad(patient: Patient): Promise<Measured[]> {
  const { page } = await sitDown(patient);
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    sizes.push(
      response
        .finished()
        .then(() => response.request().sizes())
        .then((size) => size.responseBodySize),
    );
  });
  await page.goto('/patient/inbox');
  await page.getByRole('region', { name: 'Conversations' }).getByRole('link').first().waitFor();
  await page.waitForLoadState('networkidle');
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.context().close();
  return [{ what: 'JavaScript of the first load, compressed', is: round(bytes / kibi), limit: 150, unit: 'KiB' }];
}

async function shortThread(patient: Patient): Promise<Measured[]> {
  const { page, tools } = await sitDown(patient);
  await open(page, patient);
  await toTheBeginning(page);
  const heap = await heapOf(tools);
  const idle = await idleness(browser, Number(values.idle));
  await page.context().close();
  return [
    { what: `JS heap, ${short} messages all loaded`, is: round(heap), limit: 15, unit: 'MB' },
    { what: 'idle: processor of the page', is: round(idle), limit: 1, unit: '%' },
  ];
}

async function longThread(patient: Patient): Promise<Measured[]> {
  const { page, tools } = await sitDown(patient);
  const opened = await open(page, patient);
  const heap = await heapOf(tools);
  await toTheBeginning(page);
  const whole = await heapOf(tools);
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const scrolling = await workDuring(tools, () => scroll(page));
  const sending = await workDuring(tools, async () => {
    await page.getByRole('textbox', { name: /^Write to/ }).fill('One more.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page
      .getByRole('article')
      .filter({ hasText: /One more\.[^]*Sent/ })
      .waitFor();
    return 1;
  });
  await page.context().close();
  return [
    { what: `${long} messages: opens at the newest`, is: round(opened), limit: 1_000, unit: 'ms' },
    { what: `${long} messages: JS heap as opened`, is: round(heap), limit: 15, unit: 'MB' },
    { what: `${long} messages: JS heap, all loaded`, is: round(whole), limit: '-', unit: 'MB' },
    { what: `${long} messages: elements on the page`, is: nodes, limit: 1_500, unit: '' },
    { what: 'all loaded: work for 1,000 pixels of scrolling', is: round(scrolling), limit: 250, unit: 'ms' },
    { what: 'all loaded: work for typing and sending', is: round(sending), limit: 200, unit: 'ms' },
  ];
}

/** Milliseconds from the inbox until the newest message is there. */
async function open(page: Page, { conversationId }: Patient): Promise<number> {
  await page.goto('/patient/inbox');
  const row = page.locator(`a[href$="${conversationId}"]`);
  await row.waitFor();
  await page.waitForLoadState('networkidle');
  const begun = performance.now();
  await row.click();
  await page.getByRole('article').last().waitFor();
  return performance.now() - begun;
}

/** Loads page after page of older messages, as somebody does who holds the Home key. */
async function toTheBeginning(page: Page): Promise<void> {
  const history = page.getByRole('region', { name: /^Messages with/ });
  const beginning = page.getByText('This is the beginning of the conversation.');
  while ((await beginning.count()) === 0) {
    await history.press('Home');
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }
}

async function heapOf(tools: CDPSession): Promise<number> {
  await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  return usedSize / 1_000_000;
}

/** Share of one processor, in percent, that the pages of the browser take while nobody does anything. */
async function idleness(whole: Browser, seconds: number): Promise<number> {
  const tools = await whole.newBrowserCDPSession();
  const spent = async () => {
    const { processInfo } = await tools.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  // What loading left to do is done by then.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const before = await spent();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  return (((await spent()) - before) / seconds) * 100;
}

/** Time the page's main thread spent working, in milliseconds for each of the times that something happened. */
async function workDuring(tools: CDPSession, job: () => Promise<number>): Promise<number> {
  const spent = async () => {
    const { metrics } = await tools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1_000;
  };
  const before = await spent();
  const times = await job();
  return ((await spent()) - before) / times;
}

/** Scrolls down 4,000 pixels a second for five seconds; answers how many thousand it came. With more than 250 ms of work for each, frames are left out. */
function scroll(page: Page): Promise<number> {
  return page.getByRole('region', { name: /^Messages with/ }).evaluate(
    (history) =>
      new Promise<number>((resolve) => {
        const begun = performance.now();
        let last = begun;
        const start = history.scrollTop;
        const step = (now: number) => {
          history.scrollTop += ((now - last) / 1_000) * 4_000;
          last = now;
          if (now - begun < 5_000) requestAnimationFrame(step);
          else resolve((history.scrollTop - start) / 1_000);
        };
        requestAnimationFrame(step);
      }),
  );
}
