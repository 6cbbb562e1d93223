import { createHmac, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import pLimit from "p-limit";
import { hashPassword, verifyPassword } from "./password-hash.ts";

/** More slow verifications wait than can be worked off in decent time; the request may be repeated later. */
export class VerifierBusyError extends Error {
  override readonly name = "VerifierBusyError";
}

export interface PasswordVerifierOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How long an outcome is remembered, in milliseconds. */
  readonly rememberMs?: number;
  readonly remembered?: number;
  /** Slow hashes at one time (32 MiB each), and how many may wait for their turn. */
  readonly concurrency?: number;
  readonly waitingMax?: number;
}

/** A user as far as credentials go; `undefined` password = nobody has this login. */
interface CheckedLogin {
  /** Keeps the same login of two dialects apart. */
  readonly realm: string;
  readonly login: string;
  readonly passwordHash: string | undefined;
}

export type PasswordVerifier = (login: CheckedLogin, password: string) => Promise<boolean>;

/**
 * Checks passwords that come with every request. Outcomes, good and bad, are remembered for a short time under a keyed hash of the credentials,
 * so that memory holds no password; an unknown login takes the time of a wrong password.
 * The verifier rejects with {@link VerifierBusyError} when too many checks wait.
 */
export function createPasswordVerifier(options: PasswordVerifierOptions): PasswordVerifier {
  const { rememberMs = 60_000, remembered = 10_000, concurrency = 2, waitingMax = 200 } = options;
  const secret = randomBytes(32);
  const nobody = hashPassword(randomBytes(16).toString("hex"));
  const limit = pLimit(concurrency);
  const outcomes = new LRUCache<string, Promise<boolean>>({ max: remembered, ttl: rememberMs, ttlResolution: 0, perf: { now: options.now } });

  async function check({ passwordHash }: CheckedLogin, password: string): Promise<boolean> {
    const isRight = await verifyPassword(password, passwordHash ?? (await nobody));
    return isRight && passwordHash !== undefined;
  }

  return async (user, password) => {
    const key = createHmac("sha256", secret)
      .update(JSON.stringify([user.realm, user.login, user.passwordHash ?? null, password]))
      .digest("base64");
    const known = outcomes.get(key);
    if (known !== undefined) return await known;
    if (limit.pendingCount >= waitingMax) throw new VerifierBusyError("Too many logins wait to be checked");
    const outcome = limit(() => check(user, password));
    outcomes.set(key, outcome);
    outcome.catch(() => outcomes.delete(key));
    return await outcome;
  };
}
