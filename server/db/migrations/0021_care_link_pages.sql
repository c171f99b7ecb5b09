-- Admins read the care links of the whole clinic a page at a time, newest first and by status; the few that wait among tens of thousands too.
-- Of lower(status), not of status: what looks for the active links of one person, planned while there were none, took this index as well
-- and went through those of everybody.
create index care_link_by_status on care_link (lower(status), asked_at desc, id desc);
