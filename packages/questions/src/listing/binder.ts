/** Kinds of directory objects that lists show by name. */
export type NameKind = "employee" | "site" | "campaign" | "tag" | "segment" | "scenario" | "address_book_contact";

/**
 * What a statement under construction binds. SQL text of a listing is made of declared expressions alone; whatever a caller said is a value here and
 * stands in the text as `{v0:Type}`.
 */
export class Binder {
  /** IANA zone in which instants are shown. */
  readonly zone: string;
  readonly recordsBaseUrl: string | undefined;
  readonly #params: Record<string, unknown> = {};
  readonly #kinds: NameKind[] = [];
  #zonePlace: string | undefined;

  /** @param recordsBaseUrl where records of calls can be heard, without a slash at its end; undefined where the account has no such place */
  constructor(zone: string, recordsBaseUrl?: string) {
    this.zone = zone;
    this.recordsBaseUrl = recordsBaseUrl;
  }

  /** Binds a value of a ClickHouse type; answers what stands for it in the SQL. */
  bind(type: string, value: unknown): string {
    const name = `v${Object.keys(this.#params).length}`;
    this.#params[name] = value;
    return `{${name}:${type}}`;
  }

  /** What stands for the zone. */
  bindZone(): string {
    this.#zonePlace ??= this.bind("String", this.zone);
    return this.#zonePlace;
  }

  /** The current name of an object by the SQL of its id; null when the directory does not know it. */
  nameOf(kind: NameKind, id: string): string {
    const known = this.#kinds.indexOf(kind);
    const place = known < 0 ? this.#kinds.push(kind) - 1 : known;
    return `transform(${id}, directory_names.${2 * place + 1}, directory_names.${2 * place + 2}, null)`;
  }

  get params(): Readonly<Record<string, unknown>> {
    return this.#params;
  }

  /** All names that the statement looks up, read once before it; nothing without any. */
  get withNames(): string {
    if (this.#kinds.length === 0) return "";
    const lists = this.#kinds.map((kind) => `groupArrayIf(object_id, kind = '${kind}'), groupArrayIf(name, kind = '${kind}')`);
    const kinds = this.#kinds.map((kind) => `'${kind}'`);
    return `with (\n  select (${lists.join(", ")})\n  from name_of(tenant = {tenant:String}) where kind in (${kinds.join(", ")})\n) as directory_names\n`;
  }
}
