import type { Log } from "../log.ts";

/** One thing to end, in its turn. */
export interface DrainStep {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Below the 30 s that Kubernetes and systemd's common settings leave before they kill. */
const DRAIN_LIMIT_MS = 25_000;

/** The process as `drainOnSignals` needs it; tests give their own. */
export interface SignalledProcess {
  on(signal: "SIGTERM" | "SIGINT", listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * On SIGTERM or SIGINT runs the steps one after another and exits 0. A step that fails doesn't keep the others from
 * running; the exit is then 1, as it is when draining takes longer than `limitMs`. A second signal exits at once.
 */
export function drainOnSignals(
  steps: readonly DrainStep[],
  log: Log,
  target: SignalledProcess = process,
  limitMs: number = DRAIN_LIMIT_MS,
): void {
  let draining = false;
  const onSignal = (signal: string) => {
    if (draining) {
      log.warn({ signal }, "Second signal: leaving at once");
      target.exit(1);
      return;
    }
    draining = true;
    log.info({ signal }, "Draining");
    const limit = setTimeout(() => {
      log.error({ limitMs }, "Draining took too long: leaving; what was queued is done after the next start");
      target.exit(1);
    }, limitMs);
    limit.unref();
    void drain(steps, log).then((failed) => {
      clearTimeout(limit);
      log.info("Stopped");
      target.exit(failed ? 1 : 0);
    });
  };
  target.on("SIGTERM", () => onSignal("SIGTERM"));
  target.on("SIGINT", () => onSignal("SIGINT"));
}

async function drain(steps: readonly DrainStep[], log: Log): Promise<boolean> {
  let failed = false;
  for (const step of steps) {
    try {
      await step.run();
    } catch (error) {
      failed = true;
      log.error({ step: step.name, err: error }, "A part could not be stopped cleanly");
    }
  }
  return failed;
}
