import { z } from "zod";
import { keyHash } from "../../accounts/key-hash.ts";
import { passwordHash } from "../../accounts/password-hash.ts";
import { defineAccountSection } from "../../accounts/section.ts";

const token = z.strictObject({
  key: keyHash,
  expires_at: z.iso.datetime({ offset: true }).optional(),
  blocked: z.boolean().optional(),
});

export const comagicAccount = defineAccountSection({
  name: "comagic",
  schema: z.strictObject({
    app_id: z.int().positive(),
    users: z.array(z.strictObject({ login: z.string().min(1), password: passwordHash })),
    tokens: z.array(token),
    allowed_ips: z.array(z.union([z.cidrv4(), z.cidrv6()], "must be a CIDR block, such as 192.0.2.0/24")).optional(),
    limits: z.strictObject({ day: z.int().positive(), minute: z.int().positive() }).optional(),
    records_base_url: z.url({ protocol: /^https?$/ }).optional(),
  }),
  unique: ["users.*.login", "tokens.*.key"],
});
