import type { Fold } from "../fold.ts";
import { evolveChat } from "./evolve.ts";
import { chatRows } from "./rows.ts";
import { unknownChat, type ChatState } from "./state.ts";
import { chatWeight } from "./weight.ts";

/** Chats: one fact row a chat. What each column means stands in docs/metrics.md, "Chats". */
export const chatFold: Fold<ChatState> = {
  kinds: ["chat"],
  initialState: unknownChat,
  evolve: evolveChat,
  rows: chatRows,
  weight: chatWeight,
};
