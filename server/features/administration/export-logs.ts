// The audit trail and the message log as files.
import type { LoggedMessage } from '../../../contract/administration.ts';
import type { Actor } from '../../actor.ts';
import type { Deps } from '../../deps.ts';
import { auditColumns, everyAuditEntry } from './audit-log.store.ts';
import type { AuditFilter } from './audit-log.store.ts';
import { exportFile } from './export-file.ts';
import type { Export, ExportedFile } from './export-file.ts';
import { everyLoggedMessage, messageColumns } from './message-log.store.ts';

type Format = Export['format'];

export function exportAudit(
  deps: Deps,
  actor: Actor,
  { format, ...filter }: AuditFilter & { format: Format },
  signal: AbortSignal,
): Promise<ExportedFile> {
  const query = everyAuditEntry(filter);
  const asked = {
    name: 'audit',
    format,
    filter: { ...filter },
    columns: auditColumns,
    json: ['detail'],
    query,
  } as const;
  return exportFile(deps, actor, asked, signal);
}

export function exportMessageLog(
  deps: Deps,
  actor: Actor,
  { format, status }: { format: Format; status?: LoggedMessage['status'] | undefined },
  signal: AbortSignal,
): Promise<ExportedFile> {
  const json = ['recipients', 'delivered', 'read'];
  const query = everyLoggedMessage(status);
  const asked = { name: 'messages', format, filter: { status }, columns: messageColumns, json, query } as const;
  return exportFile(deps, actor, asked, signal);
}
