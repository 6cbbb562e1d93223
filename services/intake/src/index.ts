export { describePublishing } from "./describe-publishing.ts";
export { createIntakePlugin, type IntakeOptions } from "./plugin.ts";
