/** The App's webhook: who is told what, in which order, and how a test disturbs that. */
import { randomUUID } from "node:crypto";
import { accountJson, organizationJson } from "../render/account.ts";
import { installationJson } from "../render/installation.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryJson } from "../render/repository.ts";
import { installationFor } from "../state/installations.ts";
import type { Happening, Installation, World } from "../state/model.ts";
import { type Delivery, deliver, deliveryHeaders } from "./delivery.ts";

/** As the App's settings hold it. https://docs.github.com/rest/apps/webhooks */
interface HookConfig {
  readonly content_type: "json" | "form";
  readonly insecure_ssl: "0" | "1";
  /** GitHub never shows it: only whether there is one. */
  readonly secret?: "********";
  readonly url?: string;
}

export interface Hooks {
  config(): HookConfig;
  /** Changes what the settings say; deliveries go on as they did. */
  configure(change: Partial<Omit<HookConfig, "secret">> & { readonly secret?: HookConfig["secret"] | null }): void;
  emit(world: World, happening: Happening): void;
  /** Where deliveries go; until it's set they fail. */
  deliverTo(url: string): void;
  /** Every delivery that was tried, oldest first. */
  readonly deliveries: readonly Delivery[];
  /** Deliveries that wait while the hooks are paused. */
  readonly held: readonly Delivery[];
  pause(): void;
  /** Sends what is held, in its present order. */
  resume(): void;
  /** Loses held deliveries: none of them ever comes. @returns those lost */
  drop(which?: (delivery: Delivery) => boolean): Delivery[];
  /** Sends held deliveries twice, with one guid. */
  duplicate(which?: (delivery: Delivery) => boolean): void;
  /** Puts held deliveries in another order. */
  reorder(order: (held: readonly Delivery[]) => readonly Delivery[]): void;
  /** Delivers once more, as the button and the API do. @returns false if there's no such delivery */
  redeliver(id: number): boolean;
  /** Waits until every delivery that isn't held was answered. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Every App gets these. https://docs.github.com/webhooks/webhook-events-and-payloads#installation */
const ALWAYS = new Set([
  "installation",
  "installation_repositories",
  "installation_target",
  "github_app_authorization",
]);

/** @param secret the webhook's */
export function createHooks(appId: number, secret: string): Hooks {
  const queue: Delivery[] = [];
  const deliveries: Delivery[] = [];
  const closing = new AbortController();
  let url: string | null = null;
  let paused = false;
  let running: Promise<void> | null = null;
  let nextId = 100_000;
  let settings: HookConfig = { content_type: "json", insecure_ssl: "0", secret: "********" };

  function enqueue(
    content: Pick<Delivery, "guid" | "event" | "action" | "installationId" | "repositoryId" | "body">,
    redelivery = false,
  ) {
    queue.push({
      ...content,
      id: ++nextId,
      redelivery,
      headers: deliveryHeaders(content, appId, secret, content.body),
      deliveredAt: null,
      duration: 0,
      status: "pending",
      statusCode: 0,
      response: null,
    });
    start();
  }

  function start(): void {
    running ??= run();
  }

  async function run(): Promise<void> {
    // What is emitted in one go stands in the queue before the first of it is sent.
    await Promise.resolve();
    try {
      for (let next = take(); next !== undefined; next = take()) {
        deliveries.push(next);
        await deliver(next, url, closing.signal);
      }
    } finally {
      // In the same breath as nothing was left: what comes next starts anew.
      running = null;
    }
  }

  const take = () => (paused || closing.signal.aborted ? undefined : queue.shift());

  return {
    deliveries,
    config: () => ({ ...(url !== null && { url }), ...settings }),
    configure({ secret = settings.secret, ...change }) {
      const { secret: _, ...rest } = { ...settings, ...change };
      settings = { ...rest, ...(secret && { secret }) };
    },
    held: queue,
    emit(world, happening) {
      const { event, repository } = happening;
      const installation = happening.installation ?? (repository && installationFor(world, world.app, repository));
      // What becomes of another App's installation is told to that App.
      if (!installation || installation.app !== world.app || !(ALWAYS.has(event) || world.app.events.includes(event)))
        return;
      const body = JSON.stringify(payloadOf(world, happening, installation));
      const about = { installationId: installation.id, repositoryId: repository?.id ?? null };
      enqueue({ guid: randomUUID(), event, action: happening.action, ...about, body });
    },
    deliverTo(address) {
      url = address;
    },
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      start();
    },
    drop(which = () => true) {
      const lost = queue.filter(which);
      queue.splice(0, queue.length, ...queue.filter((delivery) => !lost.includes(delivery)));
      return lost;
    },
    duplicate(which = () => true) {
      queue.splice(
        0,
        queue.length,
        ...queue.flatMap((each) => (which(each) ? [each, { ...each, id: ++nextId }] : [each])),
      );
    },
    reorder(order) {
      queue.splice(0, queue.length, ...order([...queue]));
    },
    redeliver(id) {
      const delivery = deliveries.find((each) => each.id === id);
      if (delivery) enqueue(delivery, true);
      return delivery !== undefined;
    },
    async idle() {
      while (running) await running;
    },
    async close() {
      closing.abort();
      await running;
    },
  };
}

/** What every event of an App has, around what is its own. */
function payloadOf(
  world: World,
  { event, action, repository, sender, payload }: Happening,
  installation: Installation,
) {
  const { account } = installation;
  const own = event === "installation" || event === "installation_repositories";
  return {
    ...(action !== null && { action }),
    ...payload,
    ...(repository && { repository: repositoryJson(world, repository) }),
    ...(account.kind === "Organization" && !own && { organization: organizationJson(world, account) }),
    sender: accountJson(world, sender),
    installation: own
      ? installationJson(world, installation)
      : { id: installation.id, node_id: nodeId("IntegrationInstallation", installation.id) },
  };
}
