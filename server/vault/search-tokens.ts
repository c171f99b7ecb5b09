// Keyed tokens of words, so that a database can find messages it cannot read.
import { createHmac, createSecretKey } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { isStopWord, stem, wordsOf } from './words.ts';

/** A signed 64-bit number in decimal. */
export type Token = string;

const cachedWords = 20_000;
const shortestPrefix = 3;
const longestPrefix = 5;

export interface SearchTokens {
  /**
   * Everything a message of at most 10,000 characters can be found by: its conversation, the stems of its words, and
   * their first 3, 4 and 5 letters. About 4 tokens a word; stop words have none.
   */
  ofMessage(conversationId: string, subject: string | null, body: string): Token[];
  ofConversation(id: string): Token;
  /** Of a folded word and all its forms. */
  ofWord(folded: string): Token;
  /** Of all longer words that begin like this, as far as 5 letters tell; null when there are fewer than 3. */
  ofPrefix(folded: string): Token | null;
}

/**
 * HMAC-SHA256 cut to 64 bits: two different words of a million share a token with a chance of 1 in 10^7, and every
 * candidate is opened and compared before it is shown. The kinds have names of their own, so that a word, a prefix
 * and a conversation never share a token.
 */
export function createSearchTokens(installationKey: Buffer): SearchTokens {
  const key = createSecretKey(installationKey);
  const tokenOf = (kind: 'word' | 'prefix' | 'conversation', text: string): Token =>
    createHmac('sha256', key).update(`${kind}:${text}`).digest().readBigInt64BE().toString();
  const ofWord = (folded: string) => tokenOf('word', stem(folded));

  const conversations = new LRUCache<string, Token>({ max: cachedWords });
  function ofConversation(id: string): Token {
    let token = conversations.get(id);
    if (!token) conversations.set(id, (token = tokenOf('conversation', id)));
    return token;
  }

  // An HMAC costs 3 µs and a word needs four; most words of a message were seen a moment ago.
  const known = new LRUCache<string, readonly Token[]>({ max: cachedWords });
  function ofWordWithPrefixes(folded: string): readonly Token[] {
    let tokens = known.get(folded);
    if (!tokens) {
      const letters = [...folded];
      const longest = Math.min(longestPrefix, letters.length - 1);
      const prefixes = Array.from({ length: Math.max(0, longest - shortestPrefix + 1) }, (_, index) =>
        tokenOf('prefix', letters.slice(0, shortestPrefix + index).join('')),
      );
      tokens = [ofWord(folded), ...prefixes];
      known.set(folded, tokens);
    }
    return tokens;
  }

  return {
    ofWord,
    ofConversation,
    ofPrefix(folded) {
      const letters = [...folded];
      return letters.length < shortestPrefix ? null : tokenOf('prefix', letters.slice(0, longestPrefix).join(''));
    },
    ofMessage(conversationId, subject, body) {
      const tokens = new Set([ofConversation(conversationId)]);
      for (const { folded } of [...(subject ? wordsOf(subject) : []), ...wordsOf(body)]) {
        if (isStopWord(folded)) continue;
        for (const token of ofWordWithPrefixes(folded)) tokens.add(token);
      }
      return [...tokens];
    },
  };
}
