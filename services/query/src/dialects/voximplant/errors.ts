import { z } from "zod";

/** The body of every refusal. */
export const refusalBody = z.object({ error: z.object({ msg: z.string(), code: z.int() }) });

/** The vendor's codes that this server answers, with its texts (published list of the official clients). */
const texts = {
  2: "Internal error",
  100: "Authorization failed",
  101: "Invalid arguments",
  102: "Missing 'cmd' parameter",
  103: "Unknown command",
  104: "Forbidden command",
  111: "Invalid date format",
  115: "The 'account_id' parameter is invalid",
  117: "The 'user_id' parameter is invalid",
  123: "Invalid date range",
  227: "The 'acd_status' parameter is invalid",
  228: "The 'aggregation' parameter is invalid",
  254: "The 'group' parameter is invalid",
  433: "Invalid key id",
  447: "Invalid token format",
  454: "The token TTL exceeds the maximum",
  455: "The token is issued in the future",
  456: "The token is expired",
  485: "Specify the parameter",
} as const;

export type VoximplantCode = keyof typeof texts;

/** Every code that this server answers. */
export const voximplantCodes = Object.keys(texts).map(Number) as VoximplantCode[];

/** A refusal in this dialect; it travels with HTTP 200, because the official clients drop the body of any other status. */
export class VoximplantError extends Error {
  override readonly name = "VoximplantError";
  readonly code: VoximplantCode;

  /** @param detail the parameter, and what is allowed */
  constructor(code: VoximplantCode, detail?: string) {
    super(detail === undefined ? texts[code] : `${texts[code]}: ${detail}`);
    this.code = code;
  }

  /** The reply's body. Never with a key `errors`: some clients read even an empty one as a failure. */
  get body(): z.output<typeof refusalBody> {
    return { error: { msg: this.message, code: this.code } };
  }
}
