import type { Log } from "../log.ts";
import type { Metrics } from "./metrics.ts";
import type { Answer, Routes } from "./server.ts";
import { createWebhookHandler, type Delivery } from "./webhooks.ts";

/** Where GitHub delivers events: Probot's path, and `app.yml`'s. */
const WEBHOOK_PATH = "/api/github/webhooks";

/** How long a part may take to say that it's well. */
const READY_WITHIN_MS = 3_000;

/**
 * The paths that the server answers.
 *
 * @param options.ready what must be well for traffic to make sense, by name; false, an error and silence are not
 */
export function createRoutes(options: {
  secret: string;
  receive: (delivery: Delivery) => Promise<void>;
  ready: Readonly<Record<string, () => Promise<boolean>>>;
  metrics: Metrics;
  log: Log;
}): Routes {
  const { metrics, log } = options;
  return {
    [`POST ${WEBHOOK_PATH}`]: createWebhookHandler({
      secret: options.secret,
      receive: options.receive,
      received: metrics.webhook,
      log,
    }),
    "GET /healthz": async () => ({ status: 200, text: "ok\n" }),
    "GET /readyz": async () => readiness(options.ready, log),
    "GET /metrics": async () => ({ status: 200, ...(await metrics.render()) }),
  };
}

async function readiness(parts: Readonly<Record<string, () => Promise<boolean>>>, log: Log): Promise<Answer> {
  const states = await Promise.all(
    Object.entries(parts).map(async ([name, isWell]) => ({ name, well: await within(READY_WITHIN_MS, isWell, log) })),
  );
  const text = states.map(({ name, well }) => `${name}: ${well ? "ok" : "not ready"}\n`).join("");
  return { status: states.every(({ well }) => well) ? 200 : 503, text };
}

async function within(ms: number, isWell: () => Promise<boolean>, log: Log): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([isWell(), silence]);
  } catch (error) {
    log.warn({ err: error }, "A readiness check failed");
    return false;
  } finally {
    clearTimeout(timer);
  }
}
