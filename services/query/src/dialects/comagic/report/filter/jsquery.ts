import type { Comparison, ElementsTest } from "@stats/questions";

/** The text is no query; `position` counts characters from 0. */
export class JsqueryFault extends Error {
  override readonly name = "JsqueryFault";
  readonly position: number;

  constructor(position: number) {
    super(`Not a query from character ${position}`);
    this.position = position;
  }
}

interface Token {
  /** A word that stands bare, a sign, a text in quotes, a number; undefined: the end. */
  readonly kind: "word" | "sign" | "text" | "number" | "end";
  readonly value: string;
  readonly at: number;
}

const comparisons: Readonly<Record<string, Comparison>> = { "=": "equals", "<": "less", ">": "more", "<=": "at_most", ">=": "at_least" };
const tokenForm =
  /\s*(?:(?<text>"(?:[^"\\]|\\.)*")|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\p{L}\w.])|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<sign><=|>=|[=<>().#*]))/suy;
const spaces = /\s*/y;
/** More would exhaust the engine's parser; nobody writes so. */
const DEPTH_MAX = 20;

/** What a path of the query leads to: a key of the listing's records, or the text itself (undefined); undefined as a whole: nothing. */
type Resolve = (name: string | undefined) => { readonly member: string | undefined } | undefined;

/**
 * Reads the subset of PostgreSQL's jsquery that rulings settle: `#.key = 5`, `*.key = "x"`, `key >= 1`, `# = "x"` for lists of texts, and, or, not,
 * parentheses. A comparison is about any element; one about a key that elements do not have holds for none.
 * @param comparisonsMax how many comparisons the text may have
 * @throws {JsqueryFault}
 */
export function readJsquery(text: string, comparisonsMax: number, resolve: Resolve): { readonly test: ElementsTest; readonly comparisons: number } {
  const parser = new Parser(text, comparisonsMax, resolve);
  return { test: parser.read(), comparisons: parser.comparisons };
}

class Parser {
  comparisons = 0;
  readonly #text: string;
  readonly #comparisonsMax: number;
  readonly #resolve: Resolve;
  #token: Token;
  #next = 0;

  constructor(text: string, comparisonsMax: number, resolve: Resolve) {
    this.#text = text;
    this.#comparisonsMax = comparisonsMax;
    this.#resolve = resolve;
    this.#token = this.#scan();
  }

  read(): ElementsTest {
    const test = this.#any(0);
    if (this.#token.kind !== "end") throw this.#fault();
    return test;
  }

  #any(depth: number): ElementsTest {
    return this.#joined(
      "or",
      (inner) => this.#all(inner),
      (any) => ({ any }),
      depth,
    );
  }

  #all(depth: number): ElementsTest {
    return this.#joined(
      "and",
      (inner) => this.#one(inner),
      (all) => ({ all }),
      depth,
    );
  }

  #joined(word: string, read: (depth: number) => ElementsTest, join: (tests: readonly ElementsTest[]) => ElementsTest, depth: number): ElementsTest {
    const first = read(depth);
    if (!this.#is("word", word)) return first;
    const tests = [first];
    while (this.#is("word", word)) {
      this.#advance();
      tests.push(read(depth));
    }
    return join(tests);
  }

  #one(depth: number): ElementsTest {
    if (depth > DEPTH_MAX) throw this.#fault();
    if (this.#is("word", "not")) {
      this.#advance();
      return { not: this.#one(depth + 1) };
    }
    if (!this.#is("sign", "(")) return this.#comparison();
    this.#advance();
    const test = this.#any(depth + 1);
    if (!this.#is("sign", ")")) throw this.#fault();
    this.#advance();
    return test;
  }

  #comparison(): ElementsTest {
    this.comparisons += 1;
    if (this.comparisons > this.#comparisonsMax) throw this.#fault();
    const path = this.#resolve(this.#path());
    const comparison = this.#token.kind === "sign" ? comparisons[this.#token.value] : undefined;
    if (comparison === undefined) throw this.#fault();
    this.#advance();
    const value = this.#value();
    return path === undefined ? { any: [] } : { member: path.member, test: comparison, value };
  }

  /** `#`, `*`, `#.key`, `*.key` or `key`. */
  #path(): string | undefined {
    if (this.#is("sign", "#") || this.#is("sign", "*")) {
      this.#advance();
      if (!this.#is("sign", ".")) return undefined;
      this.#advance();
    }
    const { kind, value } = this.#token;
    if ((kind !== "word" || isKeyword(value)) && kind !== "text") throw this.#fault();
    this.#advance();
    return value;
  }

  #value(): string | number | boolean {
    const { kind, value } = this.#token;
    const read = kind === "text" ? value : kind === "number" ? Number(value) : kind === "word" && /^(true|false)$/.test(value) ? value === "true" : undefined;
    if (read === undefined || (typeof read === "number" && !Number.isFinite(read))) throw this.#fault();
    this.#advance();
    return read;
  }

  #is(kind: Token["kind"], value: string): boolean {
    return this.#token.kind === kind && (kind === "word" ? this.#token.value.toLowerCase() : this.#token.value) === value;
  }

  #advance(): void {
    this.#token = this.#scan();
  }

  #scan(): Token {
    spaces.lastIndex = this.#next;
    spaces.test(this.#text);
    const at = spaces.lastIndex;
    if (at === this.#text.length) return { kind: "end", value: "", at };
    tokenForm.lastIndex = at;
    const groups = tokenForm.exec(this.#text)?.groups;
    if (groups === undefined) throw new JsqueryFault(at);
    this.#next = tokenForm.lastIndex;
    const [kind, value] = Object.entries(groups).find(([, found]) => found !== undefined) ?? [];
    return { kind: kind as Token["kind"], value: kind === "text" ? this.#unquoted(value ?? "", at) : (value ?? ""), at };
  }

  /** Texts are written as in JSON. */
  #unquoted(text: string, at: number): string {
    try {
      return JSON.parse(text) as string;
    } catch {
      throw new JsqueryFault(at);
    }
  }

  #fault(): JsqueryFault {
    return new JsqueryFault(this.#token.at);
  }
}

function isKeyword(word: string): boolean {
  return ["and", "or", "not", "true", "false"].includes(word.toLowerCase());
}
