import type { AttributionColumns } from "../communication/attribution.ts";
import type { VisitorColumns } from "../communication/visitor.ts";
import type { Versioned } from "../versioned.ts";

/**
 * One row a visitor session. Key: (tenant, started_at, visitor_session_id). Epoch seconds and seconds; ids are 0 and instants 0 where there is none,
 * absent texts are null. Visitor and attribution are as the session's start says them.
 */
export interface VisitorSessionRow extends Versioned, VisitorColumns, AttributionColumns {
  readonly started_at: number;
  /** Of the second in which it started, 0 to 999: sessions of one visitor may start within one. */
  readonly started_millisecond: number;
  readonly visitor_session_id: number;
  readonly site_id: number;
  /** 0 = no end was published */
  readonly ended_at: number;
  /** To the end, else to the last page view. */
  readonly duration: number;
  readonly ip_address: string | null;
  readonly browser_name: string | null;
  readonly browser_version: string | null;
  readonly os_name: string | null;
  readonly os_version: string | null;
  readonly provider: string | null;
  readonly screen: string | null;
  readonly language: string | null;
  /** One element a page view, in order, here and below. */
  readonly hit_times: readonly number[];
  /** To the next page view; of the last one to the end, 0 without an end. */
  readonly hit_durations: readonly number[];
  readonly hit_urls: readonly string[];
}
