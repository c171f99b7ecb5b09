-- What admins look at, found by its index: audit entries by who, what and whom.

create index audit_entry_by_actor on audit_entry (actor_id, at desc, id desc);
create index audit_entry_by_action on audit_entry (action, at desc, id desc);
create index audit_entry_by_subject on audit_entry (subject_id, at desc, id desc) where subject_id is not null;
create index message_log on message (sent_at desc, id desc) where kind = 'text';

-- When each kind of upkeep last ended, and how: 'audit.verified', 'backup'. Numbers and codes only.
create table upkeep (
  name text primary key,
  done_at timestamptz not null,
  detail jsonb not null
);
grant select, insert, update on upkeep to healing_space_app;
