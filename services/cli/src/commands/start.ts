import { Command } from "commander";
import { Lifecycle } from "@stats/kit";
import { runSystem } from "@stats/standalone";
import { banner } from "../banner.ts";
import { openContext } from "../context.ts";

export const startCommand = new Command("start").description("run the whole system on one port: embedded where no address says otherwise").action(async () => {
  const { config, logger } = openContext("stats");
  const lifecycle = new Lifecycle(logger);
  lifecycle.stopOnSignals();
  const system = await runSystem(config, logger);
  lifecycle.onStop("system", () => system.stop());
  process.stdout.write(banner(system, Date.now()));
  await system.finished.catch(async (error: unknown) => {
    await lifecycle.stop();
    throw error;
  });
});
