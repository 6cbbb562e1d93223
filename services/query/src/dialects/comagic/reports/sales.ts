import { saleListColumns as columns, salesOf, worded } from "@stats/questions";
import { unknownVisitorType, visitorTypes } from "../report/blocks.ts";
import { field, nested } from "../report/field.ts";
import type { Operator } from "../report/filter/operators.ts";
import { defineReport } from "../report/report.ts";
import { type PeriodTexts, withinPeriod } from "../report/period.ts";
import { periodOfV3, type Selection } from "../report/selection.ts";

const same: readonly Operator[] = ["=", "!="];
const text: readonly Operator[] = [...same, "co"];
const amount: readonly Operator[] = [...same, "<=", "<", ">", ">="];

const { visitor } = columns;
const visitorColumn = { ...visitor, members: { ...visitor.members, type: worded(visitor.members.type, visitorTypes, unknownVisitorType) } };

const salesOfPeriod: Selection = {
  ...periodOfV3(columns.sold_at),
  select(params, zone) {
    const { condition, firstLocal, lastLocal } = withinPeriod(columns.sold_at, params as PeriodTexts, zone);
    return { within: condition, listing: salesOf({ since: firstLocal, until: lastLocal }) };
  },
};

/** Sales of a time, each with the communication that it belongs to (ruling A30). */
export const salesReport = defineReport({
  name: "get.sales_report",
  summary: "Sales",
  version: "v3",
  selection: salesOfPeriod,
  isFieldAlias: true,
  fields: [
    field("id", columns.sale_id, "D", { operators: same }),
    field("date_time", columns.sold_at, "SD"),
    field("days_before_sale", columns.days_before, "SD", { operators: amount }),
    field("communication_number", columns.communication_number, "D"),
    field("transaction_value", columns.cost, "SD", { operators: amount }),
    field("comment", columns.comment, "D"),
    field("ua_client_id", columns.ua_client_id, "D"),
    nested("tag", columns.tags, { tag_id: "id", tag_name: "name" }, "D"),
    nested("site", columns.site, { site_id: { key: "id", operators: same, isSortable: true }, site_domain_name: { key: "name", operators: text } }, "D"),
    nested(
      "campaign",
      columns.campaign,
      {
        campaign_id: { key: "id", operators: same, isSortable: true },
        campaign_name: { key: "name", operators: text },
        visit_other_campaign: "visit_other",
      },
      "D",
    ),
    nested(
      "visitor",
      visitorColumn,
      {
        visitor_id: { key: "id", operators: same },
        visitor_name: "name",
        visitor_phone_number: "phone_number",
        visitor_email: "email",
        person_id: { key: "person_id", operators: same, isSortable: true },
        visitor_type: { key: "type", operators: same },
        visitor_session_id: "session_id",
        visits_count: { key: "visits_count", operators: amount, isSortable: true },
        visitor_first_campaign_id: { key: "first_campaign_id", operators: same },
        visitor_first_campaign_name: { key: "first_campaign_name", operators: text },
        visitor_city: { key: "city", operators: text },
        visitor_region: { key: "region", operators: text },
        visitor_country: { key: "country", operators: text },
      },
      "D",
    ),
    nested(
      "communication",
      columns.communication,
      {
        communication_id: { key: "id", operators: same },
        communication_type: { key: "type", operators: same, isSortable: true },
        communication_date_time: "at",
      },
      "D",
    ),
  ],
});
