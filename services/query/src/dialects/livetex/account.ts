import { z } from "zod";
import { passwordHash } from "../../accounts/password-hash.ts";
import { defineAccountSection } from "../../accounts/section.ts";

const id = z.int().positive();

const user = z
  .strictObject({
    login: z
      .string()
      .min(1)
      .refine((login) => !login.includes(":"), "must not contain a colon, which ends a login in Basic authentication"),
    password: passwordHash,
    employee_id: id.optional(),
    role: z.enum(["admin", "admin_partner", "chief", "chief_partner", "manager", "operator"]),
    managed_site_ids: z.array(id).optional(),
    managed_department_ids: z.array(id).optional(),
  })
  .refine(({ role, employee_id }) => role !== "operator" || employee_id !== undefined, { path: ["employee_id"], message: "is required for the role operator" });

export const livetexAccount = defineAccountSection({
  name: "livetex",
  schema: z.strictObject({ users: z.array(user), limits: z.strictObject({ per_minute: z.int().positive() }).optional() }),
  unique: ["users.*.login"],
});
