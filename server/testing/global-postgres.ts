// One real PostgreSQL for a test run, with a migrated template that every test file clones.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { createPool } from '../db/pool.ts';
import { migrate } from '../db/migrate.ts';
import { startEmbedded } from '../embedded/postgres.ts';

export const template = 'healing_space_template';
export const migrations = path.join(import.meta.dirname, '../db/migrations');

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string;
    appUrl: string;
  }
}

export default async function setup(project: TestProject) {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'healing-space-test-'));
  const postgres = await startEmbedded({ dataDir });
  const admin = createPool(postgres.ownerUrl, { max: 1 });
  await admin.query(`create database ${template}`);
  await admin.end();
  const owner = createPool(onDatabase(postgres.ownerUrl, template), { max: 2, statementTimeout: 60_000 });
  await migrate(owner, migrations);
  await owner.end();
  project.provide('ownerUrl', postgres.ownerUrl);
  project.provide('appUrl', postgres.appUrl);
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

export function onDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
