/** A simulated GitHub and a real Countersign that know each other: the beginning of an end-to-end test. */
import { setTimeout as pause } from "node:timers/promises";
import type { OrganizationHandle, Simulator, SimulatorOptions } from "../../simulator/simulator.ts";
import { startSimulator } from "../../simulator/simulator.ts";
import { type Countersign, type Env, startCountersign } from "./countersign.ts";

export interface TestWorld {
  readonly github: Simulator;
  readonly countersign: Countersign;
  /** The organisation `acme`, on which the App is installed. */
  readonly acme: OrganizationHandle;
  /** Resolves once every delivery was answered and nothing waits or runs: what is on the checks then stays. */
  quiet(): Promise<void>;
  dispose(): Promise<void>;
}

/** @param env more settings of the process */
export async function startWorld(options: SimulatorOptions = {}, env: Env = {}): Promise<TestWorld> {
  const github = await startSimulator(options);
  const countersign = await startCountersign({
    APP_ID: String(github.app.id),
    PRIVATE_KEY: github.app.privateKey,
    WEBHOOK_SECRET: github.app.webhookSecret,
    GHE_HOST: github.host,
    GHE_PROTOCOL: "http",
    ...env,
  });
  // Its look at the start finds nothing yet, and takes no part in what a test counts.
  await countersign.logged(/"Doctor: /);
  github.deliverTo(`${countersign.url}/api/github/webhooks`);
  const acme = github.organization("acme");
  github.install(acme);
  return {
    github,
    countersign,
    acme,
    quiet: () => untilQuiet(github, countersign),
    async dispose() {
      await countersign.dispose();
      await github.close();
    },
  };
}

/** Waits until every delivery was answered and nothing waits or runs. */
export async function untilQuiet(github: Simulator, { url }: Countersign): Promise<void> {
  for (;;) {
    await github.idle();
    if ((await queued(url)) === 0) return;
    await pause(20);
  }
}

/** How many changes wait or are being evaluated. */
async function queued(url: string): Promise<number> {
  // A kept connection would be a dead one after a restart.
  const metrics = await (await fetch(`${url}/metrics`, { headers: { connection: "close" } })).text();
  const counts = metrics.matchAll(/^countersign_queue_jobs\{[^}]*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}
