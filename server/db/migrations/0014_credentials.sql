-- Links to choose a password, the second step at sign-in, and what admins need to help somebody back in.

create table password_link (
  id uuid primary key,
  -- Null when nobody was found for what was typed: the request costs and leaves the same.
  account_id uuid references account,
  purpose text not null constraint password_link_purpose check (purpose in ('reset', 'invitation')),
  -- Hash of the token, which is made from the id by a key of the installation and stored nowhere.
  token_hash bytea not null constraint password_link_hash_length check (octet_length(token_hash) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  mailed_at timestamptz,
  used_at timestamptz
);
create unique index password_link_token_hash_key on password_link (token_hash);
create index password_link_open_by_account on password_link (account_id, created_at) where used_at is null;
create index password_link_by_expiry on password_link (expires_at);

alter table account add column two_factor_since timestamptz;

create table totp (
  account_id uuid primary key references account,
  secret_sealed bytea not null,
  -- The last 30-second step whose code was used; none of it or before it is taken again.
  last_step bigint not null default 0,
  created_at timestamptz not null
);

create table recovery_code (
  account_id uuid not null references account,
  -- HMAC under a key of the installation.
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

-- HMAC of what was typed as the name: an admin forgives the attempts on an account without knowing from where they came.
alter table throttle add column subject text;
create index throttle_by_subject on throttle (subject) where subject is not null;

create index session_by_end on session (ended_at) where ended_at is not null;
create index session_by_expiry on session (expires_at);

grant select, insert, update, delete on password_link, totp, recovery_code to healing_space_app;
grant delete on session to healing_space_app;
