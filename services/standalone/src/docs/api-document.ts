import type { ApiDescription } from "@stats/kit";

/** The OpenAPI 3.1 document of the surfaces that a process serves. */
export function apiDocument(surfaces: readonly ApiDescription[]): Readonly<Record<string, unknown>> {
  return {
    openapi: "3.1.0",
    info: {
      title: "Contact-center statistics",
      version: "1.0.0",
      description: [
        "Events of telephony and chat platforms come in, exact statistics go out through the report APIs that contact centers already use. A figure that several of them show is the same number in each.",
        "Requests and answers are described by the schemas that check them. Every example works as it stands with the credentials of the demo account, which `npm start` prints.",
      ].join("\n\n"),
    },
    servers: [{ url: "/" }],
    tags: surfaces.map(({ tag }) => tag),
    paths: Object.assign({}, ...surfaces.map(taggedPaths)) as Record<string, unknown>,
    components: {
      schemas: Object.assign({}, ...surfaces.map(({ schemas }) => schemas ?? {})) as Record<string, unknown>,
      securitySchemes: Object.assign({}, ...surfaces.map(({ securitySchemes }) => securitySchemes)) as Record<string, unknown>,
    },
  };
}

function taggedPaths({ tag, paths }: ApiDescription): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => [
      path,
      Object.fromEntries(Object.entries(operations).map(([method, operation]) => [method, { tags: [tag.name], ...operation }])),
    ]),
  );
}
