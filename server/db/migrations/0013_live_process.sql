-- How many windows each process of the house holds, so that they can be counted together.

create table live_process (
  id uuid primary key,
  windows integer not null,
  seen_at timestamptz not null
);

grant select, insert, update, delete on live_process to healing_space_app;
