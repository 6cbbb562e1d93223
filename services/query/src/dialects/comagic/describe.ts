import { type ApiDescription, type ApiExamples, apiSchema, type ApiSchema } from "@stats/kit";
import { z } from "zod";
import { methods } from "./methods.ts";
import { refusalBody, refusalText, successBody } from "./rpc/envelope.ts";
import { mnemonics, RpcError } from "./rpc/errors.ts";
import type { MethodDeclaration } from "./rpc/method.ts";
import { path } from "./rpc/plugin.ts";
import { loginUser, logoutUser } from "./rpc/session-methods.ts";

const described: readonly MethodDeclaration[] = [loginUser, logoutUser, ...methods];

export function describeComagic(now: number): ApiDescription {
  return {
    tag: {
      name: "comagic",
      description:
        "The Data API of CoMagic and its sister brands: JSON-RPC 2.0 on one path. Refusals have HTTP status 200 and are told by `error`. Dates are those of the account's time zone.",
    },
    securitySchemes: {},
    paths: {
      [path]: {
        post: {
          operationId: "comagicCall",
          summary: "Calls a method",
          description: [
            "The body is JSON whatever its Content-Type. `params.access_token` is a key of the account or a token of `login.user`; `{access_token}`, `{login}` and `{password}` stand for it in the examples. The methods:",
            described.map(({ name, summary }) => `- \`${name}\`: ${summary}.`).join("\n"),
          ].join("\n\n"),
          security: [],
          requestBody: {
            required: true,
            content: {
              "application/json": {
                schema: { oneOf: described.map(requestSchema) },
                examples: Object.assign({}, ...described.map((method) => examplesOf(method, now))) as ApiExamples,
              },
            },
          },
          responses: {
            200: {
              description: "The answer of the method, or a refusal",
              content: {
                "application/json": {
                  schema: { anyOf: [...described.map(({ data }) => apiSchema(successBody(data), "output")), apiSchema(refusalBody, "output")] },
                  examples: Object.fromEntries(mnemonics.map((mnemonic) => [mnemonic, refusalExample(mnemonic)])),
                },
              },
            },
            413: refusedAsHttp("The body is larger than 1 MiB"),
            503: {
              ...refusedAsHttp("There is too much to do at the moment"),
              headers: { "retry-after": { description: "Seconds to wait", schema: { type: "integer" } } },
            },
          },
        },
      },
    },
  };
}

function requestSchema({ name, params }: MethodDeclaration): ApiSchema {
  const token = name === loginUser.name ? {} : { access_token: z.string() };
  const request = z.object({
    jsonrpc: z.literal("2.0"),
    id: z.union([z.string(), z.number()]),
    method: z.literal(name),
    params: z.strictObject({ ...token, user_id: z.number().optional(), customer_id: z.number().optional(), ...params.shape }),
  });
  return { title: name, ...apiSchema(request, "input") };
}

function examplesOf({ name, examples }: MethodDeclaration, now: number): ApiExamples {
  const token = name === loginUser.name ? {} : { access_token: "{access_token}" };
  return Object.fromEntries(
    Object.entries(examples(now)).map(([example, { summary, params }]) => [
      `${name} ${example}`,
      { summary: `${name}: ${summary}`, value: { jsonrpc: "2.0", id: 1, method: name, params: { ...token, ...params } } },
    ]),
  );
}

function refusalExample(mnemonic: (typeof mnemonics)[number]) {
  const error = new RpcError(mnemonic);
  return { summary: error.message, value: JSON.parse(refusalText("1", error)) as unknown };
}

function refusedAsHttp(description: string) {
  return { description, content: { "application/json": { schema: apiSchema(refusalBody, "output") } } };
}
