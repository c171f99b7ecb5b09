-- Quick answers to a message: one of six words, not sealed, at most one from each member.

create table reaction (
  message_id uuid not null references message,
  account_id uuid not null references account,
  kind text not null constraint reaction_kind check (kind in ('heart', 'thumbs_up', 'thanks', 'smile', 'sad', 'hope')),
  at timestamptz not null,
  primary key (message_id, account_id)
);
create index reaction_by_account on reaction (account_id);

grant select, insert, update, delete on reaction to healing_space_app;
