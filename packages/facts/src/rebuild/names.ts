/** Names of what a rebuild puts beside the serving tables. All begin alike, so that what an abandoned rebuild left behind can be found. */
export const rebuildPrefix = "rebuild_";

/** The table that is being filled, and that inserts are forwarded to. */
export const nextOf = (table: string) => `rebuild_next_${table}`;
/** The same table on its way into service, and then the one that has served: a name that nothing is forwarded to. */
export const swapOf = (table: string) => `rebuild_swap_${table}`;
/** The view that forwards what is inserted into the serving table. */
export const forwardOf = (table: string) => `rebuild_forward_${table}`;
/** The counterpart of a view of the schema, from and to the tables that are being filled. */
export const counterpartOf = (view: string) => `rebuild_view_${view}`;

/** The ledger of writes tells which hours were written to, and so is never made anew itself: an exchange of tables is a write to all of them. */
export const ledger = "write_ledger";
