-- When somebody was last sent an e-mail, whatever they have read since: the next comes an hour later at the earliest.
create index notification_mailed on notification (account_id, mailed_at) where mailed_at is not null;
