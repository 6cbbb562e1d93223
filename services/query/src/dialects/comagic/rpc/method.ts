import type { TenantReader } from "@stats/questions";
import type { z } from "zod";
import type { Account } from "../../../accounts/account.ts";
import type { PublishEvents } from "../../../publish-events.ts";
import type { comagicAccount } from "../account.ts";

/** What a method may know besides its parameters. */
export interface MethodContext {
  readonly account: Account;
  readonly section: z.output<typeof comagicAccount.schema>;
  readonly reader: TenantReader;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly publish: PublishEvents;
}

/** A long list as the text of a JSON array, in chunks as they come: passed on, never held as a whole. */
export class JsonText {
  readonly chunks: AsyncIterable<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks;
  }
}

export interface MethodResult {
  /** `result.data`, which JSON.stringify can write; or a {@link JsonText}. */
  readonly data: unknown;
  /** Of lists: how many rows match, on every page the same. */
  readonly totalItems?: number;
}

/** A call that works with the demo account, for /docs: what stands in `params` besides the token. */
export interface MethodExample {
  readonly summary: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a method is to its callers. */
export interface MethodDeclaration<Params extends z.ZodObject = z.ZodObject> {
  /** `get.calls_report` */
  readonly name: string;
  /** Ruling, section 4: reports are heavy, the rest is light. */
  readonly kind: "heavy" | "light";
  /** For /docs: what it answers, in one line. */
  readonly summary: string;
  /**
   * The parameters besides access_token, user_id and customer_id. A null is the same as an absent one. Other names are refused; the first issue
   * becomes the refusal, see read-params.ts. For another refusal a transform may throw an RpcError.
   */
  readonly params: Params;
  /** The shape of `result.data`, for /docs. */
  readonly data: z.ZodType;
  /** @param now epoch milliseconds: reports ask about the days before */
  readonly examples: (now: number) => Readonly<Record<string, MethodExample>>;
}

/** A method of a known account. It is called from a permitted address, with checked parameters; it costs the account a call when it succeeds. */
export interface RpcMethod<Params extends z.ZodObject = z.ZodObject> extends MethodDeclaration<Params> {
  /** Rejects with an RpcError for what only the data can tell. */
  run(params: z.output<Params>, context: MethodContext): Promise<MethodResult>;
}

export function defineMethod<Params extends z.ZodObject>(method: RpcMethod<Params>): RpcMethod {
  return method;
}
