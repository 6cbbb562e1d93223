import { z } from "zod";
import { id, ids, text } from "../fields.ts";

/** directory-events, one entity per object. An upsert carries the whole object and replaces it. */
export const directoryEvents = {
  employee: {
    "employee.upserted.v1": z.object({
      employee_id: id,
      login: text,
      first_name: text,
      last_name: text.optional(),
      patronymic: text.optional(),
      email: text.optional(),
      phone: text.optional(),
      department_ids: ids.optional(),
      site_ids: ids.optional(),
      managed_department_ids: ids.optional(),
      managed_site_ids: ids.optional(),
    }),
    "employee.deleted.v1": z.object({ employee_id: id }),
  },
  site: {
    "site.upserted.v1": z.object({ site_id: id, url: text, domain_name: text.optional() }),
    "site.deleted.v1": z.object({ site_id: id }),
  },
  department: {
    "department.upserted.v1": z.object({ department_id: id, title: text, site_ids: ids.optional() }),
    "department.deleted.v1": z.object({ department_id: id }),
  },
  queue: {
    "queue.upserted.v1": z.object({ queue_id: id, title: text }),
    "queue.deleted.v1": z.object({ queue_id: id }),
  },
  campaign: {
    "campaign.upserted.v1": z.object({ campaign_id: id, name: text }),
    "campaign.deleted.v1": z.object({ campaign_id: id }),
  },
  tag: {
    "tag.upserted.v1": z.object({ tag_id: id, name: text }),
    "tag.deleted.v1": z.object({ tag_id: id }),
  },
  segment: {
    "segment.upserted.v1": z.object({ segment_id: id, name: text }),
    "segment.deleted.v1": z.object({ segment_id: id }),
  },
  scenario: {
    "scenario.upserted.v1": z.object({ scenario_id: id, name: text }),
    "scenario.deleted.v1": z.object({ scenario_id: id }),
  },
  remark: {
    "remark.upserted.v1": z.object({ remark_id: id, title: text }),
    "remark.deleted.v1": z.object({ remark_id: id }),
  },
  addressBookContact: {
    "address_book_contact.upserted.v1": z.object({ contact_id: id, full_name: text, phone_number: text }),
    "address_book_contact.deleted.v1": z.object({ contact_id: id }),
  },
};
