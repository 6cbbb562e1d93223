import type { Flag, Versioned } from "../versioned.ts";

/** One row a visitor of whom visitor.updated was ever published. Key: (tenant, visitor_id). Never taken back. */
export interface VisitorRow extends Versioned {
  readonly visitor_id: number;
  /** null = cleared or never given, here and below; a list is empty then. */
  readonly full_name: string | null;
  readonly emails: readonly string[];
  readonly phone_numbers: readonly string[];
  readonly company: string | null;
  readonly comment: string | null;
  /** 1 = given or cleared: what the visitor's sessions say counts no more (rulings A29 and settled last). */
  readonly has_person_id: Flag;
  /** 0 = cleared or never given */
  readonly person_id: number;
  readonly has_custom_properties: Flag;
  readonly property_names: readonly string[];
  readonly property_values: readonly string[];
}
