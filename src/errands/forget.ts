/** Drops what nobody has asked about for long, once a day. */
import type { Log } from "../log.ts";
import type { EvidenceStore } from "../store/evidence.ts";

/** As long as GitHub keeps check data: https://docs.github.com/rest/checks/runs */
const KEPT_DAYS = 400;

const DAY_MS = 86_400_000;

/** Begins at once, as a process may never live for a day. It keeps no process alive. */
export function forgetDaily(store: Pick<EvidenceStore, "forget">, log: Log): { stop(): void } {
  const forget = () =>
    store.forget(new Date(Date.now() - KEPT_DAYS * DAY_MS)).then(
      (rows) => {
        if (rows > 0) log.info({ rows, days: KEPT_DAYS }, "Forgot what wasn't seen for long");
      },
      (error: unknown) => log.warn({ err: error }, "Old records couldn't be dropped; tried again tomorrow"),
    );
  void forget();
  const timer = setInterval(forget, DAY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
