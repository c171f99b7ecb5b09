-- One text to an audience. Each recipient has it as a message of their own, in their own conversation of announcements.

create table broadcast (
  id uuid primary key,
  author_id uuid not null references account,
  client_id text not null,
  audience text not null
    constraint broadcast_audience check (audience in ('all', 'patients', 'clinicians', 'admins', 'my_patients', 'chosen_patients')),
  -- Data key of this broadcast, wrapped by a master key.
  data_key bytea not null,
  subject_sealed bytea,
  body_sealed bytea not null,
  urgent boolean not null,
  created_at timestamptz not null,
  -- When the last recipient had it, or was passed over.
  completed_at timestamptz
);
create unique index broadcast_client_id_key on broadcast (author_id, client_id);
create index broadcast_by_author on broadcast (author_id, created_at desc, id desc);
create index broadcast_unfinished on broadcast (created_at) where completed_at is null;

-- The audience as it was when the broadcast was made.
create table broadcast_recipient (
  broadcast_id uuid not null references broadcast,
  account_id uuid not null references account,
  status text not null default 'pending'
    constraint broadcast_recipient_status check (status in ('pending', 'sent', 'skipped')),
  message_id uuid references message,
  primary key (broadcast_id, account_id),
  constraint broadcast_recipient_sent check ((status = 'sent') = (message_id is not null))
);
create index broadcast_recipient_pending on broadcast_recipient (broadcast_id, account_id) where status = 'pending';

alter table conversation
  -- Of announcements: who makes them and who receives them. Only the listener is a member.
  add column announcer_id uuid references account,
  add column listener_id uuid references account,
  add constraint conversation_announcement check (
    case when kind = 'announcement' then announcer_id <> listener_id else announcer_id is null and listener_id is null end
  );
create unique index conversation_announcement_key on conversation (announcer_id, listener_id);

alter table message add column broadcast_id uuid references broadcast;
drop index message_sent;
create index message_sent on message (sender_id, sent_at desc, id desc) where sender_hidden_at is null and broadcast_id is null;

grant select, insert, update on broadcast, broadcast_recipient to healing_space_app;
