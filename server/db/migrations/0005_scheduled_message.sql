-- Messages that will be sent at an instant. The jobs that send them carry an id and look here first.

create table scheduled_message (
  id uuid primary key,
  author_id uuid not null references account,
  client_id text not null,
  -- Exactly one of the two.
  to_id uuid references account,
  conversation_id uuid references conversation,
  -- Sealed with the author's data key.
  subject_sealed bytea,
  body_sealed bytea not null,
  send_at timestamptz not null,
  time_zone text not null,
  status text not null default 'scheduled'
    constraint scheduled_message_status check (status in ('scheduled', 'sent', 'cancelled', 'failed')),
  failure text,
  settled_at timestamptz,
  message_id uuid references message,
  created_at timestamptz not null,
  constraint scheduled_message_goal check ((to_id is null) <> (conversation_id is null)),
  constraint scheduled_message_settled check ((status = 'scheduled') = (settled_at is null)),
  constraint scheduled_message_failure check ((status = 'failed') = (failure is not null)),
  constraint scheduled_message_sent check ((status = 'sent') = (message_id is not null))
);
create unique index scheduled_message_client_id_key on scheduled_message (author_id, client_id);
create index scheduled_message_by_author on scheduled_message (author_id, send_at desc, id desc);
create index scheduled_message_open_by_author on scheduled_message (author_id, send_at, id) where status = 'scheduled';
create index scheduled_message_due on scheduled_message (send_at) where status = 'scheduled';

grant select, insert, update on scheduled_message to healing_space_app;
