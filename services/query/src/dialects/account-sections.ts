import type { AccountSection } from "../accounts/section.ts";
import { comagicAccount } from "./comagic/account.ts";
import { livetexAccount } from "./livetex/account.ts";
import { thuliumAccount } from "./thulium/account.ts";
import { voximplantAccount } from "./voximplant/account.ts";

/** Every section an account can have. */
export const accountSections: readonly AccountSection[] = [livetexAccount, thuliumAccount, voximplantAccount, comagicAccount];
