import { z } from "zod";
import type { MethodDeclaration } from "./method.ts";

const secret = z.string().min(1);

export const loginUser = {
  name: "login.user",
  kind: "light",
  summary: "Begins a session of one hour for a login and password",
  params: z.object({ login: secret, password: secret }),
  data: z.object({ access_token: z.string(), expire_at: z.int().describe("Epoch seconds"), app_id: z.int() }),
  examples: () => ({ session: { summary: "A token for an hour", params: { login: "{login}", password: "{password}" } } }),
} satisfies MethodDeclaration;

export const logoutUser = {
  name: "logout.user",
  kind: "light",
  summary: "Ends the session of the token at once, in every process; a permanent key has none and stays good",
  params: z.object({}),
  data: z.object({}),
  examples: () => ({}),
} satisfies MethodDeclaration;
