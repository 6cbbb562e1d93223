export { applyEvent, emptyEntity, foldAll, rowsOf, weight, type Entity, type Outcome } from "./entity.ts";
export type { Fold, RowsAt } from "./fold.ts";
export { foldFor } from "./registry.ts";
export * from "./rows.ts";
export { statusChangeRow } from "./status-change.ts";
export { epochMax, epochOf, offsetOf, versionOf } from "./version.ts";
