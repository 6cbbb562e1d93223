import { Command } from "commander";
import { ConfigError, readConfig, unknownNames } from "@stats/kit";
import { readAccountsFile } from "@stats/standalone";

export const checkConfigCommand = new Command("check-config")
  .description("check the configuration and the accounts file, and report all faults at once")
  .argument("[file]", "accounts file; default STATS_ACCOUNTS_FILE")
  .action((file: string | undefined) => {
    const faults: string[] = [];
    const collect = <T>(check: () => T): T | undefined => {
      try {
        return check();
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        faults.push(...error.faults);
        return undefined;
      }
    };
    const config = collect(() => readConfig(process.env));
    const accountsFile = file ?? config?.STATS_ACCOUNTS_FILE ?? process.env["STATS_ACCOUNTS_FILE"];
    const accounts = accountsFile === undefined ? undefined : collect(() => readAccountsFile(accountsFile));
    faults.push(...unknownNames(process.env).map((name) => `${name}: no such variable`));
    if (faults.length > 0) throw new ConfigError(faults);
    process.stdout.write(
      accounts === undefined
        ? "The configuration is right. There is no accounts file: the demo account will be used.\n"
        : `The configuration is right: ${accounts.length} accounts.\n`,
    );
  });
