import type { AnyEvent, EntityKind, LoggedEvent } from "@stats/events";
import type { Fold, RowsAt } from "../fold.ts";
import { isLater, latest, type Moment } from "../moment.ts";
import { directoryKinds, type DirectoryKind, type FactRows } from "../rows.ts";
import { profileOf, unnamedProfile, type Profile } from "./profile.ts";

/** The latest upsert and the latest deletion, by event time; of two at one instant the one with the higher offset (rulings X13). */
interface DirectoryState {
  kind: DirectoryKind | undefined;
  upserted: (Moment & { readonly profile: Profile }) | undefined;
  deleted: Moment | undefined;
}

const stateBytes = 256;
const idBytes = 8;

/** Directory objects of all ten kinds: one row an object. A deleted one keeps its names and links; a later upsert revives it. */
export const directoryFold: Fold<DirectoryState> = {
  kinds: directoryKinds,
  initialState: () => ({ kind: undefined, upserted: undefined, deleted: undefined }),
  evolve,
  rows,
  weight,
};

function evolve(state: DirectoryState, { event, version }: LoggedEvent<AnyEvent>): DirectoryState {
  if (!isDirectoryKind(event.kind)) return state;
  const at: Moment = { timeMs: event.timeMs, version };
  const profile = profileOf(event);
  state.kind = event.kind;
  if (profile !== undefined) state.upserted = latest(state.upserted, { ...at, profile });
  else if (event.type.endsWith(".deleted.v1")) state.deleted = latest(state.deleted, at);
  return state;
}

/** The object's key never changes, so there are no tombstones. */
function rows({ kind, upserted, deleted }: DirectoryState, { tenant, entityId, partition, version }: RowsAt): FactRows {
  if (kind === undefined) return {};
  const isDeleted = deleted !== undefined && (upserted === undefined || isLater(deleted, upserted));
  const position = { tenant, partition, version, deleted: 0 } as const;
  const identity = { kind, object_id: Number(entityId), is_deleted: isDeleted ? 1 : 0 } as const;
  return { directory_object: [{ ...position, ...identity, ...(upserted?.profile ?? unnamedProfile(kind)) }] };
}

function weight({ upserted }: DirectoryState): number {
  if (upserted === undefined) return stateBytes;
  const values = Object.values(upserted.profile);
  const sizes = values.map((value) => (typeof value === "string" ? value.length : Array.isArray(value) ? value.length * idBytes : 0));
  return sizes.reduce((sum, size) => sum + size, stateBytes);
}

function isDirectoryKind(kind: EntityKind): kind is DirectoryKind {
  return (directoryKinds as readonly EntityKind[]).includes(kind);
}
