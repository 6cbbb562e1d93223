import { attributionColumns, fromNowhere } from "./attribution.ts";
import type { CommunicationColumns } from "./communication-columns.ts";
import { saleColumns, unsold } from "./sales.ts";
import type { Communication, Origin } from "./state.ts";
import { tagColumns, untagged } from "./tags.ts";
import { nobody, visitorColumns } from "./visitor.ts";

/** The columns of a tombstone. */
export const blankCommunication: CommunicationColumns = {
  communication_number: null,
  ...nobody,
  ...fromNowhere,
  ...untagged,
  ...unsold,
  attributes: [],
};

/** The shared columns of a communication's row. An assigned visitor takes the place of the whole block of the origin, whenever it was assigned. */
export function communicationColumns(said: Communication | undefined, origin: Origin): CommunicationColumns {
  return {
    communication_number: origin.number ?? null,
    ...visitorColumns(said?.visitor?.value ?? origin.visitor),
    ...attributionColumns(origin.attribution),
    ...tagColumns(said?.tags),
    ...saleColumns(said?.sales),
    attributes: said?.attributes?.value ?? [],
  };
}
