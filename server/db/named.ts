// How people are found by name, in SQL: by the start of a username or of any word of a name, without accents.

/** Of `account a`; $1 is what was typed, made `literal`. What depends on it alone is asked for once, not for every name. */
export const named = `(a.username like (select lower($1) || '%')
  or a.name_words like (select '% ' || translate(fold_name($1), '-', ' ') || '%'))`;

/** With %, _ and \ standing for themselves. */
export const literal = (query: string) => query.replace(/[\\%_]/g, '\\$&');
