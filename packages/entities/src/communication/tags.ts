import type { EventData } from "@stats/events";
import { latest, secondsOf, type Moment } from "../moment.ts";

type Tagging = Omit<EventData["chat.tagged.v1"], "chat_id">;

/** The latest that was said of one tag: put on, or taken off again. */
interface TagMark extends Moment {
  readonly isOn: boolean;
  readonly said: Tagging;
}

/** What was said of each tag. Lives in the state of a communication from its first tag on. */
export type Tags = Map<number, TagMark>;

/** One element a tag that is on, in the order of whole seconds, then ids. */
export interface TagColumns {
  readonly tag_ids: readonly number[];
  /** `auto` or `manual` */
  readonly tag_types: readonly string[];
  /** When it was put on last, epoch seconds. */
  readonly tag_times: readonly number[];
  /** 0 = none */
  readonly tag_user_ids: readonly number[];
  readonly tag_user_logins: readonly (string | null)[];
  /** 0 = none */
  readonly tag_employee_ids: readonly number[];
}

export const untagged: TagColumns = { tag_ids: [], tag_types: [], tag_times: [], tag_user_ids: [], tag_user_logins: [], tag_employee_ids: [] };

/** Per tag the latest event counts, whether it puts the tag on or off, and with all that it says; another `tagged` refreshes its time (rulings A5). */
export function mark(tags: Tags, at: Moment, isOn: boolean, said: Tagging): void {
  tags.set(said.tag_id, latest(tags.get(said.tag_id), { ...at, isOn, said }));
}

export function tagColumns(tags: Tags | undefined): TagColumns {
  if (tags === undefined) return untagged;
  const on = [...tags.values()]
    .filter(({ isOn }) => isOn)
    .map(({ said, timeMs }) => ({ said, seconds: secondsOf(timeMs) }))
    .toSorted((a, b) => a.seconds - b.seconds || a.said.tag_id - b.said.tag_id);
  return {
    tag_ids: on.map(({ said }) => said.tag_id),
    tag_types: on.map(({ said }) => said.tag_type ?? "manual"),
    tag_times: on.map(({ seconds }) => seconds),
    tag_user_ids: on.map(({ said }) => said.user_id ?? 0),
    tag_user_logins: on.map(({ said }) => said.user_login ?? null),
    tag_employee_ids: on.map(({ said }) => said.employee_id ?? 0),
  };
}
