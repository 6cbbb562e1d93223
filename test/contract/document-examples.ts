/** What of the OpenAPI document the tests read. */
export interface ApiDocument {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>>; readonly securitySchemes: Readonly<Record<string, SecurityScheme>> };
}

type Examples = Readonly<Record<string, { readonly value: unknown }>>;
type Security = Readonly<Record<string, readonly string[]>>;

interface Media {
  readonly examples?: Examples;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly description: string;
  readonly security: readonly Security[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly description?: string;
    readonly required: boolean;
    readonly schema: unknown;
    readonly examples?: Examples;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}

export interface SecurityScheme {
  readonly type: string;
  readonly scheme?: string;
  readonly name?: string;
}

/** One request that the document gives as an example, for one of its ways to prove who calls. */
export interface ExampleRequest {
  readonly operationId: string;
  readonly tag: string;
  readonly path: string;
  readonly method: string;
  readonly example: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly body?: { readonly contentType: string; readonly value: unknown };
  readonly security: Security;
}

export function operationsOf(document: ApiDocument): readonly { readonly path: string; readonly method: string; readonly operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
}

/** Every example of the document, with every way of its operation to prove who calls; an operation that needs no parameter is also sent without any. */
export function exampleRequests(document: ApiDocument): readonly ExampleRequest[] {
  return operationsOf(document).flatMap(({ path, method, operation }) => {
    const ways = operation.security.length === 0 ? [{}] : operation.security;
    return payloadsOf(operation).flatMap((payload) =>
      ways.map((security): ExampleRequest => ({ operationId: operation.operationId, tag: operation.tags[0] ?? "", path, method, security, ...payload })),
    );
  });
}

type Payload = Pick<ExampleRequest, "example" | "query" | "body">;

function payloadsOf({ parameters = [], requestBody }: Operation): readonly Payload[] {
  const bodies = Object.entries(requestBody?.content ?? {}).flatMap(([contentType, { examples = {} }]) =>
    Object.entries(examples).map(([example, { value }]): Payload => ({ example, query: [], body: { contentType, value } })),
  );
  const names = new Set(parameters.flatMap(({ examples = {} }) => Object.keys(examples)));
  const queries = [...names].map((example): Payload => ({
    example,
    query: parameters.flatMap(({ name, examples }) => pairs(name, examples?.[example]?.value)),
  }));
  const isBare = requestBody === undefined && parameters.every(({ required }) => !required);
  return [...bodies, ...queries, ...(isBare ? [{ example: "bare", query: [] }] : [])];
}

/** Style `form`, exploded: a list is its name again and again. */
function pairs(name: string, value: unknown): [string, string][] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((item) => [name, String(item)]);
}
