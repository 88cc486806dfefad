import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { isHandledEvent } from "../events/read.ts";

/** What the process counts. Each method adds one. */
export interface Metrics {
  webhook(event: string): void;
  /** @param outcome a verdict's state, or why there is none (`failed`, `gone`) */
  evaluation(outcome: string): void;
  githubRequest(request: { readonly method: string; readonly url: string }): void;
  /** Everything in Prometheus' text format. */
  render(): Promise<{ readonly text: string; readonly contentType: string }>;
}

/**
 * Makes the process's metrics, with a registry of their own so that two servers in one process don't mix.
 *
 * @param depth how many changes wait and are being evaluated, asked for each time that the metrics are read
 */
export function createMetrics(depth: () => Promise<{ readonly waiting: number; readonly active: number }>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const webhooks = new Counter({
    name: "countersign_webhooks_total",
    help: "Deliveries with a valid signature, by event",
    labelNames: ["event"],
    registers,
  });
  const evaluations = new Counter({
    name: "countersign_evaluations_total",
    help: "Evaluations of a change, by verdict or failure",
    labelNames: ["outcome"],
    registers,
  });
  const requests = new Counter({
    name: "countersign_github_requests_total",
    help: "Requests to GitHub, tokens apart, by API",
    labelNames: ["api", "method"],
    registers,
  });
  new Gauge({
    name: "countersign_queue_jobs",
    help: "Changes in the queue, by state",
    labelNames: ["state"],
    registers,
    async collect() {
      for (const [state, count] of Object.entries(await depth())) this.set({ state }, count);
    },
  });
  return {
    webhook: (event) => webhooks.inc({ event: isHandledEvent(event) ? event : "other" }),
    evaluation: (outcome) => evaluations.inc({ outcome }),
    githubRequest: ({ method, url }) => requests.inc({ api: url.endsWith("/graphql") ? "graphql" : "rest", method }),
    render: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}
