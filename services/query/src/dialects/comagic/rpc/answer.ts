import type { Readable } from "node:stream";
import { QuestionUnanswered } from "@stats/questions";
import { VerifierBusyError } from "../../../accounts/password-verifier.ts";
import type { DialectDeps } from "../../dialect.ts";
import { checkAddress } from "./address.ts";
import { createCalls, type IdentifiedCall } from "./calls.ts";
import { refusalText, resultOf } from "./envelope.ts";
import { RpcError } from "./errors.ts";
import { type Counted, createLimits } from "./limits.ts";
import { readRequest, RequestRefused } from "./read-request.ts";
import { TurnsTakenError } from "./turns.ts";

export interface Answer {
  readonly body: string | Readable;
  /** The system has too much to do: the answer travels with HTTP 503 instead of 200. */
  readonly isOverload: boolean;
  /** What went wrong that is not the caller's doing. */
  readonly failure?: unknown;
}

/**
 * Answers one body. Order of checks (notes, question 20): shape, method, token, address, parameters, limits. The returned function never
 * rejects.
 */
export function createAnswer(deps: DialectDeps): (text: string | undefined, address: string) => Promise<Answer> {
  const calls = createCalls(deps);
  const count = createLimits(deps.now);

  async function carryOut({ prepare }: IdentifiedCall, counted: Counted, idText: string): Promise<Answer> {
    try {
      const run = prepare();
      counted.take();
      const result = await run().catch((error: unknown) => {
        counted.giveBack();
        throw error;
      });
      return { body: resultOf(idText, result, counted.limits()), isOverload: false };
    } catch (error) {
      return refuse(error, idText, counted);
    }
  }

  return async (text, address) => {
    let idText = "null";
    try {
      const request = readRequest(text);
      idText = request.idText;
      const call = calls.get(request.method);
      if (call === undefined) throw new RpcError("method_not_found", { field: "method", value: request.method });
      const identified = await call.identify(request.params);
      const { account, section, isListed } = identified.caller;
      checkAddress(isListed, address);
      return await carryOut(identified, count(account, section.limits), idText);
    } catch (error) {
      return refuse(error, idText);
    }
  };
}

function refuse(error: unknown, idText: string, counted?: Counted): Answer {
  if (error instanceof RequestRefused) return { body: refusalText(error.idText, error.cause), isOverload: false };
  if (error instanceof RpcError) return { body: refusalText(idText, error, counted?.limits()), isOverload: false };
  const isOverload = error instanceof VerifierBusyError || error instanceof TurnsTakenError || (error instanceof QuestionUnanswered && error.isOverload);
  return { body: refusalText(idText, new RpcError("internal_error"), counted?.limits()), isOverload, failure: error };
}
