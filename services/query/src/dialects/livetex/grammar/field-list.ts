import { commaList, Cursor } from "./cursor.ts";

/** What `fields` may name. */
export interface FieldGrammar {
  /** Names that stand alone: attributes, statistics, breakdowns. */
  readonly plain: readonly string[];
  /** Entities in whose brackets attributes may stand. */
  readonly entities: Readonly<Record<string, FieldEntity>>;
}

interface FieldEntity {
  readonly attributes: readonly string[];
  /** What the bare name stands for; absent = it cannot stand without brackets. */
  readonly short?: readonly string[];
}

/** An item of `fields`; sub-fields where brackets, or a bare entity, say so. */
export interface Field {
  readonly name: string;
  readonly subFields?: readonly string[];
}

/**
 * Reads `fields`: names with commas between them, entities with attributes in brackets, `employee(first_name,email)`.
 * @throws {SyntaxFault}
 */
export function parseFieldList(text: string, grammar: FieldGrammar): readonly Field[] {
  const cursor = new Cursor(text);
  const fields = commaList(cursor, () => field(cursor, grammar));
  return cursor.isAtEnd ? fields : cursor.fail("a comma between fields");
}

function field(cursor: Cursor, { plain, entities }: FieldGrammar): Field {
  const bare = Object.keys(entities).filter((name) => entities[name]?.short !== undefined);
  const bracketed = Object.keys(entities).map((name) => `${name}(...)`);
  const expected = `one of ${[...new Set([...plain, ...bare, ...bracketed])].join(", ")}`;
  const start = cursor.offset;
  const [name] = cursor.expect(/[a-z_]+/y, expected);
  const entity = Object.hasOwn(entities, name) ? entities[name] : undefined;
  if (entity !== undefined && cursor.take(/\s*\(/y) !== undefined) return { name, subFields: subFields(cursor, entity) };
  if (entity?.short !== undefined) return { name, subFields: entity.short };
  return plain.includes(name) ? { name } : cursor.fail(expected, start);
}

function subFields(cursor: Cursor, { attributes }: FieldEntity): readonly string[] {
  const expected = `one of ${attributes.join(", ")}`;
  const names = commaList(cursor, () => {
    const start = cursor.offset;
    const [name] = cursor.expect(/[a-z_]+/y, expected);
    return attributes.includes(name) ? name : cursor.fail(expected, start);
  });
  cursor.expect(/\)/y, "a comma or )");
  return names;
}
