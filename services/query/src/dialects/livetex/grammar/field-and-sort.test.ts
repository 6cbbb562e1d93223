import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { departments } from "../endpoints/departments.ts";
import { employees } from "../endpoints/employees.ts";
import { sites } from "../endpoints/sites.ts";
import { summary } from "../endpoints/summary.ts";
import { askedFields, fieldGrammarOf } from "../fields.ts";
import type { StatsMethod } from "../method.ts";
import { orderByNames, sortKeysOf, toOrder } from "../sort.ts";
import { SyntaxFault } from "./cursor.ts";
import { parseFieldList } from "./field-list.ts";
import { parseSortList } from "./sort-list.ts";

const fieldsOf = (text: string, method: StatsMethod) => askedFields(parseFieldList(text, fieldGrammarOf(method)), method);
const orderOf = (text: string, method: StatsMethod) => toOrder(parseSortList(text, sortKeysOf(method)), method);

describe("fields", () => {
  it("keys in the order asked, each once, blanks around commas ignored", () => {
    expect(fieldsOf(" email , chats_total,by_date,email ", employees)).toMatchObject({
      keys: ["email", "chats_total", "by_date"],
      statistics: ["chats_total"],
      breakdowns: ["by_date"],
    });
  });

  it("by default the documented ones", () => {
    expect(askedFields(undefined, employees).keys).toEqual(["id", "first_name", "last_name", "online_time_avg", "chats_total", "calls_total", "leads_total"]);
    expect(askedFields(undefined, sites).keys).toEqual(["id", "url", "online_time_avg", "chats_total", "calls_total", "leads_total"]);
    expect(askedFields(undefined, departments).keys).toEqual(["id", "title", "online_time_avg", "chats_total", "calls_total", "leads_total"]);
    expect(askedFields(undefined, summary).keys).toEqual(["online_time_avg", "chats_total", "calls_total", "leads_total"]);
  });

  it("a bare own entity is its short form, with brackets what they say", () => {
    expect(fieldsOf("employee", employees).keys).toEqual(["id", "first_name", "last_name"]);
    expect(fieldsOf("site,is_deleted", sites).keys).toEqual(["id", "url", "is_deleted"]);
    expect(fieldsOf("department,chats_total", departments).keys).toEqual(["id", "title", "chats_total"]);
    expect(fieldsOf("employee( login , state )", employees).keys).toEqual(["login", "state"]);
  });

  it("brackets say what entries hold; without their breakdown they say nothing", () => {
    const asked = fieldsOf("id,by_department,department(id),department(is_deleted,id),employee(email)", sites);
    expect(asked.keys).toEqual(["id", "by_department"]);
    expect(asked.entryAttributes).toEqual({ department: ["id", "is_deleted"], employee: ["email"], remark: ["id", "title"] });
    expect(fieldsOf("chats_total,employee(first_name)", summary).keys).toEqual(["chats_total"]);
    expect(fieldsOf("employee_remarks_by_remark", summary).entryAttributes.remark).toEqual(["id", "title"]);
    expect(fieldsOf("employee_remarks_by_remark(title)", summary).entryAttributes.remark).toEqual(["title"]);
  });

  it.each([
    ["", summary, 1],
    ["chats_total,", summary, 13],
    ["chats_total;calls_total", summary, 12],
    ["chats_total()", summary, 12],
    ["by_date(date)", summary, 8],
    ["department", sites, 1],
    ["department()", sites, 12],
    ["department(url)", sites, 12],
    ["department(id", sites, 14],
    ["department(id))", sites, 15],
    ["employee((id))", employees, 10],
    ["site(id)", employees, 1],
    ["toString", employees, 1],
    ["constructor", employees, 1],
    ["ID", employees, 1],
    ["id,nope", employees, 4],
  ] as const)("%j is refused at its place", (text, method, position) => {
    expect(() => fieldsOf(text, method)).toThrow(expect.objectContaining({ name: "SyntaxFault", position }) as Error);
  });
});

