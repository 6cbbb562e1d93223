import type { Benchmark } from "../benchmark.ts";
export const reports: Benchmark = { name: "reports", summary: "", run: async () => ({ tables: [], notes: [] }) };
