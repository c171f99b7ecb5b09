// A running clinic for stories: the demo on a fresh data folder, its people, and stopping and starting it.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { BrowserContext, BrowserContextOptions, Page } from '@playwright/test';

type Role = 'patient' | 'clinician' | 'admin';
interface Account {
  role: Role;
  username: string;
  password: string;
}

export interface House {
  url: string;
  /** The accounts the demo prints, in its order. */
  people: (role: Role) => Account[];
  stop: () => Promise<void>;
  /** Starts again on the same data and at the same address. */
  start: () => Promise<void>;
}

const root = path.join(import.meta.dirname, '..');
const startLimitMs = 90_000;

async function openHouse(): Promise<House & { remove: () => Promise<void> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'healing-space-'));
  let port = '0';
  let child: ChildProcess | null = null;
  let accounts: Account[] = [];

  async function start(): Promise<void> {
    const started = spawn(path.join(root, 'node_modules/.bin/node'), ['scripts/start.ts', '--demo'], {
      cwd: root,
      env: { ...process.env, PORT: port, DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    let said = '';
    const url = await new Promise<string>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`The house did not open in time. It said: ${said}`)),
        startLimitMs,
      );
      const hear = (chunk: Buffer) => {
        said += chunk.toString();
        const ready = /ready at (http:\S+)/.exec(said);
        if (!ready) return;
        clearTimeout(late);
        resolve(ready[1]!);
      };
      started.stdout.on('data', hear);
      started.stderr.on('data', hear);
      started.once('exit', (code) => reject(new Error(`The house closed with ${code}. It said: ${said}`)));
    });
    port = new URL(url).port;
    const printed = [...said.matchAll(/^(patient|clinician|admin)\s+(\S+)\s+(\S+)$/gm)];
    if (printed.length > 0)
      accounts = printed.map(([, role, username, password]) => ({
        role: role as Role,
        username: username!,
        password: password!,
      }));
  }

  async function stop(): Promise<void> {
    const stopping = child;
    child = null;
    if (!stopping || stopping.exitCode !== null) return;
    const gone = once(stopping, 'exit');
    stopping.kill('SIGTERM');
    await gone;
  }

  await start();
  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    people: (role) => accounts.filter((account) => account.role === role),
    start,
    stop,
    remove: async () => {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function signIn(
  page: Page,
  { username, password }: { username: string; password: string },
): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Username or e-mail address').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/(?:patient|clinician|admin)\/./);
  // A patient stands there already, on a short screen without any navigation.
  if (!page.url().endsWith('/inbox')) await page.getByRole('navigation').getByRole('link', { name: 'Inbox' }).click();
  await expect(page.getByRole('heading', { name: 'Messages' })).toBeVisible();
}

/** The row of the inbox whose name begins so; what was written last stands in the row too, and may name anybody. */
export const rowOf = (page: Page, name: RegExp) =>
  page
    .getByRole('region', { name: 'Conversations' })
    .getByRole('link', { name: new RegExp(`^(Dr )?(\\p{L}+ )?(${name.source})`, 'u') });

export async function openConversation(page: Page, name: RegExp): Promise<void> {
  await rowOf(page, name).first().click();
  await expect(page.getByRole('textbox', { name: /^Write to/ })).toBeVisible();
}

export async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Write to/ }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** Lines numbered from 1, into the conversation that is open. */
export async function writeMany(page: Page, count: number): Promise<void> {
  const conversationId = new URL(page.url()).pathname.split('/').at(-1);
  await page.evaluate(
    async ([id, many]) => {
      const { csrfToken } = (await (await fetch('/api/session')).json()) as { csrfToken: string };
      for (let index = 1; index <= Number(many); index += 1) {
        await fetch(`/api/conversations/${id}/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken },
          body: JSON.stringify({ clientId: crypto.randomUUID(), body: `Line ${index} of many.` }),
        });
      }
    },
    [conversationId, String(count)],
  );
}

/** An endpoint or a file that does not exist answers `not_found`; a thing that is not there, or not mine, has a code of its own. */
async function listenForFaults(context: BrowserContext, faults: string[]): Promise<void> {
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      console.error(`refused by the policy: ${effectiveDirective} ${blockedURI}`),
    );
  });
  context.on('console', (said) => {
    if (said.text().startsWith('refused by the policy')) faults.push(said.text());
  });
  context.on('weberror', (thrown) => faults.push(String(thrown.error())));
  context.on('response', async (response) => {
    if (response.status() === 405) faults.push(response.url());
    if (response.status() !== 404 || response.request().isNavigationRequest()) return;
    // Of a window that was closed meanwhile nothing can be read any more.
    const text = await response.text().catch(() => null);
    if (text !== null && (!text.startsWith('{') || text.includes('"not_found"'))) faults.push(response.url());
  });
}

type SitDown = (person: { username: string; password: string }, options?: BrowserContextOptions) => Promise<Page>;

export const test = base.extend<
  { house: House; sitDown: SitDown; newContext: (options?: BrowserContextOptions) => Promise<BrowserContext> },
  { houses: (file: string) => Promise<House> }
>({
  /** One house at a time: the stories of a file share one, those of another file find a fresh one. */
  houses: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, give) => {
      let open: { file: string; house: Awaited<ReturnType<typeof openHouse>> } | null = null;
      await give(async (file) => {
        if (open?.file === file) return open.house;
        await open?.house.remove();
        open = null;
        open = { file, house: await openHouse() };
        return open.house;
      });
      await (open as { house: Awaited<ReturnType<typeof openHouse>> } | null)?.house.remove();
    },
    { scope: 'worker' },
  ],
  house: [
    async ({ houses }, give, { file }) => {
      await give(await houses(file));
    },
    { timeout: startLimitMs + 10_000 },
  ],
  /** A browser of somebody's own, closed when the story ends. */
  newContext: async ({ browser, house }, give) => {
    const contexts: BrowserContext[] = [];
    const faults: string[] = [];
    await give(async (options) => {
      const context = await browser.newContext({ baseURL: house.url, reducedMotion: 'reduce', ...options });
      contexts.push(context);
      await listenForFaults(context, faults);
      return context;
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(faults, 'what pages asked for that does not exist, and what broke in them').toEqual([]);
  },
  /** A person at a browser of their own, signed in, in front of the inbox. */
  sitDown: async ({ newContext }, give) => {
    await give(async (person, options) => {
      const page = await (await newContext(options)).newPage();
      await signIn(page, person);
      return page;
    });
  },
});
export { expect };
