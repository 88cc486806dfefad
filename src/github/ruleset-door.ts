/** GitHub as far as the required check is concerned. */
import type { RulesetDoor } from "../enforcement/keep.ts";
import type { Place } from "../queue/job.ts";
import { createAsking } from "./asking.ts";
import type { AppAuthenticator, Clients } from "./clients.ts";
import { asGitHubError } from "./errors.ts";
import { readPolicies } from "./facts/policies.ts";
import type { Pauses } from "./pauses.ts";
import { listPlaces } from "./places.ts";
import { deleteRuleset, findRuleset, readBranches, readBranchRules, readRuleset, writeRuleset } from "./rulesets.ts";

export function createRulesetDoor(clients: Clients, app: AppAuthenticator, pauses: Pauses): RulesetDoor {
  const asking = createAsking(clients, pauses);
  let login: Promise<string> | null = null;
  const name = ({ owner, repo }: Place) => ({ owner, repo });
  return {
    listPlaces: (installationId) => asking({ installationId }, (client) => listPlaces(client, installationId)),
    readPolicies: (place) => asking(place, (client) => readPolicies(client, name(place))),
    findRuleset: (place) => asking(place, (client) => findRuleset(client, name(place))),
    readRuleset: (place, id) => asking(place, (client) => readRuleset(client, name(place), id)),
    writeRuleset: (place, id, body) => asking(place, (client) => writeRuleset(client, name(place), id, body)),
    deleteRuleset: (place, id) => asking(place, (client) => deleteRuleset(client, name(place), id)),
    readBranchRules: (place, branch, isEnough) =>
      asking(place, (client) => readBranchRules(client, name(place), branch, isEnough)),
    readBranches: (place) => asking(place, (client) => readBranches(client, name(place))),
    ownLogin() {
      login ??= readOwnLogin(app).catch((error: unknown) => {
        login = null;
        throw error;
      });
      return login;
    },
  };
}

/** The account of an App is named after it. https://docs.github.com/rest/apps/apps#get-the-authenticated-app */
async function readOwnLogin(app: AppAuthenticator): Promise<string> {
  try {
    const client = await app.auth();
    const { data } = await client.request("GET /app");
    return `${data?.slug}[bot]`;
  } catch (error) {
    throw asGitHubError(error, "reading the App's own name");
  }
}
