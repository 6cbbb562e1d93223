export { LogChangedError } from "./assignment.ts";
export { reprocess, type ReprocessOptions } from "./reprocess.ts";
export { bringUp } from "./rebuild/bring-up.ts";
export { abandonRebuild, rebuild, RebuildOutdatedError, type RebuildOptions } from "./rebuild/rebuild.ts";
export { resendDeadLetters, type ResendOptions } from "./resend-dead-letters.ts";
export { type Refresher, type RefresherOptions, startRefresher } from "./rollup/refresher.ts";
export { type Difference, type Verification, verify, type VerifyOptions } from "./verify.ts";
export { verifyRollups } from "./verify-rollups.ts";
export { startWorker, type Worker, type WorkerOptions } from "./worker.ts";
