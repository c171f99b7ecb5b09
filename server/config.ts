// The environment, read and checked once; nobody else reads process.env.
import { z } from 'zod';
import { helpLines } from '../contract/help-lines.ts';

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean),
);

const environment = z.object({
  /** Folder of the embedded database, the keys and the logs. */
  DATA_DIR: z.string().default('./data'),
  /** PostgreSQL 15 or newer; without it an embedded one is started. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Owner of the tables, when the application signs in to the database as somebody else. */
  MIGRATION_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  /** Address people type, e.g. https://messages.clinic.example; decides cookies and the Origin check. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Addresses or networks of reverse proxies whose X-Forwarded-For is believed. */
  TRUST_PROXY: list.default([]),
  /** `id:base64,…` of 32-byte keys, the first one current; without it one is made beside the data. */
  MASTER_KEYS: z.string().optional(),
  SESSION_DAYS: z.coerce.number().positive().max(365).default(30),
  /** A session unused for this long ends. */
  SESSION_IDLE_HOURS: z.coerce
    .number()
    .positive()
    .default(24 * 7),
  SENDS_PER_MINUTE_PATIENT: z.coerce.number().int().positive().default(60),
  SENDS_PER_MINUTE_CLINICIAN: z.coerce.number().int().positive().default(300),
  SEARCHES_PER_MINUTE: z.coerce.number().int().positive().default(60),
  REGISTRATIONS_PER_HOUR: z.coerce.number().int().positive().default(60),
  GENERAL_REQUESTS_PER_MINUTE: z.coerce.number().int().positive().default(1_200),
  /** Server for e-mail, e.g. smtps://user:password@mail.clinic.example; without it nobody gets any. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Sender of e-mails. */
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]+$/, 'must hold an e-mail address')
    .default('Healing Space <no-reply@localhost>'),
  /** Push services on this machine are believed too: for trials without a network. */
  PUSH_LOCAL: z.enum(['yes', 'no']).default('no'),
  /** Lines of urgent help as JSON: `[{"name", "about", "action", "href", "atOnce"}]`; without it those of the United Kingdom. */
  HELP_LINES: z
    .string()
    .transform((value, context) => {
      try {
        return JSON.parse(value) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(helpLines)
    .optional(),
  /** Opens and seals backups; at least 12 characters. Only the commands for backups read it. */
  BACKUP_PASSPHRASE: z.string().min(12).optional(),
  /** `no`: this process leaves scheduled messages, broadcasts and notifications to others. */
  JOBS: z.enum(['yes', 'no']).default('yes'),
  POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** JSON lines to `logs/healing-space.log` in the data folder, or to stdout in place of the text for people. */
  LOG_TO: z.enum(['file', 'stdout']).default('file'),
});

export type Config = ReturnType<typeof readConfig>;

/** @throws Error naming each variable that is wrong and why. */
export function readConfig(env: Record<string, string | undefined>) {
  // A variable set to nothing, as container files do, is not set.
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is wrong. ${faults.join('; ')}`);
  }
  const e = parsed.data;
  return {
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL,
    migrationDatabaseUrl: e.MIGRATION_DATABASE_URL ?? e.DATABASE_URL,
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL,
    secure: e.PUBLIC_URL?.startsWith('https:') ?? false,
    trustProxy: e.TRUST_PROXY,
    masterKeys: e.MASTER_KEYS,
    sessionMs: e.SESSION_DAYS * 86_400_000,
    sessionIdleMs: e.SESSION_IDLE_HOURS * 3_600_000,
    sendsPerMinute: { patient: e.SENDS_PER_MINUTE_PATIENT, clinician: e.SENDS_PER_MINUTE_CLINICIAN },
    searchesPerMinute: e.SEARCHES_PER_MINUTE,
    registrationsPerHour: e.REGISTRATIONS_PER_HOUR,
    requestsPerMinute: e.GENERAL_REQUESTS_PER_MINUTE,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    pushLocal: e.PUSH_LOCAL === 'yes',
    helpLines: e.HELP_LINES,
    backupPassphrase: e.BACKUP_PASSPHRASE,
    jobs: e.JOBS === 'yes',
    poolSize: e.POOL_SIZE,
    logLevel: e.LOG_LEVEL,
    logTo: e.LOG_TO,
  };
}
