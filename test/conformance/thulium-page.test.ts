import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../system/test-account.ts";
import { chatStory, rowsOfJanKowalski } from "./chat-story.ts";
import { outputOf } from "./run-program.ts";
import { startTlsFront, type TlsFront } from "./tls-front.ts";

/** The vendor's page, character by character, but for the host. */
const pageCurl =
  'curl -u api_user:api_pass -k -X GET -H "Accept: application/json" "https://your-system-name.thulium.com/api/chats/reports/summary?user_logins[]=jkowalski&date_from=2024-12-19&date_to=2025-01-18&aggregate_by=day"';
const pagePath = "/api/chats/reports/summary";
const dates = "date_from=2024-12-19&date_to=2025-01-18&aggregate_by=day";

describe("the calls of the vendor's page, with the host replaced", () => {
  let system: TestSystem;
  let front: TlsFront;
  let account: TestAccount;
  const shell = async (command: string) => await outputOf("sh", ["-c", command], { env: { NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" } });
  const curl = async (url: string, options = "") => await shell(`curl -sS -g -u api_user:api_pass ${options} '${url}'`);

  beforeAll(async () => {
    await outputOf("curl", ["--version"]);
    account = await createTestAccount({ tenant: "acme", accountId: 1001, login: "api_user", password: "api_pass" });
    system = await startSystem([account]);
    front = await startTlsFront(system.origin);
    await system.publish(account, chatStory("acme"));
    await system.settled();
  });
  afterAll(async () => {
    await front?.close();
    await system?.stop();
  });

  it("curl: the page's own line, over TLS", async () => {
    const printed = await shell(`${pageCurl.replace("your-system-name.thulium.com", front.endpoint)} --silent --show-error`);
    expect(JSON.parse(printed)).toEqual(rowsOfJanKowalski);
  });

  it("curl: the page's own line, over plain HTTP", async () => {
    const printed = await shell(`${pageCurl.replace("https://your-system-name.thulium.com", system.origin)} --silent --show-error`);
    expect(JSON.parse(printed)).toEqual(rowsOfJanKowalski);
  });

  it.each([
    ["HTTPie, which encodes the brackets", `user_logins%5B%5D=jkowalski&${dates}`],
    ["PHP's http_build_query, which numbers the elements", `user_logins%5B0%5D=jkowalski&${dates}`],
    ["PHP's curl with the page's address, a Content-Type and no body", `user_logins[]=jkowalski&${dates}`],
    ["two logins, one of them unknown", `user_logins[]=jkowalski&user_logins[]=nobody&${dates}`],
    ["an axios-like list without numbers, encoded", `${dates}&user_logins%5B%5D=jkowalski&user_logins%5B%5D=jkowalski`],
  ])("%s", async (_name, query) => {
    expect(JSON.parse(await curl(`${system.origin}${pagePath}?${query}`, '-H "Content-Type: application/json; charset=utf-8"'))).toEqual(rowsOfJanKowalski);
  });

  it("the page's sample values of every parameter are accepted together", async () => {
    const query =
      "limit=100&offset=10&user_logins[]=jankowalski&user_logins[]=anowak&date_from=2019-11-01%2011:12:00&date_to=2019-11-02%2011:12:00&sum_users=true&aggregate_by=month&chat_queue_ids[]=1&chat_queue_ids[]=3&response_threshold=50";
    expect(await curl(`${system.origin}${pagePath}?${query}`, "-w '%{http_code} %{content_type}'")).toBe("[]200 application/json; charset=utf-8");
  });

  it("a threshold of 30 seconds takes the slower answer in, a plus sign is a blank", async () => {
    const rows = JSON.parse(
      await curl(`${system.origin}${pagePath}?user_logins[]=jkowalski&date_from=2024-12-20+10:00&date_to=2024-12-20+10:59:59&response_threshold=30`),
    ) as unknown[];
    expect(rows).toMatchObject([{ series: "2024-12", answered: 1, service_level_percent: 100, sla_percent: 100 }]);
  });

  it("PHP's curl reads an error's body: status, request_id and one entry per faulty parameter, in the language it asks for", async () => {
    const printed = await curl(`${system.origin}${pagePath}?date_to=2025-01-18&aggregate_by=weekday`, "-H 'Accept-Language: pl' -w '\n%{http_code}'");
    const [body = "", status] = printed.split("\n");
    expect(status).toBe("400");
    const { request_id, errors } = JSON.parse(body) as { request_id: string; errors: { message: string; code: number }[] };
    expect(request_id).toMatch(/^[0-9a-f]{32}$/);
    expect(errors).toHaveLength(2);
    expect(errors[0]?.message).toMatch(/^Parametr "date_from" jest wymagany/);
    expect(errors[1]?.message).toMatch(/^Parametr "aggregate_by" jest nieprawidłowy.*hour_of_day/);
    expect(await shell(`curl -sS -g -u api_user:wrong -o /dev/null -w '%{http_code}' '${system.origin}${pagePath}?${dates}'`)).toBe("401");
  });
});
