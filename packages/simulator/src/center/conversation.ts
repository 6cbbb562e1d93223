import type { EventType } from "@stats/events";
import type { EventFields } from "../timed-event.ts";
import { afterword, supervisorId } from "./afterword.ts";
import type { Place } from "./center.ts";
import type { ContactBook } from "./contact-book.ts";
import type { Floor, Waiting } from "./floor.ts";
import type { Guests } from "./guests.ts";
import type { Operator } from "./operator.ts";
import type { Scene } from "./stage.ts";
import type { Origin } from "./web-visit.ts";

const lines = [
  "Good day",
  "Where is my order?",
  "One moment, I will look",
  "Thank you",
  "It does not work yet",
  "Could you send the number?",
  "Done, please check",
  "Is there a discount?",
];
const offerSeconds = 60;

/** Where chats happen. */
export interface Surroundings {
  readonly stage: Scene;
  readonly floor: Floor;
  readonly contacts: ContactBook;
  readonly guests: Guests;
}

/** One chat from the visitor's first click to the remarks of the day after. */
export class Conversation implements Waiting {
  readonly channel = "chat";
  readonly chatId: number;
  readonly #stage: Scene;
  readonly #floor: Floor;
  readonly #place: Place;
  readonly #contacts: ContactBook;
  readonly #origin: Origin;
  readonly #guests: Guests;
  #operator: Operator | null = null;
  #isWaiting = false;
  #isAnswered = false;
  #isOver = false;
  #messages = 0;

  constructor(chatId: number, place: Place, { stage, floor, contacts, guests }: Surroundings, origin: Origin) {
    this.chatId = chatId;
    this.#guests = guests;
    this.#place = place;
    this.#stage = stage;
    this.#floor = floor;
    this.#contacts = contacts;
    this.#origin = origin;
  }

  get departmentId(): number {
    return this.#place.queue.departmentId;
  }

  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  begin(): void {
    const { siteId, queue } = this.#place;
    const { random } = this.#stage;
    const withBot = random.chance(0.35);
    const initiator = random.weighted([
      ["visitor", 85],
      ["auto_invite", 12],
      ["operator", 3],
    ]);
    const place = withBot ? {} : { department_id: queue.departmentId, queue_id: queue.queueId };
    this.#publish("chat.started.v1", { site_id: siteId, ...place, initiator, with_bot: withBot, ...this.#origin });
    const isEmpty = random.chance(0.06);
    if (!isEmpty) this.#stage.after(random.integer(0, 8), () => this.#say("visitor"));
    if (withBot) this.#stage.after(1, () => this.#talkToBot(isEmpty));
    else this.#enterQueue();
  }

