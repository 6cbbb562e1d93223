import { readFileSync } from "node:fs";
import { expandViews, isOverload, type RowBatches, type TenantReader } from "@stats/facts";
import { z } from "zod";
import { choicesOf, withOptionalLines } from "./optional-lines.ts";

/** The database did not answer a question, or not in the declared shape. Never to be shown as an empty or zero answer. */
export class QuestionUnanswered extends Error {
  override readonly name = "QuestionUnanswered";

  /** Whether the database had too much to do: asked again a little later, it may answer. */
  get isOverload(): boolean {
    return isOverload(this.cause);
  }
}

interface UnionOver {
  /** What chooses lines in each part of the union; no parameter. */
  readonly name: string;
  /** The enum parameter by which parts are chosen, and the parts for each of its values, at least one. */
  readonly by: string;
  readonly parts: Readonly<Record<string, readonly [string, ...string[]]>>;
}

export interface QuestionDeclaration<Params extends z.ZodObject, Row extends z.ZodObject> {
  readonly name: string;
  /**
   * `import.meta.url` of the declaring file; its folder holds question.sql. Values are bound as `{name:Type}`; a line may end in `-- when ...` (see
   * optional-lines.ts) and stands only for some of the booleans and enums.
   */
  readonly at: string;
  /** What is bound, by the names in the SQL, all but `tenant`, which the reader binds. */
  readonly params: Params;
  /** Where the statement is a union of its lines over several kinds of one thing: `-- when <name> = <value>` chooses among them. */
  readonly unionOver?: UnionOver;
  /** One row of the answer, by the names of the SQL's columns. */
  readonly row: Row;
}

export interface Question<Params extends z.ZodObject = z.ZodObject, Row extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  /** As it is written: every line, through the reading views. */
  readonly sql: string;
  /** The params by which lines are chosen, each with all its values. */
  readonly choices: ReadonlyMap<string, readonly unknown[]>;
  /** What is sent for such params: the lines that stand, with the views written out. */
  readonly textFor: (params: Readonly<Record<string, unknown>>) => string;
  readonly params: Params;
  readonly row: Row;
  /**
   * Asks within the reader's account.
   * @throws {QuestionUnanswered} when the database fails or answers in another shape; {@link z.ZodError} when the caller's params are wrong (a defect)
   */
  readonly ask: (reader: Pick<TenantReader, "select">, params: z.input<Params>) => Promise<z.output<Row>[]>;
  /**
   * The same for answers that may be long, in batches as they come; to be read to the end or destroyed. Fails as `ask` does, also while it is read
   * (which is rare: the database has the whole answer by then).
   */
  readonly askInBatches: (reader: Pick<TenantReader, "selectBatches">, params: z.input<Params>) => Promise<RowBatches<z.output<Row>>>;
}

/** Declares a business question: SQL text, what it is asked with and what a row of its answer is. */
export function defineQuestion<Params extends z.ZodObject, Row extends z.ZodObject>(declaration: QuestionDeclaration<Params, Row>): Question<Params, Row> {
  const { name, params, row, unionOver } = declaration;
  const sql = readFileSync(new URL("./question.sql", declaration.at), "utf8");
  const partsOf = (asked: Readonly<Record<string, unknown>>) => (unionOver === undefined ? [""] : (unionOver.parts[String(asked[unionOver.by])] ?? []));
  const ofPart = z.enum(Object.values(unionOver?.parts ?? {}).flat());
  const chosenBy = unionOver === undefined ? params : params.extend({ [unionOver.name]: ofPart });
  const lines = withOptionalLines(sql, chosenBy);
  /** By its lines; as many as there are combinations of booleans and enums that were asked for. */
  const texts = new Map<string, string>();
  const textFor = (asked: Readonly<Record<string, unknown>>): string => {
    const parts = partsOf(asked).map((part) => lines(unionOver === undefined ? asked : { ...asked, [unionOver.name]: part }));
    const chosen = parts.join("\nunion all\n");
    const known = texts.get(chosen) ?? expandViews(chosen);
    texts.set(chosen, known);
    return known;
  };
  const choices = new Map([...choicesOf(sql, chosenBy), ...(unionOver === undefined ? [] : [[unionOver.by, Object.keys(unionOver.parts)] as const])]);
  choices.delete(unionOver?.name ?? "");
  async function answered<Answer>(reading: () => Promise<Answer>): Promise<Answer> {
    try {
      return await reading();
    } catch (error) {
      throw new QuestionUnanswered(`The question ${name} got no answer`, { cause: error });
    }
  }

  // Compiled: an answer may have some hundred thousand rows, and walking the schema for each would take longer than the database did.
  const rows = z.compile(z.array(row));
  return {
    name,
    sql,
    choices,
    textFor,
    params,
    row,
    async ask(reader, asked) {
      const bound = params.parse(asked);
      return await answered(async () => rows.parse(await reader.select<unknown>(textFor(bound), bound, name)));
    },
    async askInBatches(reader, asked) {
      const bound = params.parse(asked);
      const batches = await answered(async () => await reader.selectBatches<unknown>(textFor(bound), bound, name));
      async function* parsed(): AsyncGenerator<z.output<Row>[], void, undefined> {
        const source = batches[Symbol.asyncIterator]();
        for (let next = await answered(async () => await source.next()); next.done !== true; next = await answered(async () => await source.next())) {
          const { value } = next;
          yield await answered(async () => rows.parse(value));
        }
      }
      return { [Symbol.asyncIterator]: parsed, destroy: () => batches.destroy() };
    },
  };
}
