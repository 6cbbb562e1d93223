import type { DecodedEvent } from "./decode-record.ts";
import { byTimeThenOffset, second } from "./order.ts";

export interface CallEvent extends DecodedEvent {
  readonly offset: number;
}

/** What `call.leg_started` says (contract, section 2); JSON null counts as absent. */
interface LegFields {
  readonly leg_id: number;
  readonly direction: "in" | "out";
  readonly virtual_phone_number: string;
  readonly calling_phone_number: string;
  readonly called_phone_number: string;
  readonly is_operator?: boolean | null;
  readonly is_coach?: boolean | null;
  readonly is_transferred?: boolean | null;
  readonly employee_id?: number | null;
  readonly site_id?: number | null;
  readonly department_id?: number | null;
  readonly queue_id?: number | null;
  readonly source?: string | null;
  readonly employee_phone_number?: string | null;
  readonly scenario_id?: number | null;
  readonly contact_id?: number | null;
  readonly call_api_request_id?: number | null;
  readonly call_api_external_id?: string | null;
  readonly communication_number?: number | null;
  readonly visitor?: object | null;
  readonly attribution?: object | null;
}

/** A stretch of conversation in whole seconds; `to` null = goes on. */
interface Talk {
  readonly from: number;
  readonly to: number | null;
}

export interface Leg {
  readonly legId: number;
  readonly said: LegFields;
  readonly startMs: number;
  readonly start: number;
  readonly isOperator: boolean;
  readonly isCoach: boolean;
  readonly connectedMs: number | null;
  readonly connected: number | null;
  readonly ended: number | null;
  /** Of every `leg_talk_started`, by time. */
  readonly talkStartsMs: readonly number[];
  /** What the latest of each says. */
  readonly end: CallEvent["data"] | undefined;
  readonly charge: CallEvent["data"] | undefined;
  readonly postprocessing: CallEvent["data"] | undefined;
  readonly talks: readonly Talk[];
}

/** A call read from its events: its legs by start, and its end. */
export interface Call {
  readonly legs: readonly Leg[];
  /** Epoch seconds; null while no `call.finished` is known. */
  readonly finish: number | null;
  readonly finished: CallEvent | undefined;
}

/** Null as long as no leg has started (ruling X11). A leg that never started is not known, whatever else is told about it. */
export function readCall(events: readonly CallEvent[]): Call | null {
  const inOrder = events.toSorted(byTimeThenOffset);
  const legIds = [...new Set(inOrder.filter(({ type }) => type === "call.leg_started.v1").map(legIdOf))];
  if (legIds.length === 0) return null;
  const startMs = Math.min(...inOrder.filter(({ type }) => type === "call.leg_started.v1").map(({ timeMs }) => timeMs));
  const finished = inOrder.findLast(({ type }) => type === "call.finished.v1"); // X12: the latest
  const ends = inOrder.filter((event) => event.type === "call.leg_ended.v1" && legIds.includes(legIdOf(event))).map(second);
  // Contract, section 5, and A8; never before the start.
  const finish = finished ? Math.max(Math.floor(startMs / 1000), ends.length > 0 ? Math.max(...ends) : second(finished)) : null;
  const legs = legIds.map((legId) => readLeg(legId, inOrder, finish));
  return { legs: legs.toSorted((a, b) => a.startMs - b.startMs || a.legId - b.legId), finish, finished };
}

function legIdOf({ data }: CallEvent): number {
  return Number(data["leg_id"]);
}

function readLeg(legId: number, inOrder: readonly CallEvent[], finish: number | null): Leg {
  const own = inOrder.filter((event) => legIdOf(event) === legId);
  const ofType = (type: string) => own.filter((event) => event.type === `call.leg_${type}.v1`);
  const starts = ofType("started");
  const started = starts.findLast(({ timeMs }) => timeMs === starts[0]?.timeMs); // X11: the earliest, at one instant the higher offset
  if (!started) throw new RangeError(`leg ${legId} has no start`);
  const said = started.data as unknown as LegFields;
  const connected = ofType("connected").at(0); // the earliest
  const ended = ofType("ended").at(-1); // the latest
  const talkStarts = ofType("talk_started");
  return {
    legId,
    said,
    startMs: started.timeMs,
    start: second(started),
    isOperator: said.is_operator ?? said.employee_id != null,
    isCoach: said.is_coach === true,
    connectedMs: connected?.timeMs ?? null,
    connected: connected ? second(connected) : null,
    ended: ended ? second(ended) : null,
    talkStartsMs: talkStarts.map(({ timeMs }) => timeMs),
    end: ended?.data,
    charge: ofType("charged").at(-1)?.data,
    postprocessing: own.findLast(({ type }) => type === "call.postprocessed.v1")?.data,
    talks: talksOf(talkStarts, ofType("talk_ended"), ended ? second(ended) : finish),
  };
}

/** A talk runs from its start to the next talk_ended, else to the leg's end, else to the end of the call; starts within a talk start nothing. */
function talksOf(starts: readonly CallEvent[], ends: readonly CallEvent[], lastEnd: number | null): readonly Talk[] {
  const endOf = (start: CallEvent) => ends.find((end) => byTimeThenOffset(start, end) < 0);
  return starts
    .filter((start, index) => starts.findIndex((other) => endOf(other) === endOf(start)) === index)
    .map((start) => {
      const from = second(start);
      const end = endOf(start);
      if (end) return { from, to: second(end) };
      return { from, to: lastEnd === null ? null : Math.max(from, lastEnd) };
    });
}
