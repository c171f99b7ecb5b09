-- Risk levels, crisis flags, the clinic's own changes to the crisis list, and what the figures are counted from.

-- What clinicians thought of a patient's risk, and why. A history: entries are added, never changed.
create table risk_assessment (
  id uuid primary key,
  patient_id uuid not null references account,
  clinician_id uuid not null references account,
  client_id text,
  level text not null constraint risk_level check (level in ('unknown', 'low', 'moderate', 'high', 'critical')),
  -- Sealed with the patient's data key.
  note_sealed bytea not null,
  assessed_at timestamptz not null
);
create index risk_assessment_by_patient on risk_assessment (patient_id, assessed_at desc, id desc);
create unique index risk_assessment_client_id_key on risk_assessment (clinician_id, patient_id, client_id) where client_id is not null;

-- A message of a patient whose words suggest immediate risk. Its absence says nothing.
create table crisis_flag (
  id uuid primary key,
  message_id uuid not null references message,
  conversation_id uuid not null references conversation,
  patient_id uuid not null references account,
  -- The words that raised it, sealed with the conversation's data key.
  words_sealed bytea not null,
  list_version text not null,
  raised_at timestamptz not null,
  acknowledged_by uuid references account,
  acknowledged_at timestamptz,
  constraint crisis_flag_acknowledged check ((acknowledged_by is null) = (acknowledged_at is null))
);
create unique index crisis_flag_message_key on crisis_flag (message_id);
create index crisis_flag_by_patient on crisis_flag (patient_id, raised_at desc, id desc);
create index crisis_flag_open on crisis_flag (patient_id, raised_at) where acknowledged_at is null;

-- What the clinic adds to the built-in crisis list and takes away from it; the newest row holds.
create table crisis_list_edit (
  number integer primary key constraint crisis_list_edit_number check (number > 0),
  additions text[] not null,
  removals text[] not null,
  made_by uuid not null references account,
  made_at timestamptz not null
);

-- Counting by time without a cost to each send worth naming.
create index message_by_time on message using brin (sent_at) with (pages_per_range = 16);
-- With message_sent, all that somebody wrote.
create index message_sent_hidden on message (sender_id, sent_at) where sender_hidden_at is not null;

grant select, insert on risk_assessment, crisis_flag, crisis_list_edit to healing_space_app;
grant update (acknowledged_by, acknowledged_at) on crisis_flag to healing_space_app;
