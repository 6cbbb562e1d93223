export {
  type ApiDescription,
  type ApiExamples,
  type ApiMedia,
  type ApiOperation,
  type ApiParameter,
  type ApiResponse,
  apiSchema,
  type ApiSchema,
  type DescribeApi,
} from "./api-description.ts";
export { type Clock, systemClock } from "./clock.ts";
export { type Config, ConfigError, configSchema, readConfig, unknownNames } from "./config.ts";
export { createHttpServer, type HttpServerOptions, type Readiness } from "./http-server.ts";
export { Lifecycle } from "./lifecycle.ts";
export { createLogger, loggableUrl, type Logger } from "./logger.ts";
export { AbortError, retryForever, type RetryOptions } from "./retry.ts";
export { createTelemetry, type Telemetry } from "./telemetry.ts";
