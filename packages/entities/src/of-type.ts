import type { AnyEvent, EventType, LoggedEvent } from "@stats/events";

type LoggedOf<T extends EventType> = LoggedEvent<Extract<AnyEvent, { readonly type: T }>>;

/** The events of one type among these, in the same order. */
export function ofType<T extends EventType>(logged: readonly LoggedEvent[], type: T): readonly LoggedOf<T>[] {
  return logged.filter((one): one is LoggedOf<T> => one.event.type === type);
}
