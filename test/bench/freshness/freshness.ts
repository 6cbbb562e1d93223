import type { Benchmark } from "../benchmark.ts";
export const freshness: Benchmark = { name: "freshness", summary: "", run: async () => ({ tables: [], notes: [] }) };
