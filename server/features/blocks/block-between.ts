// Whether a block stands between two people, as SQL for the statements of whoever asks.

/** 'mine' when the reader made it, 'theirs' when the other did, null without one. */
export const blockBetween = (readerId: string, peerId: string) => `
  case when exists (select from block b where b.blocker_id = ${readerId} and b.blocked_id = ${peerId}) then 'mine'
       when exists (select from block b where b.blocker_id = ${peerId} and b.blocked_id = ${readerId}) then 'theirs' end`;
