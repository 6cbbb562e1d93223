import { basic, type TestAccount } from "../../system/test-account.ts";

/** Whole local days, both included: `YYYY-MM-DD`. */
export interface Days {
  readonly from: string;
  readonly till: string;
}

export type Row = Readonly<Record<string, unknown>>;

interface ChatsSummaryRow {
  readonly incoming_including_empty: number;
  readonly answered: number;
  readonly wait_time: { readonly min: string; readonly max: string; readonly sum: string; readonly avg: string };
  readonly rating: { readonly rate: Readonly<Record<"sad" | "neutral" | "happy", number>> };
}

/** How each of the dialects is asked by its own client. */
export function asking(origin: string, account: TestAccount) {
  const get = async <Body>(path: string): Promise<Body> => {
    const reply = await fetch(`${origin}${path}`, { headers: { authorization: basic(account.thulium) } });
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
    return (await reply.json()) as Body;
  };

  return {
    /** LiveTex: rows of a list method, or the one of the summary. */
    async statistics(method: "summary" | "employees", { from, till }: Days, fields: string): Promise<readonly Row[]> {
      const query = new URLSearchParams({ q: `date>=${from} date<=${till}`, fields });
      const { results } = await get<{ results: Row | Row[] }>(`/v2/stats/${method}?${query.toString()}`);
      return [results].flat() as Row[];
    },

    /** Thulium: the chats of the days, all employees together, in one row. */
    async chatsSummary({ from, till }: Days): Promise<ChatsSummaryRow | undefined> {
      const rows = await get<readonly ChatsSummaryRow[]>(`/api/chats/reports/summary?date_from=${from}&date_to=${till}&aggregate_by=year&sum_users=true`);
      if (rows.length > 1) throw new Error("days of one year are one row");
      return rows[0];
    },

    /** CoMagic: one page. Amounts of money stay texts, as they hold more digits than a number of JavaScript. */
    async page(method: string, params: Row): Promise<{ readonly total: number; readonly rows: readonly Row[] }> {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: { access_token: account.comagic.accessToken, ...params } });
      const text = await (await fetch(`${origin}/v2.0`, { method: "POST", body })).text();
      const exact = text.replaceAll(/("(?:sale_cost|transaction_value|total_charge|telecom_services)":)(-?[\d.]+)/g, '$1"$2"');
      const { result } = JSON.parse(exact) as { result?: { data: readonly Row[]; metadata: { total_items: number } } };
      if (result === undefined) throw new Error(`${method} answered ${text}`);
      return { total: result.metadata.total_items, rows: result.data };
    },

    /** CoMagic: all rows of a period, page by page. */
    async rows(method: string, { from, till }: Days, params: Row = {}, limit = 250): Promise<readonly Row[]> {
      const rows: Row[] = [];
      for (;;) {
        const page = await this.page(method, { date_from: `${from} 00:00:00`, date_till: `${till} 23:59:59`, ...params, limit, offset: rows.length });
        rows.push(...page.rows);
        if (rows.length >= page.total) return rows;
        if (page.rows.length !== limit) throw new Error(`${method} has ${page.total} rows and answered a page of ${page.rows.length} at ${rows.length}`);
      }
    },
  };
}

/** Ten-thousandths of a sum of money, exact; null is nothing. */
export function moneyOf(rows: readonly Row[], field: string): bigint {
  return rows.reduce((sum, row) => sum + tenThousandths((row[field] ?? "0") as string), 0n);
}

export function tenThousandths(text: string): bigint {
  const [, sign = "", whole = "0", places = ""] = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(text) ?? [];
  return BigInt(`${sign}${whole}${places.padEnd(4, "0")}`);
}

/** Seconds of `HH:MM:SS`. */
export function secondsOf(clock: string): number {
  return clock.split(":").reduce((total, part) => total * 60 + Number(part), 0);
}

/** How many rows there are of each value. */
export function countsBy(rows: readonly Row[], field: string): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(rows, (row) => String(row[field]))].map(([value, group]) => [value, group.length]));
}

export function sumOf(rows: readonly Row[], field: string): number {
  return rows.reduce((sum, row) => sum + Number(row[field] ?? 0), 0);
}
