/**
 * A GitHub to run against without GitHub: it keeps state, serves REST and GraphQL on loopback, and delivers webhooks.
 *
 * @example
 * const github = await startSimulator();
 * const [alice, rita] = [github.user("alice"), github.user("rita")];
 * const acme = github.organization("acme");
 * const shop = acme.repository("shop", { files: { "README.md": "Hi" }, access: { alice: "write", rita: "write" } });
 * github.install(acme);
 * shop.commit("fix", { by: alice, files: { "a.txt": "a" } });
 * const request = shop.openRequest({ by: alice, head: "fix" });
 * request.review(rita, "APPROVE");
 */
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { type InstallationHandle, installationHandle } from "./build/installation.ts";
import { buildRepository, type RepositoryHandle, type RepositoryOptions } from "./build/repository.ts";
import type { Tokens } from "./server/credentials.ts";
import { createFaults, type Faults } from "./server/faults.ts";
import { createRateLimits } from "./server/rate-limits.ts";
import { type LoggedRequest, listen } from "./server/server.ts";
import { type AccountOptions, createAccount } from "./state/accounts.ts";
import { type Clock, createClock } from "./state/clock.ts";
import { install } from "./state/installations.ts";
import type { Account, Permissions, Team, World } from "./state/model.ts";
import { addOrganizationRuleset, type RulesetInput, rulesetInput } from "./state/rulesets.ts";
import { createTeam, removeFromOrganization, setMember } from "./state/teams.ts";
import { createApp, createWorld } from "./state/world.ts";
import { createHooks, type Hooks } from "./webhooks/hooks.ts";

export interface SimulatorOptions {
  readonly webhookSecret?: string;
  /** What the App may; by default what `app.yml` asks for. */
  readonly permissions?: Permissions;
  /** What the App subscribes to; by default what `app.yml` says. */
  readonly events?: readonly string[];
  /** GitHub's clock at the start; an hour ago by default, so that it stays behind the real one. */
  readonly startsAt?: Date;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Requests an hour for each installation. */
  readonly rateLimit?: number;
}

/** The App's registration, as its owner has it. */
interface AppRegistration {
  readonly id: number;
  readonly slug: string;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
}

export interface OrganizationHandle {
  readonly account: Account;
  readonly owner: Account;
  repository(name: string, options?: RepositoryOptions): RepositoryHandle;
  team(name: string, members: readonly Account[], parent?: Team): Team;
  /** A ruleset for the branches of all its repositories. */
  ruleset(input: RulesetInput): { readonly id: number };
  joinTeam(team: Team, who: Account): void;
  leaveTeam(team: Team, who: Account): void;
  /** Takes a person out of the organisation, and so out of its teams and repositories. */
  removeMember(who: Account): void;
}

export interface Simulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** For `GHE_HOST`, with `GHE_PROTOCOL=http`. */
  readonly host: string;
  readonly app: AppRegistration;
  readonly clock: Clock;
  readonly hooks: Hooks;
  readonly faults: Faults;
  /** Every request that came, oldest first, those for tokens too. */
  readonly requests: readonly LoggedRequest[];
  readonly world: World;
  /** Where webhooks go. */
  deliverTo(url: string): void;
  user(login: string, options?: AccountOptions): Account;
  /** An App's account: `github.bot("kiro-agent")` is `kiro-agent[bot]`. */
  bot(slug: string, options?: { readonly id?: number; readonly appId?: number }): Account;
  organization(login: string, options?: { readonly owner?: Account }): OrganizationHandle;
  /** A repository of a person's own. */
  repository(owner: Account, name: string, options?: RepositoryOptions): RepositoryHandle;
  /** Installs the App, for all repositories or for some. */
  install(on: OrganizationHandle | Account, repositories?: readonly RepositoryHandle[]): InstallationHandle;
  /** Installs another App, a `bot`'s, with what it was granted. */
  installOther(
    app: Account,
    on: OrganizationHandle,
    permissions: Permissions,
    repositories?: readonly RepositoryHandle[],
  ): InstallationHandle;
  /** A person's access token, for REST and GraphQL as that person. */
  token(account: Account): string;
  /** Waits until every webhook that isn't held was answered. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const manifest = z.object({
  default_permissions: z.record(z.string(), z.enum(["read", "write", "admin"])),
  default_events: z.array(z.string()),
});

const APP_ID = 4711;
const SLUG = "countersign";

/** Making a key takes a while, and nothing depends on its being another one. */
let keys: ReturnType<typeof makeKeys> | null = null;

