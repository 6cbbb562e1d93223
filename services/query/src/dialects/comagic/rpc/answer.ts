import type { Readable } from "node:stream";
import { QuestionUnanswered } from "@stats/questions";
import { VerifierBusyError } from "../../../accounts/password-verifier.ts";
import type { DialectDeps } from "../../dialect.ts";
import type { CompletedRequest } from "../request-log/completed-event.ts";
import { checkAddress } from "./address.ts";
import { type Call, createCalls } from "./calls.ts";
import { createCallers } from "./callers.ts";
import { type Claim, claimOf, tokenOf } from "./claim.ts";
import { refusalText, resultOf } from "./envelope.ts";
import { RpcError } from "./errors.ts";
import { createLimits, type Limits } from "./limits.ts";
import { readRequest, RequestRefused, type RpcRequest } from "./read-request.ts";
import { createTurns, TurnsTakenError } from "./turns.ts";

export interface Answer {
  readonly body: string | Readable;
  /** The system has too much to do: the answer travels with HTTP 503 instead of 200. */
  readonly isOverload: boolean;
  /** What went wrong that is not the caller's doing. */
  readonly failure?: unknown;
  /** For the log of requests, when it is known whose request it was. */
  readonly completed?: CompletedRequest;
}

const concurrentReports = 8;
const waitingReportsMax = 200;
const readingMsMax = 300_000;

/** What became known of a request before it was refused. */
interface Progress {
  request?: RpcRequest;
  call?: Call | undefined;
  tenant?: string;
  limits?: () => Limits;
}

/**
 * Answers one body. Order of checks (notes, question 20): shape, method, token, address, parameters, limits. The returned function never
 * rejects.
 */
export function createAnswer(deps: DialectDeps): (text: string | undefined, address: string) => Promise<Answer> {
  const callers = createCallers(deps);
  const calls = createCalls(deps, callers);
  const count = createLimits(deps.now);
  const inTurn = createTurns(concurrentReports, waitingReportsMax);

  async function carryOut(text: string | undefined, address: string, progress: Progress): Promise<Answer["body"]> {
    const request = (progress.request = readRequest(text));
    const call = (progress.call = calls.get(request.method));
    if (call === undefined) throw new RpcError("method_not_found", { field: "method", value: request.method });
    const { caller, prepare } = await call.identify(request.params);
    progress.tenant = caller.account.tenant;
    checkAddress(caller.isListed, address);
    const { limits, take, giveBack } = count(caller.account, caller.section.limits);
    progress.limits = limits;
    const run = prepare();
    take();
    const make = async () => resultOf(request.idText, await run(), limits());
    try {
      return await (call.method.kind === "heavy" ? inTurn(make, untilRead) : make());
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /** A request that is refused before its token is looked at is its account's all the same. */
  async function tenantByClaim(claim: Claim): Promise<string | undefined> {
    const token = tokenOf(claim);
    // whether it is good or not is no matter of this answer, nor whether that can be found out now
    return token === ""
      ? undefined
      : await callers.fromToken(token).then(
          ({ account }) => account.tenant,
          () => undefined,
        );
  }

  async function completed(text: string | undefined, { request, call, tenant }: Progress, error?: RpcError): Promise<Pick<Answer, "completed">> {
    const claim = request ?? claimOf(text ?? "");
    if (text === undefined || claim === undefined) return {};
    const owner = tenant ?? (error?.code === credentialsCode ? undefined : await tenantByClaim(claim));
    if (owner === undefined) return {};
    const { id, idText, method } = claim;
    return { completed: { tenant: owner, text, token: tokenOf(claim), id, idText, method, kind: call?.method.kind, error } };
  }

  return async (text, address) => {
    const progress: Progress = {};
    try {
      const body = await carryOut(text, address, progress);
      return { body, isOverload: false, ...(await completed(text, progress)) };
    } catch (error) {
      const { refusal, isOverload, failure } = refusalOf(error);
      const idText = error instanceof RequestRefused ? error.idText : (progress.request?.idText ?? "null");
      return { body: refusalText(idText, refusal, progress.limits?.()), isOverload, failure, ...(await completed(text, progress, refusal)) };
    }
  };
}

/** A list holds a connection to the database as long as it is read: slow readers must not take those of everybody, nor for ever. */
async function untilRead(body: string | Readable): Promise<void> {
  if (typeof body === "string" || body.closed) return;
  // told by whoever sends it; a listener of our own keeps a failure that nobody hears from ending the process
  body.on("error", () => undefined);
  const timer = setTimeout(() => body.destroy(new Error("The answer is read too slowly")), readingMsMax);
  await new Promise<void>((resolve) => body.once("close", resolve));
  clearTimeout(timer);
}

/** Refusals of tokens and passwords: nobody is known behind these. */
const credentialsCode = new RpcError("access_token_invalid").code;

function refusalOf(error: unknown): { readonly refusal: RpcError; readonly isOverload: boolean; readonly failure?: unknown } {
  if (error instanceof RequestRefused) return { refusal: error.cause, isOverload: false };
  if (error instanceof RpcError) return { refusal: error, isOverload: false };
  const isOverload = error instanceof VerifierBusyError || error instanceof TurnsTakenError || (error instanceof QuestionUnanswered && error.isOverload);
  return { refusal: new RpcError("internal_error"), isOverload, failure: error };
}
