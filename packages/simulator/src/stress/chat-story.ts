import type { EventFields, TimedEvent } from "../timed-event.ts";
import { tellAfterthoughts } from "./afterthoughts.ts";
import { Story, type StoryTeller } from "./story.ts";
import { visitorOrigin } from "./visitor-origin.ts";

const queueIds = [1, 2, 3, 4];
const padding = "The quick brown fox jumps over the lazy dog, and over the next one too. ".repeat(4);

/** The life of one chat that starts at `startMs`, with or without a bot, answered or not, closed or not, in any mixture. */
export function chatStory(teller: StoryTeller, chatId: number, startMs: number): readonly TimedEvent[] {
  const { random, employeeIds } = teller;
  const story = new Story(teller, { chat_id: chatId }, startMs);
  const say = (afterSeconds: number, author: string): void => story.tell(afterSeconds, "chat.message_sent.v1", message(teller, author));
  const withBot = random.chance(0.35);
  if (random.chance(0.99)) story.tell(0, "chat.started.v1", start(teller, withBot)); // without it there is no chat (X11)
  if (random.chance(0.9)) say(random.integer(0, 20), "visitor");
  if (withBot) {
    say(1, "bot");
    if (random.chance(0.05)) say(2, "operator"); // before the hand-over: no answer
    if (random.chance(0.7)) story.tell(random.integer(0, 90), "chat.handed_to_agents.v1", place(teller));
    if (random.chance(0.1)) story.tell(random.integer(0, 90), "chat.handed_to_agents.v1", place(teller));
  }
  if (random.chance(0.8)) story.tell(random.integer(0, 30), "chat.assigned.v1", { employee_id: random.pick(employeeIds) });
  if (random.chance(0.15)) transfer(teller, story);
  for (let exchanges = random.chance(0.75) ? random.integer(1, 4) : 0; exchanges > 0; exchanges -= 1) {
    say(random.integer(0, 60), "operator");
    if (random.chance(0.7)) say(random.integer(0, 60), "visitor");
  }
  if (random.chance(0.9)) story.tell(random.integer(0, 600), "chat.closed.v1", closing(teller));
  if (random.chance(0.3)) story.tell(random.integer(0, 300), "chat.rated.v1", rating(teller));
  if (random.chance(0.1)) story.tell(random.integer(0, 3_000), "chat.remarked.v1", remark(teller));
  tellAfterthoughts(teller, story, "chat", 0.05);
  return story.events;
}

/** What is still told about a chat that was over: `startMs` is somewhere in its life. */
export function correction(teller: StoryTeller, chatId: number, startMs: number): readonly TimedEvent[] {
  const { random } = teller;
  const story = new Story(teller, { chat_id: chatId }, startMs);
  const tellings = [
    () => story.tell(random.integer(-7_200, 7_200), "chat.started.v1", start(teller, random.chance(0.35))),
    () => story.tell(random.integer(0, 3_600), "chat.closed.v1", closing(teller)),
    () => {
      story.tell(random.integer(0, 3_600), "chat.message_sent.v1", message(teller, "visitor"));
      story.tell(random.integer(0, 60), "chat.message_sent.v1", message(teller, "operator"));
      if (random.chance(0.7)) story.tell(random.integer(0, 600), "chat.closed.v1", closing(teller));
    },
    () => story.tell(random.integer(0, 86_400), "chat.rated.v1", rating(teller)),
    () => story.tell(random.integer(0, 86_400), "chat.remarked.v1", remark(teller)),
    () => transfer(teller, story),
    () => story.tell(random.integer(-600, 600), "chat.handed_to_agents.v1", place(teller)),
    () => tellAfterthoughts(teller, story, "chat", 0.4),
  ];
  random.pick(tellings)();
  return story.events;
}

function start(teller: StoryTeller, withBot: boolean): EventFields {
  const { random } = teller;
  const site = random.chance(0.9) ? { site_id: random.integer(1, 3) } : {};
  const bot = withBot ? { with_bot: true } : random.pick<EventFields>([{}, { with_bot: false }]);
  return {
    initiator: random.pick(["visitor", "operator", "auto_invite", "partner"]),
    ...site,
    ...bot,
    ...placeOrNot(random.chance(0.7), random.pick(queueIds)),
    ...visitorOrigin(teller),
  };
}

function place({ random }: StoryTeller): EventFields {
  return placeOrNot(random.chance(0.7), random.pick(queueIds));
}

function placeOrNot(isPlaced: boolean, queueId: number): EventFields {
  if (!isPlaced) return { queue_id: null }; // a publisher's way to say nothing
  return queueId === 4 ? { queue_id: queueId } : { queue_id: queueId, department_id: queueId };
}

function transfer(teller: StoryTeller, story: Story): void {
  const { random, employeeIds } = teller;
  story.tell(random.integer(0, 120), "chat.transferred.v1", {
    from_employee_id: random.pick(employeeIds),
    to_employee_id: random.pick(employeeIds),
    manual: random.chance(0.5),
    ...place(teller),
  });
}

/** One in twenty repeats one of five message ids of its chat. */
function message({ random, employeeIds, fresh }: StoryTeller, author: string): EventFields {
  const messageId = random.chance(0.05) ? `again-${random.integer(1, 5)}` : `m-${fresh()}`;
  const spoken = author === "operator" ? { employee_id: random.pick(employeeIds) } : {};
  const text = random.chance(0.03) ? {} : { text: random.chance(0.03) ? "🙂\n\n" : padding.slice(0, random.integer(0, padding.length)) };
  return { message_id: messageId, author: author === "visitor" && random.chance(0.03) ? "auto_invite" : author, ...spoken, ...text };
}

function closing({ random }: StoryTeller): EventFields {
  const status = random.pick<EventFields>([{}, {}, {}, { status: null }, { status: random.pick(["lost", "succeed", "refused"]) }]);
  return { release_cause: random.pick(["closed_by_operator", "closed_by_visitor", "closed_by_timeout"]), ...status };
}

function rating({ random }: StoryTeller): EventFields {
  const face = { face: random.pick(["sad", "neutral", "happy"]) };
  const vote = { vote: random.pick(["positive", "negative"]) };
  const score = { score: random.integer(1, 5) };
  return random.pick<EventFields>([face, vote, score, { ...face, ...vote, ...score }, { ...face, vote: null }]);
}

function remark({ random, employeeIds }: StoryTeller): EventFields {
  return { employee_id: random.pick(employeeIds), remark_id: random.integer(1, 3) };
}
