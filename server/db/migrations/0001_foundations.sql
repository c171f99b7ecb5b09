-- Accounts, sessions, care links, conversations, messages, receipts, audit and outbox.

create table account (
  id uuid primary key,
  username text not null constraint account_username_lower check (username = lower(username)),
  email text constraint account_email_lower check (email = lower(email)),
  display_name text not null,
  headline text,
  role text not null constraint account_role check (role in ('patient', 'clinician', 'admin')),
  password_hash text not null,
  time_zone text not null default 'Europe/London',
  created_at timestamptz not null,
  deactivated_at timestamptz
);
create unique index account_username_key on account (username);
create unique index account_email_key on account (email);
create index account_display_name on account (lower(display_name) text_pattern_ops);

create table session (
  id uuid primary key,
  account_id uuid not null references account,
  token_hash bytea not null constraint session_token_hash_length check (octet_length(token_hash) = 32),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  user_agent text,
  address inet
);
create unique index session_token_hash_key on session (token_hash);
create index session_open_by_account on session (account_id) where ended_at is null;

-- Hash of the one-time link that makes the first admin.
create table setup_link (
  token_hash bytea primary key,
  created_at timestamptz not null,
  used_at timestamptz
);

-- Counters of the sign-in throttle; keys are keyed hashes of names and addresses.
create table throttle (
  key text primary key,
  points integer not null default 0,
  expire bigint
);

-- Random keys of this installation (audit, csrf, …), each sealed by the master key.
create table installation_key (
  name text primary key,
  sealed bytea not null,
  created_at timestamptz not null
);

create table care_link (
  id uuid primary key,
  patient_id uuid not null references account,
  clinician_id uuid not null references account,
  status text not null constraint care_link_status check (status in ('pending', 'active', 'ended')),
  asked_by uuid not null references account,
  asked_at timestamptz not null,
  accepted_by uuid references account,
  accepted_at timestamptz,
  ended_by uuid references account,
  ended_at timestamptz,
  constraint care_link_ended check ((status = 'ended') = (ended_at is not null)),
  constraint care_link_accepted check (status <> 'active' or accepted_at is not null)
);
create unique index care_link_open_key on care_link (patient_id, clinician_id) where status <> 'ended';
create index care_link_by_pair on care_link (patient_id, clinician_id, asked_at desc);
create index care_link_by_clinician on care_link (clinician_id, asked_at desc);

create table conversation (
  id uuid primary key,
  kind text not null constraint conversation_kind check (kind in ('direct', 'group', 'announcement')),
  -- The pair of a direct conversation, in order, so that a pair has exactly one.
  low_account_id uuid references account,
  high_account_id uuid references account,
  subject_sealed bytea,
  -- Data key of this conversation, wrapped by a master key.
  data_key bytea not null,
  last_seq bigint not null default 0,
  created_by uuid not null references account,
  created_at timestamptz not null,
  constraint conversation_pair check (
    case when kind = 'direct' then low_account_id < high_account_id
         else low_account_id is null and high_account_id is null end
  )
);
create unique index conversation_pair_key on conversation (low_account_id, high_account_id);

create table member (
  conversation_id uuid not null references conversation,
  account_id uuid not null references account,
  joined_at timestamptz not null,
  left_at timestamptz,
  archived_at timestamptz,
  muted_at timestamptz,
  -- Moment of the newest message, which sorts the inbox; null until there is one.
  active_at timestamptz,
  primary key (conversation_id, account_id)
) with (fillfactor = 80);
create index member_inbox on member (account_id, active_at desc, conversation_id desc)
  where left_at is null and archived_at is null and active_at is not null;
create index member_archived on member (account_id, active_at desc, conversation_id desc)
  where left_at is null and archived_at is not null;

create table message (
  id uuid primary key,
  conversation_id uuid not null references conversation,
  seq bigint not null,
  sender_id uuid not null references account,
  client_id text not null,
  subject_sealed bytea,
  body_sealed bytea not null,
  sent_at timestamptz not null,
  -- The sender deleted it for themselves.
  sender_hidden_at timestamptz
);
create unique index message_client_id_key on message (sender_id, client_id);
create unique index message_place_key on message (conversation_id, seq);
create index message_sent on message (sender_id, sent_at desc, id desc) where sender_hidden_at is null;

-- One per message and recipient; it is also what makes a message visible to that recipient.
create table receipt (
  message_id uuid not null references message,
  account_id uuid not null references account,
  conversation_id uuid not null references conversation,
  seq bigint not null,
  delivered_at timestamptz,
  read_at timestamptz,
  -- The recipient deleted it for themselves.
  hidden_at timestamptz,
  primary key (message_id, account_id)
) with (fillfactor = 85);
create index receipt_unread on receipt (account_id, conversation_id, seq) where read_at is null and hidden_at is null;

create table audit_entry (
  id uuid primary key,
  at timestamptz not null,
  actor_id uuid,
  action text not null,
  outcome text not null constraint audit_outcome check (outcome in ('allowed', 'denied')),
  subject_kind text,
  subject_id uuid,
  session_id uuid,
  address inet,
  request_id text,
  -- Ids, counts and codes only.
  detail jsonb not null default '{}'
);
create index audit_entry_by_time on audit_entry (at desc, id desc);

-- Entries not yet chained by a checkpoint; consumed as a queue.
create table audit_pending (
  entry_id uuid primary key references audit_entry
);

-- Each checkpoint chains a run of entries to the one before it.
create table audit_checkpoint (
  position bigint primary key,
  entry_ids uuid[] not null,
  digests bytea[] not null,
  previous_mac bytea,
  mac bytea not null,
  made_at timestamptz not null,
  constraint audit_checkpoint_lengths check (cardinality(entry_ids) = cardinality(digests) and cardinality(entry_ids) > 0)
);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_entry_append_only before update or delete or truncate on audit_entry
  for each statement execute function audit_is_append_only();
create trigger audit_checkpoint_append_only before update or delete or truncate on audit_checkpoint
  for each statement execute function audit_is_append_only();

-- What happened, as ids only. `number` is given by the relay at publishing, in commit order.
create table outbox (
  id bigint generated always as identity primary key,
  number bigint,
  type text not null,
  conversation_id uuid,
  message_id uuid,
  -- Whom it concerns: the reader of a receipt, the owner of a deletion, the addressee of a notice.
  account_id uuid,
  detail jsonb,
  at timestamptz not null
);
create unique index outbox_number_key on outbox (number);
create index outbox_unpublished on outbox (id) where number is null;
create sequence outbox_number;

-- What the application's role may do. It can read and append audit, never change it.
grant usage on schema public to healing_space_app;
grant select, insert, update on account, session, setup_link, installation_key, care_link, conversation, member, message,
  receipt, outbox to healing_space_app;
grant delete on outbox to healing_space_app;
grant select, insert, update, delete on throttle to healing_space_app;
grant select, insert on audit_entry, audit_checkpoint to healing_space_app;
grant select, insert, delete on audit_pending to healing_space_app;
grant usage on sequence outbox_number to healing_space_app;
