export interface BrokerAddress {
  /** Where the broker listens. */
  readonly listeners: string;
  /** What clients are told to connect to. */
  readonly advertised: string;
  /** The controller's address as the broker itself reaches it. */
  readonly controller: string;
  readonly dataDir: string;
}

/**
 * One node in KRaft mode, broker and controller in one, for tests: internal topics fit a single node, groups form without a
 * delay, short sessions are allowed so that a killed member is noticed fast, and topics exist only when created on purpose.
 */
export function brokerSettings({ listeners, advertised, controller, dataDir }: BrokerAddress): Readonly<Record<string, string>> {
  return {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.quorum.voters": `1@${controller}`,
    listeners,
    "advertised.listeners": advertised,
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "log.dirs": dataDir,
    "auto.create.topics.enable": "false",
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "3",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    // After a kill the new process may register only once the old one's session has expired (default: 9 s).
    "broker.session.timeout.ms": "2000",
    "broker.heartbeat.interval.ms": "500",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
  };
}
