-- What was indexed last waits in a list that every search reads through. At the default of 4 MB a search among a million messages
-- waited 23 ms for it; at 256 KB storing took half as long again, because every emptying writes pages all over the index.
alter index search_entry_tokens set (gin_pending_list_limit = 1024);
