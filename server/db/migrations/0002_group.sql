-- Groups: invitations of patients, who made a group under which client id, and notices in the thread.

alter table conversation add column client_id text;
-- A group is made once per client id of its maker.
create unique index conversation_client_id_key on conversation (created_by, client_id) where client_id is not null;

-- A patient asked into a group. There is no member row, and nothing of the group to be seen, before it is accepted.
create table group_invitation (
  conversation_id uuid not null references conversation,
  account_id uuid not null references account,
  invited_by uuid not null references account,
  invited_at timestamptz not null,
  ended_at timestamptz,
  outcome text constraint group_invitation_outcome check (outcome in ('accepted', 'declined', 'withdrawn')),
  primary key (conversation_id, account_id),
  constraint group_invitation_ended check ((ended_at is null) = (outcome is null))
);
create index group_invitation_open on group_invitation (account_id, invited_at desc, conversation_id desc) where ended_at is null;

-- A notice says that somebody made, joined, left or renamed a group. It has a place in the thread and no text.
alter table message
  add column kind text not null default 'text'
    constraint message_kind check (kind in ('text', 'created', 'joined', 'left', 'removed', 'renamed')),
  add column about_id uuid references account,
  alter column client_id drop not null,
  alter column body_sealed drop not null,
  add constraint message_text check ((kind = 'text') = (client_id is not null) and (kind = 'text') = (body_sealed is not null)),
  add constraint message_about check ((kind in ('joined', 'left', 'removed')) = (about_id is not null));

drop index message_sent;
create index message_sent on message (sender_id, sent_at desc, id desc) where sender_hidden_at is null and kind = 'text';

grant select, insert, update on group_invitation to healing_space_app;
