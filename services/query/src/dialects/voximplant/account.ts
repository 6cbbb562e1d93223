import { createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import { keyHash } from "../../accounts/key-hash.ts";
import { defineAccountSection } from "../../accounts/section.ts";

/** RS256 wants at least this many bits (RFC 7518, 3.3). */
const modulusBitsMin = 2048;

const publicKey = z.string().transform((pem, context): KeyObject => {
  const fault = (message: string): never => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  if (/PRIVATE KEY/.test(pem)) return fault("must be the public key; the private one belongs to the client");
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType !== "rsa" || (key.asymmetricKeyDetails?.modulusLength ?? 0) < modulusBitsMin)
      return fault(`must be an RSA key of at least ${modulusBitsMin} bits`);
    return key;
  } catch {
    return fault("must be a public key in PEM form");
  }
});

const key = z.strictObject({ key_id: z.string().min(1), public_key: publicKey, role: z.string().min(1).default("Owner") });

export const voximplantAccount = defineAccountSection({
  name: "voximplant",
  schema: z.strictObject({
    account_id: z.int().positive(),
    keys: z.array(key).refine((keys) => new Set(keys.map(({ key_id }) => key_id)).size === keys.length, "must not name one key_id twice"),
    api_keys: z.array(keyHash).default([]),
    reply_shape: z.enum(["object", "array"]).default("object"),
    first_hour: z.union([z.literal(0), z.literal(1)]).default(0),
  }),
  unique: ["account_id"],
});
