/** Seconds since the epoch of a UTC text. */
export function at(text: string): number {
  return Date.parse(`${text.replace(" ", "T")}Z`) / 1000;
}

interface ChatFields {
  readonly chat_id: number;
  /** UTC text */
  readonly started: string;
  readonly [column: string]: unknown;
}

/** A chat that a visitor wrote in, waiting in the human queue, of account `acme`; fields as the fact table has them. */
export function chat({ started, ...fields }: ChatFields): Record<string, unknown> {
  return { tenant: "acme", started_at: at(started), version: 1, visitor_wrote: 1, queued: 1, initiator: "visitor", ...fields };
}

/** An answered and closed one. */
export function answered(wait: number, talk: number) {
  return { answered: 1, closed: 1, wait, talk };
}
