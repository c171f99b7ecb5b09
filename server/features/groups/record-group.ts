// Records changes of a group in their transaction: in the audit trail, and in the outbox for whoever may know.
import type { Source } from '../../actor.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/transact.ts';
import type { Deps } from '../../deps.ts';
import { appendToOutbox } from '../../outbox/append.ts';
import type { OutboxRow } from '../../outbox/append.ts';

export interface GroupChange {
  readonly verb:
    | 'created'
    | 'renamed'
    | 'member_added'
    | 'member_removed'
    | 'member_left'
    | 'member_invited'
    | 'invitation_accepted'
    | 'invitation_declined'
    | 'invitation_withdrawn';
  /** Whose place in the group changed. */
  readonly accountId?: string;
  readonly detail?: Readonly<Record<string, number>>;
}

const membership = (joined: boolean) => ({ type: 'membership.changed', detail: { joined } }) as const;
const invitation = (open: boolean) => ({ type: 'invitation.changed', detail: { open } }) as const;
const news: Record<GroupChange['verb'], Pick<OutboxRow, 'type' | 'detail'>[]> = {
  created: [],
  renamed: [],
  member_added: [membership(true)],
  member_removed: [membership(false)],
  member_left: [membership(false)],
  member_invited: [invitation(true)],
  invitation_accepted: [invitation(false), membership(true)],
  invitation_declined: [invitation(false)],
  invitation_withdrawn: [invitation(false)],
};

export async function recordGroup(
  deps: Pick<Deps, 'clock' | 'newId'>,
  tx: Tx,
  actor: Source & { readonly accountId: string },
  conversationId: string,
  at: Date,
  changes: readonly GroupChange[],
): Promise<void> {
  await Promise.all([
    appendAudit(
      deps,
      tx,
      changes.map(({ verb, accountId, detail }) => ({
        actorId: actor.accountId,
        source: actor,
        action: `group.${verb}`,
        subjectKind: 'conversation' as const,
        subjectId: conversationId,
        detail: { ...detail, ...(accountId ? { accountId } : {}) },
      })),
    ),
    appendToOutbox(
      tx,
      at,
      changes.flatMap(({ verb, accountId }) =>
        news[verb].map((row) => ({ ...row, conversationId, ...(accountId ? { accountId } : {}) })),
      ),
    ),
  ]);
}

/** The open invitations look different now: tells those who have one. */
export async function announceInvitations(
  tx: Tx,
  conversationId: string,
  accountIds: readonly string[],
  at: Date,
): Promise<void> {
  await appendToOutbox(
    tx,
    at,
    accountIds.map((accountId) => ({ ...invitation(true), conversationId, accountId })),
  );
}
