-- What admins look at, found by its index: audit entries by who, what and whom.

create index audit_entry_by_actor on audit_entry (actor_id, at desc, id desc);
create index audit_entry_by_action on audit_entry (action, at desc, id desc);
create index audit_entry_by_subject on audit_entry (subject_id, at desc, id desc) where subject_id is not null;
create index message_log on message (sent_at desc, id desc) where kind = 'text';