  /** The bot answers a few questions; then it is over, or people take on. */
  #talkToBot(isEmpty: boolean): void {
    const { random } = this.#stage;
    this.#say("bot");
    const exchanges = isEmpty ? 0 : random.integer(1, 3);
    for (let turn = 1; turn <= exchanges; turn += 1) {
      this.#stage.after(turn * 20, () => this.#say("visitor"));
      this.#stage.after(turn * 20 + 1, () => this.#say("bot"));
    }
    const solved = isEmpty || random.chance(0.45);
    this.#stage.after(exchanges * 20 + random.integer(15, 120), () => {
      if (solved) return this.#close(random.pick(["closed_by_visitor", "closed_by_scenario"]));
      this.#publish("chat.handed_to_agents.v1", { queue_id: this.#place.queue.queueId, department_id: this.departmentId });
      this.#enterQueue();
    });
  }

  /** From here the visitor's patience runs: the longer the line, the more leave. */
  #enterQueue(): void {
    this.#stage.after(20 + this.#stage.random.exponential(240), () => {
      if (!this.#isAnswered && !this.#isOver) this.#close("closed_by_visitor");
    });
    this.#wait();
  }

  #wait(): void {
    this.#isWaiting = true;
    this.#floor.queue(this);
  }

  assign(operator: Operator): void {
    this.#isWaiting = false;
    this.#publish("chat.assigned.v1", { employee_id: operator.employee.employeeId });
    this.#offer(operator);
  }

  /** Most answer within seconds; a few do not notice, and the chat goes on to somebody else. */
  #offer(operator: Operator): void {
    const { random } = this.#stage;
    this.#operator = operator;
    operator.take("chat");
    if (random.chance(0.03)) return this.#stage.after(offerSeconds, () => this.#goOn(operator));
    this.#stage.after(Math.min(2 + random.exponential(12), offerSeconds - 1), () => this.#answer(operator));
  }

  #goOn(operator: Operator): void {
    if (this.#isOver) return;
    const next = this.#floor.freeOperator("chat", this.departmentId, operator);
    operator.miss("chat");
    this.#operator = null;
    if (next?.canTake("chat") !== true) return this.#wait();
    this.#transfer(operator, next, false);
  }

  #transfer(from: Operator, to: Operator, isManual: boolean): void {
    this.#publish("chat.transferred.v1", { from_employee_id: from.employee.employeeId, to_employee_id: to.employee.employeeId, manual: isManual });
    if (!isManual) return this.#offer(to);
    this.#operator = to;
    to.take("chat");
    from.release("chat");
  }

  #answer(operator: Operator): void {
    if (this.#isOver) return;
    this.#isAnswered = true;
    this.#say("operator", operator);
    this.#contacts.fromChat(this.#place.siteId, () => !this.#isOver);
    this.#talk(this.#stage.random.integer(1, 8));
  }

  #talk(exchangesLeft: number): void {
    const { random } = this.#stage;
    this.#stage.after(5 + random.exponential(20), () => this.#say("visitor"));
    this.#stage.after(30 + random.exponential(30), () => {
      const operator = this.#operator;
      if (!operator) return;
      this.#say("operator", operator);
      if (exchangesLeft <= 1)
        return this.#close(
          random.weighted([
            ["closed_by_operator", 60],
            ["closed_by_visitor", 30],
            ["closed_by_timeout", 10],
          ]),
        );
      const colleague = random.chance(0.02) ? this.#floor.freeOperator("chat", this.departmentId, operator) : undefined;
      if (colleague) this.#transfer(operator, colleague, true);
      this.#talk(exchangesLeft - 1);
    });
  }

  #close(releaseCause: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#isWaiting = false;
    const served = this.#isAnswered
      ? {
          status: this.#stage.random.weighted([
            ["succeed", 80],
            ["refused", 15],
            ["lost", 5],
          ]),
        }
      : { status: "lost" };
    this.#publish("chat.closed.v1", { release_cause: releaseCause, ...served });
    const operator = this.#operator;
    this.#operator = null;
    operator?.release("chat");
    const employeeId = operator?.employee.employeeId ?? null;
    afterword(this.#stage, "chat", { chat_id: this.chatId }, { employeeId, isAnswered: this.#isAnswered, guests: this.#guests });
    if (!this.#isAnswered) return;
    const returnsAfter = this.#stage.random.integer(60, 900);
    if (this.#stage.random.chance(0.03)) this.#stage.after(returnsAfter, () => this.#reopen(employeeId ?? supervisorId));
  }

  /** The visitor writes again, is answered once more, and the chat is closed for good. */
  #reopen(employeeId: number): void {
    const { random, nowMs } = this.#stage;
    this.#publish("chat.message_sent.v1", { message_id: `again-${nowMs}-1`, author: "visitor", text: "One more question" });
    this.#stage.after(random.integer(20, 90), () =>
      this.#publish("chat.message_sent.v1", { message_id: `again-${nowMs}-2`, author: "operator", employee_id: employeeId, text: "Of course" }),
    );
    this.#stage.after(random.integer(120, 600), () => this.#publish("chat.closed.v1", { release_cause: "closed_by_operator", status: "succeed" }));
  }

  #say(author: "visitor" | "bot" | "operator", operator?: Operator): void {
    if (this.#isOver) return;
    this.#messages += 1;
    const spoken = operator ? { employee_id: operator.employee.employeeId } : {};
    this.#publish("chat.message_sent.v1", { message_id: `${this.chatId}-${this.#messages}`, author, ...spoken, text: this.#stage.random.pick(lines) });
  }

  #publish(type: EventType, data: EventFields): void {
    this.#stage.publish(type, { chat_id: this.chatId, ...data });
  }
}
