import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../accounts/password-hash.ts";
import { basic, startTestApp } from "../../testing/test-app.ts";

/**
 * Three of everything: own (what the caller is credited with, in a site and department that he is linked to but does not manage), managed (in a site
 * and department that he manages), foreign (neither). A cell says whose rows and figures the role is shown.
 */
const matrix = `
  role          | employees | sites | departments | summary | contacts
  admin         | O M F     | O M F | O M F       | O M F   | O M F -
  admin_partner | O M F     | O M F | O M F       | O M F   | O M F -
  chief         | M         | M     | M           | M       | M
  chief_partner | M         | M     | M           | M       | M
  manager       | M         | M     | M           | M       | M
  operator      | O         | O     | O           | O       | 403
`;

/** Powers of two, so that a sum tells what it is made of. */
const letters = [
  { letter: "O", id: 1, count: 1 },
  { letter: "M", id: 2, count: 2 },
  { letter: "F", id: 3, count: 4 },
  { letter: "-", id: 0, count: 8 },
] as const;

const [header = [], ...rows] = matrix
  .trim()
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()));
const cases = rows.flatMap(([role = "", ...cells]) => cells.map((shown, index) => ({ role, method: header[index + 1] ?? "", shown })));

describe("what each role is shown", () => {
  let facts: ScratchFacts;
  let app: FastifyInstance;
  const get = async (role: string, url: string) => await app.inject({ url: `/v2/stats/${url}`, headers: { authorization: basic(role, "p") } });
  const asLetters = (sum: number) =>
    letters
      .filter(({ count }) => (sum & count) > 0)
      .map(({ letter }) => letter)
      .join(" ");

  beforeAll(async () => {
    facts = await startScratchFacts();
    const password = await hashPassword("p");
    const users = rows.map(([role = ""]) => ({ login: role, role, password, employee_id: 1, managed_site_ids: [2], managed_department_ids: [2] }));
    ({ app } = await startTestApp([{ tenant: "acme", livetex: { users } }], facts.readerFor));
    const three = letters.filter(({ id }) => id > 0);
    const object = (kind: string, object_id: number, fields: Record<string, unknown> = {}) => ({ tenant: "acme", kind, object_id, version: 1, ...fields });
    await facts.insert(
      "directory_object",
      three.flatMap(({ id }) => [object("site", id), object("department", id), object("employee", id, { site_ids: [id], department_ids: [id] })]),
    );
    const times = <Row>(count: number, row: (index: number) => Row) => Array.from({ length: count }, (_, index) => row(index));
    await facts.insert(
      "chat",
      three.flatMap(({ id, count }) =>
        times(count, (index) => ({
          tenant: "acme",
          chat_id: id * 10 + index,
          started_at: 1_700_000_000,
          version: 1,
          site_id: id,
          department_id: id,
          employee_id: id,
        })),
      ),
    );
    await facts.insert(
      "contact",
      letters.flatMap(({ id, count }) =>
        times(count, (index) => ({
          tenant: "acme",
          contact_id: id * 10 + index + 1,
          version: 1,
          kind: "email",
          source_type: "lead",
          creator_type: "visitor",
          site_id: id,
        })),
      ),
    );
  });
  afterAll(async () => {
    await app?.close();
    await facts?.close();
  });

  it.each(cases)("$role asks $method: $shown", async ({ role, method, shown }) => {
    const reply = await get(role, method);
    if (shown === "403") {
      expect([reply.statusCode, reply.body]).toEqual([403, '{"code":403,"message":"Forbidden"}']);
      return;
    }
    const { results, total } = reply.json<{
      total?: number;
      results: { id: number; chats_total: number }[] & { chats_total: number; contacts_total: number };
    }>();
    if (method === "contacts" || method === "summary") {
      expect(asLetters(method === "contacts" ? results.contacts_total : results.chats_total)).toBe(shown);
      return;
    }
    const listed = results
      .toSorted((one, other) => one.id - other.id)
      .map(({ id, chats_total }) => letters.find((one) => one.id === id && one.count === chats_total)?.letter);
    expect(listed.join(" ")).toBe(shown);
    expect(total).toBe(listed.length);

    // asked for by id, nothing more is admitted to exist, and an id that nobody knows looks like a foreign one
    const asked = await get(role, `${method}?q=${method.slice(0, -1)}_ids=1,2,3,77&fields=id`);
    expect(asked.json()).toEqual({ total: listed.length, results: letters.filter(({ letter }) => listed.includes(letter)).map(({ id }) => ({ id })) });
  });

  it("criteria narrow within what the role may count, and cannot widen it", async () => {
    const summary = async (role: string, q: string) =>
      asLetters((await get(role, `summary?${new URLSearchParams({ q }).toString()}`)).json<{ results: { chats_total: number } }>().results.chats_total);
    expect(await summary("admin", "site_ids=1,3")).toBe("O F");
    expect(await summary("manager", "site_ids=1,3")).toBe("");
    expect(await summary("manager", "employee_ids=2,3")).toBe("M");
    expect(await summary("operator", "employee_ids=2")).toBe("");
    expect(await summary("operator", "site_ids=1 department_ids=1,2")).toBe("O");
    // two lists of one kind: what is in both; nothing is in both = nothing, not everything
    expect(await summary("admin", "site_ids=1,2 site_ids=2,3")).toBe("M");
    expect(await summary("admin", "site_ids=1 site_ids=2")).toBe("");
  });
});
