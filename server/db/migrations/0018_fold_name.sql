-- A name as it is looked for: without case and accents. Not nfkd: it would make signs of LIKE out of others.
create function fold_name(name text) returns text language sql immutable parallel safe
  return regexp_replace(
    normalize(replace(replace(replace(replace(translate(lower(name), 'øłđð', 'oldd'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ß', 'ss'), nfd),
    '[\u0300-\u036f]', '', 'g');

-- Names are found by the beginning of any word, for which it was of no use.
drop index account_display_name;