describe("sort", () => {
  it.each([
    ["last_name:a", employees, { rows: "last_name" }],
    [" first_name:a ", employees, { rows: "first_name" }],
    ["chats_total:d", employees, { statistic: "chats_total", isDescending: true }],
    ["online_time_avg:a", departments, { statistic: "online_time_avg", isDescending: false }],
    ["url:a", sites, { rows: "url", department: "title", employee: "last_name" }],
    ["url:a, department(title):a ,employee(first_name):a", sites, { rows: "url", department: "title", employee: "first_name" }],
    ["employee(first_name):a", sites, { rows: "url", employee: "first_name" }],
  ] as const)("%s", (text, method, order) => {
    expect(orderOf(text, method)).toMatchObject(order);
  });

  it("by default the first name of the method", () => {
    expect([employees, sites, departments].map((method) => orderByNames(method).rows)).toEqual(["last_name", "url", "title"]);
  });

  it.each([
    ["", employees],
    ["last_name", employees],
    ["last_name:d", employees],
    ["last_name:A", employees],
    ["id:a", employees],
    ["chats_first_answer_avg:a", employees],
    ["url:a", departments],
    ["url:a,url:a", sites],
    ["department(id):a", sites],
    ["department(title):d", sites],
    ["url:a department(title):a", sites],
  ] as const)("%j is refused", (text, method) => {
    expect(() => parseSortList(text, sortKeysOf(method))).toThrow(SyntaxFault);
  });

  it("keys that contradict each other come to no order", () => {
    expect(orderOf("last_name:a,first_name:a", employees)).toBeUndefined();
    expect(orderOf("chats_total:a,calls_total:d", employees)).toBeUndefined();
    expect(orderOf("chats_total:a,employee(last_name):a", sites)).toBeUndefined();
    expect(orderOf("employee(last_name):a,employee(first_name):a", sites)).toBeUndefined();
  });
});

describe("fields and sort, at random", () => {
  const methods = fc.constantFrom(employees, sites, departments, summary);
  const blank = fc.constantFrom("", " ", "  ");
  const shuffled = <Item>(items: readonly Item[]) => fc.shuffledSubarray([...items], { minLength: 1 });
  const commas = (items: readonly string[], around: string) => items.map((item) => `${around}${item}${around}`).join(",");

  it("reads whatever fields it could have written", () => {
    const written = methods.chain((method) => {
      const { plain, entities } = fieldGrammarOf(method);
      const entity = fc
        .constantFrom(...Object.entries(entities))
        .chain(([name, { attributes }]) => fc.tuple(shuffled(attributes), blank).map(([names, around]) => `${name}(${commas(names, around)})`));
      return fc.tuple(fc.constant(method), shuffled(plain), fc.array(entity, { maxLength: 3 }), blank);
    });
    fc.assert(
      fc.property(written, ([method, names, bracketed, around]) => {
        const asked = fieldsOf(commas([...names, ...bracketed], around), method);
        expect(asked.keys.slice(0, names.length)).toEqual(names);
        const own = bracketed.filter((text) => text.startsWith(`${method.rowsBy}(`) || text.startsWith("employee_remarks_by_remark("));
        if (own.length === 0) expect(asked.keys).toHaveLength(names.length);
      }),
      { numRuns: 1000 },
    );
  });

  it("reads whatever sort it could have written, and no method's keys for another's", () => {
    const written = fc.constantFrom(employees, sites, departments).chain((method) => fc.tuple(fc.constant(method), shuffled(sortKeysOf(method)), blank));
    fc.assert(
      fc.property(written, ([method, keys, around]) => {
        expect(parseSortList(commas(keys, around), sortKeysOf(method))).toEqual(keys);
        expect(() => parseSortList(commas([...keys, keys[0] ?? ""], around), sortKeysOf(method))).toThrow(SyntaxFault);
        expect(orderOf(keys[0] ?? "", method)).toBeDefined();
      }),
      { numRuns: 1000 },
    );
  });

  it("a text that breaks anywhere is a fault with its place", () => {
    const broken = fc.tuple(methods, fc.constantFrom("+", "(", ")", ";", ":", "=", "é", "\u0000", "A", ",,"), fc.nat()).map(([method, what, at]) => {
      const text = method.defaultFields.join(",");
      const place = at % (text.length + 1);
      return { method, text: text.slice(0, place) + what + text.slice(place), place };
    });
    fc.assert(
      fc.property(broken, ({ method, text }) => {
        expect(() => fieldsOf(text, method)).toThrow(
          expect.objectContaining({ name: "SyntaxFault", position: expect.toSatisfy((at: number) => at >= 1 && at <= text.length + 1) as number }) as Error,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("any text is what was asked, an order, a contradiction or a fault: nothing else", () => {
    const piece = fc.constantFrom("url", "chats_total", "department(title)", "employee(first_name)", "by_date", "id", ":a", ":d", ",", " ", "(", ")");
    const text = fc.oneof(
      fc.array(piece).map((pieces) => pieces.join("")),
      fc.string({ unit: "binary" }),
    );
    const faultOf = (read: () => unknown): unknown => {
      try {
        read();
        return undefined;
      } catch (error) {
        return error;
      }
    };
    fc.assert(
      fc.property(text, methods, (given, method) => {
        for (const fault of [faultOf(() => fieldsOf(given, method)), faultOf(() => orderOf(given, method))]) {
          if (fault !== undefined) expect(fault).toBeInstanceOf(SyntaxFault);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
