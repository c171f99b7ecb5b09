-- Blocks, and a data key per account for text that belongs to a person rather than to a conversation.

create table account_key (
  account_id uuid primary key references account,
  -- Wrapped by a master key.
  data_key bytea not null
);

create table block (
  id uuid primary key,
  blocker_id uuid not null references account,
  blocked_id uuid not null references account,
  -- Sealed with the blocker's data key; a person wrote it.
  reason_sealed bytea,
  blocked_at timestamptz not null,
  constraint block_not_self check (blocker_id <> blocked_id)
);
create unique index block_pair_key on block (blocker_id, blocked_id);
create index block_by_time on block (blocker_id, blocked_at desc, id desc);

grant select, insert on account_key to healing_space_app;
grant select, insert, update, delete on block to healing_space_app;
