/** GitHub as far as the required check is concerned. */
import type { RulesetDoor } from "../enforcement/keep.ts";
import type { Place } from "../queue/job.ts";
import { createAsking } from "./asking.ts";
import type { Clients } from "./clients.ts";
import { asGitHubError } from "./errors.ts";
import { readPolicies } from "./facts/policies.ts";
import type { Pauses } from "./pauses.ts";
import { listPolicyHolders } from "./policy-holders.ts";
import { deleteRuleset, findRuleset, readBranches, readBranchRules, readRuleset, writeRuleset } from "./rulesets.ts";

export function createRulesetDoor(clients: Clients, pauses: Pauses): RulesetDoor {
  const asking = createAsking(clients, pauses);
  let login: Promise<string> | null = null;
  const name = ({ owner, repo }: Place) => ({ owner, repo });
  return {
    listPolicyHolders: (installationId) =>
      asking({ installationId }, (client) => listPolicyHolders(client, installationId)),
    renewToken: (installationId) => clients.renewToken(installationId),
    readPolicies: (place) => asking(place, (client) => readPolicies(client, name(place))),
    findRuleset: (place) => asking(place, (client) => findRuleset(client, name(place))),
    readRuleset: (place, id) => asking(place, (client) => readRuleset(client, name(place), id)),
    writeRuleset: (place, id, body) => asking(place, (client) => writeRuleset(client, name(place), id, body)),
    deleteRuleset: (place, id) => asking(place, (client) => deleteRuleset(client, name(place), id)),
    readBranchRules: (place, branch, isEnough) =>
      asking(place, (client) => readBranchRules(client, name(place), branch, isEnough)),
    readBranches: (place) => asking(place, (client) => readBranches(client, name(place))),
    ownLogin() {
      login ??= readOwnLogin(clients).catch((error: unknown) => {
        login = null;
        throw error;
      });
      return login;
    },
  };
}

/** The account of an App is named after it. https://docs.github.com/rest/apps/apps#get-the-authenticated-app */
async function readOwnLogin(clients: Clients): Promise<string> {
  try {
    const client = await clients.forApp();
    const { data } = await client.request("GET /app");
    return `${data?.slug}[bot]`;
  } catch (error) {
    throw asGitHubError(error, "reading the App's own name");
  }
}