function makeKeys() {
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const webhookSecret = options.webhookSecret ?? "the simulator's webhook secret";
  const app = manifest.parse(parseYaml(readFileSync(new URL("../app.yml", import.meta.url), "utf8")));
  keys ??= makeKeys();
  const { privateKey, publicKey } = keys;
  const server = await listen(options.port ?? 0);
  const hooks = createHooks(APP_ID, webhookSecret);
  const faults = createFaults();
  const tokens: Tokens = new Map();
  const requests: LoggedRequest[] = [];
  const clock = createClock(options.startsAt ?? new Date(Date.now() - 3_600_000));
  const permissions = { metadata: "read" as const, ...(options.permissions ?? app.default_permissions) };
  const events = options.events ?? app.default_events;
  const world = createWorld(server.url, clock, { id: APP_ID, slug: SLUG, permissions, events }, hooks.emit);
  server.serve(
    { world, tokens, hooks, limits: createRateLimits(options.rateLimit ?? 5000), key: publicKey },
    faults,
    requests,
  );

  return {
    url: server.url,
    host: new URL(server.url).host,
    app: {
      id: APP_ID,
      slug: SLUG,
      privateKey: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
      webhookSecret,
    },
    clock,
    hooks,
    faults,
    requests,
    world,
    deliverTo: hooks.deliverTo,
    user: (login, account) => createAccount(world, "User", login, account),
    bot(slug, { id, appId } = {}) {
      const made = createApp(
        world,
        { ...(appId !== undefined && { id: appId }), slug, permissions: {}, events: [] },
        id,
      );
      return accountOf(world, made);
    },
    organization(login, { owner = createAccount(world, "User", `${login}-owner`) } = {}) {
      const account = createAccount(world, "Organization", login);
      account.owners.add(owner);
      return {
        account,
        owner,
        repository: (name, given = {}) => buildRepository(world, account, name, given),
        team: (name, members, parent) => createTeam(world, account, name, members, parent ?? null),
        ruleset: (input) => addOrganizationRuleset(world, account, rulesetInput.parse(input)),
        joinTeam: (team, who) => setMember(world, team, owner, who, true),
        leaveTeam: (team, who) => setMember(world, team, owner, who, false),
        removeMember: (who) => removeFromOrganization(world, account, owner, who),
      };
    },
    repository: (owner, name, given = {}) => buildRepository(world, owner, name, given),
    install(on, repositories) {
      const [account, owner] = "owner" in on ? [on.account, on.owner] : [on, on];
      const chosen = repositories?.map(({ repository }) => repository) ?? null;
      return installationHandle(world, install(world, world.app, account, owner, chosen), owner);
    },
    installOther(bot, on, permissions, repositories) {
      if (bot.app === null) throw new Error(`${bot.login} is no App's account`);
      const chosen = repositories?.map(({ repository }) => repository) ?? null;
      const installed = installationHandle(world, install(world, bot.app, on.account, on.owner, chosen), on.owner);
      installed.grant(permissions);
      return installed;
    },
    token(account) {
      const token = `ghp_${String(tokens.size + 1).padStart(36, "0")}`;
      tokens.set(token, { kind: "person", account });
      return token;
    },
    idle: hooks.idle,
    async close() {
      await server.close();
      await hooks.close();
    },
  };
}

function accountOf(world: World, app: World["app"]): Account {
  const account = world.accounts.find((each) => each.app === app);
  if (!account) throw new Error(`The App ${app.slug} has no account`);
  return account;
}
