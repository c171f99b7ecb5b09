-- Search: the keyed tokens of what a message says, beside it rather than in it, because a message is never changed.
-- It refers to messages without the database looking after that: what it finds is looked up and opened before anybody sees it.

create table search_entry (
  message_id uuid primary key,
  -- Of the message, so that finding and sorting touch this table alone.
  conversation_id uuid not null,
  sender_id uuid not null,
  sent_at timestamptz not null,
  -- Truncated HMACs of its words, their beginnings and its conversation.
  tokens bigint[] not null
);
create index search_entry_tokens on search_entry using gin (tokens);

grant select, insert, update on search_entry to healing_space_app;

-- Who works in the clinic, among its many patients.
create index account_staff on account (role, id) where role <> 'patient';
