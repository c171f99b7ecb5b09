-- Text that is kept to be sent again, and text that is not finished. Both are sealed with the data key of their owner.

create table template (
  id uuid primary key,
  owner_id uuid not null references account,
  client_id text not null,
  name_sealed bytea not null,
  -- HMAC of the folded name, and of the folded category: equal ones are found without being opened.
  name_hash bytea not null,
  category_sealed bytea,
  category_hash bytea,
  body_sealed bytea not null,
  -- Other clinicians and admins see it too.
  shared boolean not null,
  use_count integer not null default 0,
  last_used_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint template_category check ((category_sealed is null) = (category_hash is null))
);
create unique index template_client_id_key on template (owner_id, client_id);
create unique index template_name_key on template (owner_id, name_hash);
create index template_by_owner on template (owner_id, created_at desc, id desc);
create index template_shared on template (created_at desc, id desc) where shared;

create table draft (
  id uuid primary key,
  author_id uuid not null references account,
  -- Whom it is for, or the group it goes into; neither for one that has no recipient yet.
  peer_id uuid references account,
  conversation_id uuid references conversation,
  subject_sealed bytea,
  body_sealed bytea not null,
  version integer not null,
  updated_at timestamptz not null,
  constraint draft_goal check (peer_id is null or conversation_id is null),
  constraint draft_goal_key unique nulls not distinct (author_id, peer_id, conversation_id)
);

grant select, insert, update, delete on template, draft to healing_space_app;
