export { startEngine, EngineStartError, type EngineExit, type EngineHandle, type EngineOptions } from "./start-engine.ts";
export { superviseEngine, type SupervisedEngine } from "./supervise-engine.ts";
export { runEngine } from "./run-engine.ts";
export type { EngineLogger } from "./engine-log.ts";
