// What the pages keep of the server's state: the names and shapes of the queries that live events fold into.
import type { InfiniteData } from '@tanstack/react-query';
import type { CareLink } from '../../contract/care-links.ts';
import type { ReplyOf, Role } from '../../contract/endpoint.ts';
import type { listConversations, listSent, readThread } from '../../contract/messages.ts';

export type InboxFilter = 'all' | 'unread' | 'archived';
export type InboxPage = ReplyOf<typeof listConversations>;
export type Inbox = InfiniteData<InboxPage, string | null>;
export type ThreadPage = ReplyOf<typeof readThread>;
/** Which page of a thread: the newest, or the one before, after or around a message. */
export type ThreadCursor = { before: string } | { after: string } | { around: string } | null;
export type Thread = InfiniteData<ThreadPage, ThreadCursor>;
export type Sent = InfiniteData<ReplyOf<typeof listSent>, string | null>;
export type CareLinks = CareLink[];

export const keys = {
  inboxes: ['inbox'] as const,
  inbox: (filter: InboxFilter) => ['inbox', filter] as const,
  threads: ['thread'] as const,
  thread: (conversationId: string) => ['thread', conversationId] as const,
  /** The part of a thread around a message that was searched for. */
  threadAround: (conversationId: string, messageId: string) => ['thread', conversationId, messageId] as const,
  sent: ['sent'] as const,
  unread: ['unread'] as const,
  careLinks: ['care-links'] as const,
  clinicLinks: ['care-links', 'clinic'] as const,
  clinicLinksBy: (asked: { status: string; query: string }) => ['care-links', 'clinic', asked] as const,
  typing: (conversationId: string) => ['typing', conversationId] as const,
  people: (query: string, role?: Role) => ['people', query, role] as const,
  clinicians: (query: string) => ['clinicians', query] as const,
  blocks: ['blocks'] as const,
  scheduled: ['scheduled'] as const,
  scheduledOf: (status: string) => ['scheduled', status] as const,
  invitations: ['invitations'] as const,
  members: (conversationId: string) => ['members', conversationId] as const,
  search: (sought: object) => ['search', sought] as const,
  notifications: ['notifications'] as const,
  notificationSettings: ['notification-settings'] as const,
  push: ['push'] as const,
  templates: ['templates'] as const,
  patients: ['patients'] as const,
  patientsBy: (asked: { query: string; filter: string; sort: string }) => ['patients', asked] as const,
  patient: (id: string) => ['patient', id] as const,
  week: ['week'] as const,
  unfinished: ['unfinished'] as const,
  drafts: ['draft'] as const,
  draft: (place: string) => ['draft', place] as const,
  sessions: ['sessions'] as const,
  me: ['me'] as const,
};
