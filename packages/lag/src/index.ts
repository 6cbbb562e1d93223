export { type Lag, lagOf, type PartitionLag } from "./lag.ts";
export { type LagMeter, type LagMeterOptions, type LagReading, startLagMeter } from "./lag-meter.ts";
export { createStatusPlugin, type StatusOptions } from "./status-plugin.ts";
