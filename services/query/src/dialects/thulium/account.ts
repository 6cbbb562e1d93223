import { z } from "zod";
import { passwordHash } from "../../accounts/password-hash.ts";
import { defineAccountSection } from "../../accounts/section.ts";

/** The methods that can be granted, by their path below /api. */
const methodNames = ["chats/reports/summary"] as const;

const user = z.strictObject({
  login: z
    .string()
    .min(1)
    .refine((login) => !login.includes(":"), "must not contain a colon, which ends a login in Basic authentication"),
  password: passwordHash,
  /** `*` = all; an empty list permits nothing. */
  methods: z.array(z.enum(["*", ...methodNames])).default(["*"]),
});

export const thuliumAccount = defineAccountSection({
  name: "thulium",
  schema: z.strictObject({ users: z.array(user), limits: z.strictObject({ per_minute: z.int().positive() }).optional() }),
  unique: ["users.*.login"],
});
