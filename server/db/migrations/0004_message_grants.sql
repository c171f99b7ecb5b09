-- A message is immutable once sent: the application may set the sender's own deletion mark and nothing else.

revoke update on message from healing_space_app;
grant update (sender_hidden_at) on message to healing_space_app;
