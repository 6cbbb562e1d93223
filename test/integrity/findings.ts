/** What a check found wrong, in words. */
export interface Finding {
  /** The check's name, such as "archive" or "chat facts". */
  readonly check: string;
  readonly text: string;
}

const shownPerCheck = 15;

/** Collects findings; counts all of them, keeps the first ones of each check. */
export class Findings {
  readonly #shown: Finding[] = [];
  readonly #counts = new Map<string, number>();

  add(check: string, text: string): void {
    const count = (this.#counts.get(check) ?? 0) + 1;
    this.#counts.set(check, count);
    if (count <= shownPerCheck) this.#shown.push({ check, text });
  }

  /** How many findings each check has. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  get isEmpty(): boolean {
    return this.#counts.size === 0;
  }

  /** One line a finding, the rest counted. */
  lines(): readonly string[] {
    const shown = this.#shown.map(({ check, text }) => `${check}: ${text}`);
    const rest = [...this.#counts].filter(([, count]) => count > shownPerCheck).map(([check, count]) => `${check}: and ${count - shownPerCheck} more`);
    return [...shown, ...rest];
  }
}
