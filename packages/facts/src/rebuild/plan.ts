import { counterpartOf, ledger, nextOf } from "./names.ts";
import { schemaViews, selectFrom, type SchemaView } from "./schema-views.ts";

/** A view beside the schema's one, that fills a derived table of the rebuild. */
export interface Counterpart {
  readonly name: string;
  readonly target: string;
  readonly select: string;
  /** Its source goes on serving: the rows that it has already must be inserted once. */
  readonly hasPast: boolean;
}

/** What a rebuild of some tables makes anew. */
export interface RebuildPlan {
  /** Tables that get the rows of folds, and everything that is inserted into their serving counterparts. */
  readonly filled: readonly string[];
  /** Tables that views of the schema fill from those. */
  readonly derived: readonly string[];
  readonly counterparts: readonly Counterpart[];
  /** What the ledger of writes must learn before the exchange: each row that will serve, as if it were written now. */
  readonly writes: readonly string[];
}

/** Tables that one event writes together: rows of one without the other would contradict each other. */
const together: Readonly<Record<string, readonly string[]>> = { status_change: ["status_identity"] };

/** Plans the rebuild of fact tables: with each come the tables that are written with it, and all that the schema derives from it. */
export function planRebuild(facts: readonly string[], views: readonly SchemaView[] = schemaViews()): RebuildPlan {
  const filled = facts.flatMap((table) => [table, ...(together[table] ?? [])]);
  const derived = [...new Set(views.filter(({ source, target }) => filled.includes(source) && target !== ledger).map(({ target }) => target))];
  const counterparts = views
    .filter(({ target }) => derived.includes(target))
    .map((view) => {
      const isFilled = filled.includes(view.source);
      const source = isFilled ? nextOf(view.source) : view.source;
      return { name: counterpartOf(view.name), target: nextOf(view.target), select: selectFrom(view, source), hasPast: !isFilled };
    });
  /** The filled table whose rows reach a table, maybe through another. */
  const rootOf = (table: string) => (filled.includes(table) ? table : views.find(({ source, target }) => target === table && filled.includes(source))?.source);
  const writes = views
    .filter(({ target }) => target === ledger)
    .flatMap((view) => {
      const root = rootOf(view.source);
      return root === undefined ? [] : [`insert into ${ledger} ${selectFrom(view, nextOf(root))}`];
    });
  return { filled, derived, counterparts, writes };
}
