import type { Readable } from "node:stream";
import { QuestionUnanswered, type TenantReader } from "@stats/questions";
import type { FastifyReply } from "fastify";
import { VerifierBusyError } from "../../../accounts/password-verifier.ts";
import { CallerGoneError, ReportsBusyError } from "../../../reports.ts";
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

export interface Answer {
  readonly body: string | Readable;
  /** The system has too much to do: the answer travels with HTTP 503 instead of 200. */
  readonly isOverload: boolean;
  /** Nobody waits for it any more. */
  readonly isGone: boolean;
  /** What went wrong that is not the caller's doing. */
  readonly failure?: unknown;
  /** For the log of requests, when it is known whose request it was. */
  readonly completed?: CompletedRequest;
}

/** Below the connections that there are for answers on their way. */
const listsBeingReadMax = 24;
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
export function createAnswer(deps: DialectDeps): (text: string | undefined, address: string, reply: FastifyReply) => Promise<Answer> {
  const callers = createCallers(deps);
  const calls = createCalls(deps, callers);
  const count = createLimits(deps.now);
  let listsBeingRead = 0;

  async function carryOut(text: string | undefined, address: string, reply: FastifyReply, progress: Progress): Promise<Answer["body"]> {
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
    const make = async (reader: TenantReader) => resultOf(request.idText, await run(reader), limits());
    try {
      if (call.method.kind === "light") return await make(caller.reader);
      if (listsBeingRead >= listsBeingReadMax) throw new ReportsBusyError("Too many lists are being read");
      const body = await deps.reports.make(caller.account.tenant, reply, make);
      listsBeingRead += 1;
      void untilRead(body).finally(() => (listsBeingRead -= 1));
      return body;
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

  return async (text, address, reply) => {
    const progress: Progress = {};
    try {
      const body = await carryOut(text, address, reply, progress);
      return { body, isOverload: false, isGone: false, ...(await completed(text, progress)) };
    } catch (error) {
      const { refusal, ...outcome } = refusalOf(error);
      const idText = error instanceof RequestRefused ? error.idText : (progress.request?.idText ?? "null");
      return { body: refusalText(idText, refusal, progress.limits?.()), ...outcome, ...(await completed(text, progress, refusal)) };
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

function refusalOf(error: unknown): Pick<Answer, "isOverload" | "isGone" | "failure"> & { readonly refusal: RpcError } {
  const [isGone, isBusy] = [error instanceof CallerGoneError, error instanceof ReportsBusyError];
  if (error instanceof RequestRefused) return { refusal: error.cause, isOverload: false, isGone };
  if (error instanceof RpcError) return { refusal: error, isOverload: false, isGone };
  const isOverload = isBusy || error instanceof VerifierBusyError || (error instanceof QuestionUnanswered && error.isOverload);
  return { refusal: new RpcError("internal_error"), isOverload, isGone, ...(isGone || isBusy ? {} : { failure: error }) };
}
