type Cell = string | number | boolean | null | readonly (string | number | null)[] | Readonly<Record<string, string | undefined>>;

/** A fact table as the writer sees it: its columns in order, and a row's cells in that order. */
export interface TableDeclaration<Row> {
  readonly columns: readonly string[];
  readonly cells: (row: Row) => readonly Cell[];
}

/** A table whose columns are the row's fields. */
export function plain<Row>(...columns: (keyof Row & string)[]): TableDeclaration<Row> {
  return { columns, cells: (row) => columns.map((column) => row[column] as Cell) };
}
