-- That there is something new, for whom and where; never what. Delivered by mail and push from here.

create table notification (
  id uuid primary key,
  account_id uuid not null references account,
  kind text not null
    constraint notification_kind check (kind in ('message', 'care_link', 'invitation', 'scheduled_failed', 'crisis_flag')),
  -- The conversation, care link, scheduled message or patient.
  subject_id uuid not null,
  created_at timestamptz not null,
  -- Moves on while more of the same arrives before it is read.
  updated_at timestamptz not null,
  read_at timestamptz,
  -- When to look whether an e-mail is due, and the last that was sent.
  mail_due_at timestamptz,
  mail_attempts integer not null default 0,
  mailed_at timestamptz,
  push_due_at timestamptz,
  pushed_at timestamptz
) with (fillfactor = 80);
create unique index notification_open_key on notification (account_id, kind, subject_id) where read_at is null;
create index notification_by_account on notification (account_id, updated_at desc, id desc);
create index notification_mail_due on notification (mail_due_at) where mail_due_at is not null;
create index notification_push_due on notification (push_due_at) where push_due_at is not null;

-- What differs from the defaults; no row while nothing does.
create table notification_setting (
  account_id uuid primary key references account,
  in_app boolean not null,
  email boolean not null,
  push boolean not null,
  digest boolean not null,
  digest_time text not null,
  quiet_from text,
  quiet_to text,
  -- Next moment to look whether the daily summary is due.
  digest_due_at timestamptz,
  constraint notification_setting_quiet check ((quiet_from is null) = (quiet_to is null))
);
create index notification_setting_digest on notification_setting (digest_due_at) where digest_due_at is not null;

create table push_subscription (
  id uuid primary key,
  account_id uuid not null references account,
  -- A device that was signed out is told nothing.
  session_id uuid not null references session,
  endpoint_hash bytea not null,
  -- Address and keys, sealed with the account's data key.
  sealed bytea not null,
  created_at timestamptz not null
);
create unique index push_subscription_endpoint_key on push_subscription (endpoint_hash);
create index push_subscription_by_account on push_subscription (account_id);

-- How far into the outbox notifications have been made.
create table notifier (position bigint not null);
insert into notifier (position) select coalesce(max(number), 0) from outbox;

grant select, insert, update on notification, notification_setting, notifier to healing_space_app;
grant select, insert, update, delete on push_subscription to healing_space_app;
