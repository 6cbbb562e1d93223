/** Loaded before a worker (node --import): a worker must not outlive the harness, however that ended. Its end closes the channel between the two. */
process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
// Listening alone must not keep the worker from ending by itself.
process.channel?.unref();
