// What the product promised to its clients, kept where no fault of the product can reach it.

/** One message somebody wants to be sent. */
export interface Send {
  readonly clientId: string;
  readonly senderId: string;
  readonly body: string;
  /** Sends of one person are asked for one after the other, in this order. */
  readonly turn: number;
  /** What the first acknowledgement said. */
  acknowledged?: { readonly id: string; readonly conversationId: string; readonly seq: number };
}

export interface Scheduled {
  readonly clientId: string;
  readonly authorId: string;
  readonly body: string;
  acknowledgedId?: string;
}

export class Ledger {
  /** In every sentence, so that it can be looked for on disk. */
  readonly canary: string;
  readonly sends = new Map<string, Send>();
  readonly scheduled = new Map<string, Scheduled>();
  /** Highest place up to which somebody was told to have read, by account and conversation. */
  readonly reads = new Map<string, number>();
  /** Repetitions that were answered with another message than the first. */
  readonly contradictions: string[] = [];
  /** Answers that nobody promised, by what they were. */
  readonly surprises = new Map<string, number>();
  readonly counts = { sends: 0, repetitions: 0, scheduled: 0, reads: 0, archives: 0, refusedForNow: 0, unanswered: 0 };
  #turn = 0;

  constructor(canary: string) {
    this.canary = canary;
  }

  sentence(clientId: string): string {
    return `The ${this.canary} waits by the water, and says ${clientId} to nobody else.`;
  }

  wants(senderId: string, clientId: string): Send {
    const send: Send = { clientId, senderId, body: this.sentence(clientId), turn: (this.#turn += 1) };
    this.sends.set(clientId, send);
    return send;
  }

  sent(send: Send, answer: { id: string; conversationId: string; seq: number }): void {
    const { acknowledged } = send;
    if (!acknowledged) {
      send.acknowledged = { id: answer.id, conversationId: answer.conversationId, seq: answer.seq };
      this.counts.sends += 1;
    } else if (acknowledged.id !== answer.id || acknowledged.seq !== answer.seq) {
      this.contradictions.push(send.clientId);
    }
  }

  wasRead(accountId: string, conversationId: string, seq: number): void {
    const key = `${accountId} ${conversationId}`;
    this.reads.set(key, Math.max(this.reads.get(key) ?? 0, seq));
    this.counts.reads += 1;
  }

  surprised(what: string): void {
    this.surprises.set(what, (this.surprises.get(what) ?? 0) + 1);
  }
}
