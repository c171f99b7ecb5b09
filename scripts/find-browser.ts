// Finds a Chromium for the browser tests, or installs one with whatever this machine offers.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from '@playwright/test';

const root = path.join(import.meta.dirname, '..');
const installed = [
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].flatMap((name) =>
    (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, name)),
  ),
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** @throws Error that says what to install when nothing helped. */
export async function findBrowser(): Promise<string> {
  const given = process.env['CHROME_PATH'];
  if (given) {
    if (!runs(given)) throw new Error(`CHROME_PATH names ${given}, which cannot be run.`);
    return given;
  }
  return present() ?? installDebian() ?? installPlaywright() ?? (await installHeadlessShell());
}

const present = () => [chromium.executablePath(), ...installed].find(runs);

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installDebian(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('Installing Chromium with apt-get …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji'],
    options,
  );
  return present();
}

function installPlaywright(): string | undefined {
  console.log('Installing Chromium with Playwright …');
  spawnSync('npx', ['playwright', 'install', 'chromium'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 300_000,
  });
  return present();
}

async function installHeadlessShell(): Promise<string> {
  const folder = path.join(root, 'node_modules/.cache/browser');
  await mkdir(folder, { recursive: true });
  spawnSync('npm', ['install', '--prefix', folder, '--no-save', '@sparticuz/chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    const { default: shell } = createRequire(path.join(folder, 'package.json'))('@sparticuz/chromium') as {
      default: { executablePath(): Promise<string> };
    };
    return await shell.executablePath();
  } catch (cause) {
    throw new Error('No browser was found and none could be installed. Install Chromium or set CHROME_PATH.', {
      cause,
    });
  }
}
