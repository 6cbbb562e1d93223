interface Schema {
  readonly title?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

interface Document {
  readonly paths: Readonly<Record<string, { readonly post: Operation }>>;
}

interface Operation {
  readonly requestBody: { readonly content: { readonly "application/json": { readonly schema: Schema } } };
  readonly responses: Readonly<Record<string, { readonly content: { readonly "application/json": { readonly schema: Schema } } }>>;
}

/** All fields of every report that the system describes, by the report's name: what its documentation says of itself. */
export async function reportFields(origin: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const document = (await (await fetch(`${origin}/docs/openapi.json`)).json()) as Document;
  const operation = document.paths["/v2.0"]?.post;
  if (operation === undefined) throw new Error("The document does not describe /v2.0");
  const methods = operation.requestBody.content["application/json"].schema.oneOf ?? [];
  const answers = operation.responses["200"]?.content["application/json"].schema.anyOf ?? [];
  return new Map(
    methods.map(({ title = "" }, index) => {
      const row = answers[index]?.properties?.["result"]?.properties?.["data"]?.items;
      return [title, Object.keys(row?.properties ?? {})];
    }),
  );
}
