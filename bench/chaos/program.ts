// One process of the product, started as an operator's supervisor would: again whenever it ends by itself.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const root = path.join(import.meta.dirname, '../..');
const againAfterMs = 200;
const startsWithinMs = 120_000;
const stopsWithinMs = 40_000;

export class Program {
  readonly name: string;
  /** The end of what it said on its first line that matched. */
  said = '';
  #child: ChildProcess | undefined;
  /** Of the start that counts; every other one gives up. */
  #turn = 0;
  #ready: Promise<void> = Promise.resolve();
  readonly #given: Given;

  constructor(given: Given) {
    this.name = given.name;
    this.#given = given;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when it is ready. */
  start(): Promise<void> {
    this.#turn += 1;
    this.#ready = this.#bringUp(this.#turn);
    this.#ready.catch(() => {}); // Whoever waits for it hears of it.
    return this.#ready;
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  /** SIGKILL, and nobody starts it again until `start`. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** SIGTERM; SIGKILL when it does not end. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#turn += 1;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), stopsWithinMs);
    await gone;
    clearTimeout(late);
  }

  async #bringUp(turn: number): Promise<void> {
    const deadline = Date.now() + startsWithinMs;
    while (this.#turn === turn) {
      if (await this.#once(turn)) return;
      if (Date.now() > deadline) throw new Error(`${this.name} did not start within ${startsWithinMs / 1_000} s`);
      await delay(againAfterMs);
    }
  }

  async #once(turn: number): Promise<boolean> {
    const { file, args, env, log, ready, onReady } = this.#given;
    const child = spawn(process.execPath, [file, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env });
    this.#child = child;
    child.stderr.on('data', (chunk: Buffer) => appendFileSync(log, chunk));
    for await (const line of createInterface({ input: child.stdout })) {
      appendFileSync(log, `${line}\n`);
      const found = ready.exec(line);
      if (!found) continue;
      this.said = found[1]!;
      onReady();
      child.stdout.on('data', (chunk: Buffer) => appendFileSync(log, chunk));
      child.once('exit', () => this.#ended(child, turn));
      return true;
    }
    return false;
  }

  #ended(child: ChildProcess, turn: number): void {
    if (this.#turn !== turn) return;
    appendFileSync(this.#given.log, `ended by itself: ${child.exitCode ?? child.signalCode}\n`);
    this.#given.onEnding();
    void this.start();
  }
}

interface Given {
  readonly name: string;
  /** Of the product, from its root. */
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Everything it prints. */
  readonly log: string;
  /** Its first line that matches says that it is ready; the first group is kept. */
  readonly ready: RegExp;
  readonly onReady: () => void;
  /** It ended although nobody had asked, after it was ready. */
  readonly onEnding: () => void;
}
