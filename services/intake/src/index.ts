export { createIntakePlugin, type IntakeOptions } from "./plugin.ts";
