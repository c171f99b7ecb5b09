-- How many messages there are is asked for every few seconds while an admin looks on; counting all of them took a second at ten million.
-- What only tells who joined or left is few and is taken off what conversations have come to.
create index message_notice on message (conversation_id) where kind <> 'text';
