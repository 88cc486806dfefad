/** GitHub as the doctor needs it. Whatever is the same for a whole organisation is asked for once. */
import type { Team } from "../../core/facts.ts";
import { type AppFacts, type Look, type RulesetFacts, seen, unseen } from "../../doctor/facts.ts";
import type { AccountReads, DoctorReads } from "../../doctor/reads.ts";
import { createCache } from "../cache.ts";
import { type Authenticator, createClients, type InstallationClient } from "../clients.ts";
import { asGitHubError, GitHubError } from "../errors.ts";
import { readPolicies } from "../facts/policies.ts";
import { readTeams } from "../facts/teams.ts";
import { readBranchRules } from "../rulesets.ts";
import { readApp, readDeliveries, readInstallations, readWebhook } from "./app.ts";
import { looking } from "./looking.ts";
import { readInstalledApps, readOwners, readTeamNames } from "./organization.ts";
import { type Pace, paced } from "./pace.ts";
import {
  readBranchNames,
  readCollaborators,
  readEnvironmentRules,
  readEnvironments,
  readOpenRequests,
  readRepositories,
} from "./repository.ts";
import { type Names, readProtectionFacts, readRulesetFacts } from "./rules.ts";

const MOST_CACHED = 2000;

/** @param authenticator makes clients that nobody else uses: they are slowed down to the pace */
export function createDoctorReads(authenticator: Authenticator, pace: Pace): DoctorReads {
  const clients = createClients(authenticator);
  const slow = new WeakSet<InstallationClient>();
  // Around everything else that is done to a request: the time that one may take begins when it's its turn.
  const inPace = (client: InstallationClient) => {
    if (!slow.has(client)) paced(client, pace);
    slow.add(client);
    return client;
  };
  const app = async () => inPace(await clients.forApp());
  let registration: Promise<AppFacts> | null = null;
  return {
    async app() {
      try {
        registration ??= app().then(readApp);
        return await registration;
      } catch (error) {
        throw asGitHubError(error, "reading the App");
      }
    },
    async installations() {
      try {
        return await readInstallations(await app());
      } catch (error) {
        throw asGitHubError(error, "reading the App's installations");
      }
    },
    webhook: () => looking(null, async () => readWebhook(await app())),
    deliveries: (since) => looking(null, async () => readDeliveries(await app(), since)),
    ofInstallation: ({ id, account, ofOrganization }) =>
      readsOf(async () => inPace(await clients.forInstallation(id)), account, ofOrganization),
  };
}

function readsOf(client: () => Promise<InstallationClient>, account: string, ofOrganization: boolean): AccountReads {
  const once = createCache<Look<unknown>>(MOST_CACHED);
  const cached = async <Value>(
    key: string,
    needs: string | null,
    read: (client: InstallationClient) => Promise<Value>,
  ) =>
    // Each key is read by one reader, so what comes is of its type.
    (await once.get(key, () => looking(needs, async () => read(await client())))) as Look<Value>;
  const onlyOfOrganization = <Value>(read: () => Promise<Look<Value>>, otherwise: Value) =>
    ofOrganization ? read() : Promise.resolve(seen(otherwise));

  const owners = () =>
    onlyOfOrganization(() => cached("owners", "members: read", (each) => readOwners(each, account)), []);
  const apps = () =>
    onlyOfOrganization(
      () => cached("apps", "organization_administration: read", (each) => readInstalledApps(each, account)),
      [],
    );
  const teamNames = () =>
    onlyOfOrganization(() => cached("teams", "members: read", (each) => readTeamNames(each, account)), new Map());

  const names: Names = {
    async team(id) {
      const teams = await teamNames();
      return teams.state === "seen" ? (teams.value.get(id) ?? null) : null;
    },
    async app(id) {
      const installed = await apps();
      return installed.state === "seen" ? (installed.value.find(({ appId }) => appId === id)?.slug ?? null) : null;
    },
  };

  return {
    repositories: () => looking(null, async () => readRepositories(await client())),
    owners,
    apps,
    policies: (place) =>
      looking("contents: read", async () => {
        const found = await readPolicies(await client(), place);
        if (!found) throw new GitHubError("GitHub says that there is no such repository", { status: 404 });
        return found;
      }),
    collaborators: (place, affiliation) =>
      looking("metadata: read", async () => readCollaborators(await client(), place, affiliation)),
    branches: (place) => looking("contents: read", async () => readBranchNames(await client(), place)),
    rules: (place, branch) =>
      looking("metadata: read", async () => readBranchRules(await client(), place, branch, () => true)),
    rulesAndProtection: (place, branch) =>
      looking("contents: read", async () => readBranchRules(await client(), place, branch, () => false)),
    protection: (place, branch) =>
      looking("administration: read", async () => readProtectionFacts(await client(), place, branch)),
    ruleset: (place, id) =>
      cached<RulesetFacts>(`ruleset ${id}`, "metadata: read", (each) => readRulesetFacts(each, place, id, names)),
    async teams(wanted) {
      const found = new Map<string, ReadonlySet<number>>();
      for (const name of wanted) {
        const look = await cached<Team[]>(`team ${name.toLowerCase()}`, "members: read", (each) =>
          readTeams(each, [name]),
        );
        if (look.state === "unseen") return look;
        const [team] = look.value;
        if (team?.state === "unreadable") return unseen("needs `members: read`");
        if (team?.state === "read") found.set(name.toLowerCase(), team.members);
      }
      return seen(found);
    },
    openRequests: (place) => looking("pull_requests: read", async () => readOpenRequests(await client(), place)),
    environments: (place) => looking("actions: read", async () => readEnvironments(await client(), place)),
    environmentRules: (place, name) =>
      looking("actions: read", async () => readEnvironmentRules(await client(), place, name)),
  };
}
