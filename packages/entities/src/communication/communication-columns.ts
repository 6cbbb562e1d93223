import type { AttributionColumns } from "./attribution.ts";
import type { SaleColumns } from "./sales.ts";
import type { TagColumns } from "./tags.ts";
import type { VisitorColumns } from "./visitor.ts";

/**
 * The columns that chats, calls, leads and goals have in common, by the same names in every table. Ids are 0 where none was given; null
 * stays apart from 0 and from the empty text.
 */
export interface CommunicationColumns extends VisitorColumns, AttributionColumns, TagColumns, SaleColumns {
  /** As published, never counted here. */
  readonly communication_number: number | null;
  /** As the latest classification says them. */
  readonly attributes: readonly string[];
}
