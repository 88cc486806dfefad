/** The beginning: an empty GitHub with one App that isn't installed yet. */
import { createAccount, WEB_FLOW } from "./accounts.ts";
import type { Clock } from "./clock.ts";
import { QUEUE_BOT } from "./merge-queue.ts";
import type { App, Permissions, World } from "./model.ts";

export interface AppOptions {
  readonly id?: number;
  readonly slug: string;
  readonly name?: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
}

/** An App and its account. */
export function createApp(world: World, { id, slug, name, permissions, events }: AppOptions, accountId?: number): App {
  const appId = id ?? world.nextId();
  const app: App = {
    kind: "App",
    id: appId,
    clientId: `Iv23li${appId.toString(36).padStart(14, "0")}`,
    slug,
    name: name ?? slug,
    createdAt: world.clock.tick(),
    permissions,
    events,
  };
  world.apps.push(app);
  createAccount(world, "Bot", slug, { app, ...(accountId !== undefined && { id: accountId }) });
  return app;
}

/** @param emit tells webhooks what happens */
export function createWorld(
  url: string,
  clock: Clock,
  app: AppOptions,
  emit: (world: World, happening: Parameters<World["emit"]>[0]) => void,
): World {
  let lastId = 1_000_000;
  const apps: App[] = [];
  const world: World = {
    url,
    clock,
    accounts: [],
    repositories: [],
    teams: [],
    apps,
    installations: [],
    reactions: [],
    get app() {
      const [first] = apps;
      if (!first) throw new Error("The App isn't registered yet");
      return first;
    },
    nextId: () => ++lastId,
    emit: (happening) => emit(world, happening),
  };
  createApp(world, app);
  createApp(world, { slug: QUEUE_BOT, permissions: {}, events: [] });
  createAccount(world, "User", WEB_FLOW.login, { id: WEB_FLOW.id, name: WEB_FLOW.name, emails: [] });
  return world;
}
