export { LogChangedError } from "./assignment.ts";
export { startWorker, type Worker, type WorkerOptions } from "./worker.ts";
