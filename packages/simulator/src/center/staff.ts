import { randomFrom } from "../random.ts";
import { departments, type CenterPlan, type Employee, type ShiftName } from "./center.ts";

const firstNames = "Anna Boris Clara Daniel Elena Filip Grace Hugo Irina Jan Katarzyna Leon Maria Nikolai Olga Pavel Rosa Sergei Tamara Viktor".split(" ");
const lastNames =
  "Adler Baran Conti Dvorak Egorova Fischer Gromov Horvat Ivanova Jansen Kowalska Lindqvist Moreau Novak Orlov Petrenko Rossi Sokolov Torres Wolf".split(" ");

/** Of eight employees three come by day, two early, two late and one by night. */
const rota: readonly ShiftName[] = ["day", "early", "late", "day", "early", "late", "day", "night"];
const firstEmployeeId = 501;

/** The employees of the center. Each one's person depends on the plan's seed and the place in the list only, so a larger center has the same first ones. */
export function staffOf(plan: CenterPlan): readonly Employee[] {
  return Array.from({ length: plan.employees }, (_, index) => employeeAt(plan, index));
}

function employeeAt(plan: CenterPlan, index: number): Employee {
  const random = randomFrom(plan.seed, plan.tenant, "employee", index);
  const firstName = random.pick(firstNames);
  const lastName = random.pick(lastNames);
  const employeeId = firstEmployeeId + index;
  const main = departments[index % departments.length] ?? departments[0];
  const second = random.pick(departments);
  const dayOff = random.integer(1, 7);
  return {
    employeeId,
    login: `${firstName.charAt(0)}${lastName}${employeeId}`.toLowerCase(), // names may be shared, logins may not
    firstName,
    lastName,
    departmentIds: [...new Set([main.departmentId, second.departmentId])],
    siteIds: [...main.siteIds],
    shift: rota[index % rota.length] ?? "day",
    daysOff: [dayOff, (dayOff % 7) + 1],
  };
}
