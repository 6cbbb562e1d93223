import type { AcdStatus } from "@stats/events";
import type { Employee } from "./center.ts";
import type { Scene } from "./stage.ts";

/** Over what somebody is served. */
export type Channel = "chat" | "call";

/** Who has this many chats open is offered nothing more over the channel. A call is taken beside a chat, never beside a call. */
const chatsAtMost: Readonly<Record<Channel, number>> = { chat: 3, call: 2 };

/** One employee's shift: publishes the statuses that follow from coming, serving, resting and going. */
export class Operator {
  readonly employee: Employee;
  readonly #stage: Scene;
  /** Called whenever this operator may take something more. */
  readonly #onFree: () => void;
  #status: AcdStatus = "OFFLINE";
  #chats = 0;
  #isOnCall = false;
  #isLeaving = false;
  readonly #breaks: (readonly [status: AcdStatus, seconds: number])[] = [];

  constructor(employee: Employee, stage: Scene, onFree: () => void) {
    this.employee = employee;
    this.#stage = stage;
    this.#onFree = onFree;
  }

  /** Plans the shift, epoch milliseconds: a few minutes of scatter at both ends, one long break, some short absences. */
  work(fromMs: number, untilMs: number): void {
    const { random } = this.#stage;
    const length = untilMs - fromMs;
    this.#stage.at(fromMs + random.integer(0, 300_000), () => this.#comeOnline());
    this.#stage.at(fromMs + length * (0.4 + 0.2 * random.next()), () => this.#rest("TIMEOUT", random.integer(1_500, 2_700)));
    for (let absence = random.integer(1, 3); absence > 0; absence -= 1) {
      this.#stage.at(fromMs + length * random.next(), () => this.#rest("DND", random.integer(120, 900)));
    }
    this.#stage.at(untilMs + random.integer(0, 300_000), () => this.#leave());
  }

  canTake(channel: Channel): boolean {
    const isServing = this.#status === "READY" || this.#status === "IN_SERVICE";
    const wantsOff = this.#isLeaving || this.#breaks.length > 0;
    return isServing && !wantsOff && !this.#isOnCall && this.#chats < chatsAtMost[channel];
  }

  /** How many chats and calls are open with this operator. */
  get load(): number {
    return this.#chats + (this.#isOnCall ? 1 : 0);
  }

  take(channel: Channel): void {
    if (channel === "call") this.#isOnCall = true;
    else this.#chats += 1;
    this.#become("IN_SERVICE");
  }

  /** It is over, or has gone to somebody else. Who has nothing else open works on it for a while: `wrapUpSeconds`, by default drawn. */
  release(channel: Channel, wrapUpSeconds?: number): void {
    this.#putDown(channel);
    if (this.load > 0) return this.#onFree();
    this.#become("AFTER_SERVICE");
    this.#stage.after(wrapUpSeconds ?? 5 + this.#stage.random.exponential(25), () => this.#settle("AFTER_SERVICE"));
  }

  /** It was offered and not answered: the platform bans an operator who has nothing else open for a while. */
  miss(channel: Channel): void {
    this.#putDown(channel);
    if (this.load > 0) return this.#onFree();
    this.#become("BANNED");
    this.#stage.after(this.#stage.random.integer(60, 300), () => {
      if (this.#status === "BANNED") this.#comeOnline();
    });
  }

  #putDown(channel: Channel): void {
    if (channel === "call") this.#isOnCall = false;
    else this.#chats -= 1;
  }

  #comeOnline(): void {
    this.#become("ONLINE");
    this.#stage.after(this.#stage.random.integer(3, 40), () => this.#settle("ONLINE"));
  }

  #rest(status: AcdStatus, seconds: number): void {
    if (this.#status === "OFFLINE" || this.#isLeaving) return;
    this.#breaks.push([status, seconds]);
    if (this.#status === "READY") this.#settle("READY");
  }

  #leave(): void {
    this.#isLeaving = true;
    if (this.load === 0) this.#become("OFFLINE");
  }

  /** Nothing to do: go home, rest or be ready, in this order. `leaving` is the state that ends; if another one came meanwhile, that one goes on. */
  #settle(leaving: AcdStatus): void {
    if (this.#status !== leaving) return;
    if (this.#isLeaving) return this.#become("OFFLINE");
    const [status, seconds] = this.#breaks.shift() ?? ["READY" as const, 0];
    this.#become(status);
    if (status === "READY") return this.#onFree();
    this.#stage.after(seconds, () => this.#settle(status));
  }

  #become(status: AcdStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#stage.publish("acd_status.changed.v1", { user_id: this.employee.employeeId, status });
  }
}
