/** Figures of one kind, as they are printed and stored. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface Findings {
  readonly tables: readonly Table[];
  /** What the tables do not say: what was compared, what came out wrong. */
  readonly notes: readonly string[];
}

export type Scale = "small" | "full";

export interface Run {
  readonly scale: Scale;
  /** An empty folder of this benchmark, removed after it. */
  readonly folder: string;
  readonly progress: (text: string) => void;
  /** Prints a table at once and keeps it among the findings, where it comes before those that are returned. For benchmarks that take long. */
  readonly found: (table: Table) => void;
}

/** Measures, and never judges: a figure below its aim is for the reader, not a failure. Rejects when something could not be measured. */
export interface Benchmark {
  readonly name: string;
  readonly summary: string;
  readonly run: (run: Run) => Promise<Findings>;
}
