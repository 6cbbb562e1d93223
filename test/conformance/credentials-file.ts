import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestAccount } from "../system/test-account.ts";

export interface CredentialsFiles {
  /** The path of a new file as the vendor's clients read it; `changed` makes wrong ones. */
  write(account: TestAccount, changed?: Readonly<Record<string, unknown>>): string;
  remove(): void;
}

export function credentialsFiles(): CredentialsFiles {
  const folder = mkdtempSync(join(tmpdir(), "stats-credentials-"));
  let count = 0;
  return {
    write({ voximplant: { accountId, keyId, privateKey } }, changed = {}) {
      count += 1;
      const file = join(folder, `${count}.json`);
      writeFileSync(file, JSON.stringify({ account_email: "owner@example.com", account_id: accountId, key_id: keyId, private_key: privateKey, ...changed }));
      return file;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
