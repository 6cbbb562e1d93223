import { Command } from "commander";

export const simulateCommand = new Command("simulate").description("traffic into Kafka or HTTP");
