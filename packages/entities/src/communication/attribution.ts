import type { EventData } from "@stats/events";

/** The attribution block of an event, as checked. */
export type Attribution = NonNullable<EventData["chat.started.v1"]["attribution"]>;

export interface AttributionColumns {
  /** 0 = none */
  readonly campaign_id: number;
  /** The texts that were given, the empty ones too, by field; a field that is not there was not given. */
  readonly attribution: Readonly<Omit<Attribution, "campaign_id">>;
}

export const fromNowhere: AttributionColumns = { campaign_id: 0, attribution: {} };

export function attributionColumns(said: Attribution | undefined): AttributionColumns {
  if (said === undefined) return fromNowhere;
  const { campaign_id = 0, ...attribution } = said;
  return { campaign_id, attribution };
}
