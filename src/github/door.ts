/** GitHub as an evaluation needs it, over one client per installation. */

import type { DeploymentDoor } from "../arrivals/deployments/door.ts";
import type { GroupDoor } from "../arrivals/merge-groups.ts";
import type { PushDoor } from "../arrivals/pushes/door.ts";
import type { GitHubDoor } from "../evaluation/evaluate.ts";
import { createAsking } from "./asking.ts";
import { createCache } from "./cache.ts";
import { publishCheck } from "./check-run.ts";
import type { Clients } from "./clients.ts";
import { createLabel, findReviewers, help } from "./courtesies.ts";
import { readHistory, readInstalledAt, readTipAt } from "./deployments/history.ts";
import { readDeployment, readOlderDeployments } from "./deployments/read.ts";
import { readRequestCommits } from "./deployments/request-commits.ts";
import { answerDeployment, readStarters } from "./deployments/run.ts";
import { readTies } from "./deployments/ties.ts";
import { readAccess } from "./facts/access.ts";
import { readActivity } from "./facts/activity.ts";
import { readCommitComments } from "./facts/commit-comments.ts";
import { readComparison } from "./facts/comparison.ts";
import { readContents } from "./facts/contents.ts";
import { readPatches } from "./facts/files.ts";
import { readIssue } from "./facts/issue.ts";
import { readMergeGroup } from "./facts/merge-group.ts";
import { readNotes } from "./facts/notes.ts";
import { readPushSurroundings } from "./facts/push.ts";
import { readPullRequest } from "./facts/read.ts";
import { readReplacedHead } from "./facts/replaced-head.ts";
import { readTeams } from "./facts/teams.ts";
import { closeIssue, commentOnCommit, findIssue, openIssue, reviseIssue } from "./issues.ts";
import { createPauses, type Pauses } from "./pauses.ts";
import { react } from "./reaction.ts";

/** How many answers of a kind are kept, each named by object ids and so never out of date. */
const MOST_CACHED = 500;

/** @param appId this App's id: only its own check run is updated */
export function createGitHubDoor(
  clients: Clients,
  appId: number,
  pauses: Pauses = createPauses(),
): GitHubDoor & PushDoor & GroupDoor & DeploymentDoor {
  const asking = createAsking(clients, pauses);
  const heads = createCache<Awaited<ReturnType<typeof readReplacedHead>>>(MOST_CACHED);
  const notes = createCache<Awaited<ReturnType<typeof readNotes>>>(MOST_CACHED);
  const activities = createCache<Awaited<ReturnType<typeof readActivity>>>(MOST_CACHED);
  return {
    read: (change) => asking(change, (client) => readPullRequest(client, change, appId)),
    readFiles: (change) => asking(change, (client) => readPatches(client, change)),
    readReplacedHead: (change, base, head) =>
      heads.get(`${change.repositoryId}:${base}:${head}`, () =>
        asking(change, (client) => readReplacedHead(client, change, base, head)),
      ),
    readNotes: (change, notesRef, shas) =>
      notes.get(`${change.repositoryId}:${notesRef}:${shas.join()}`, () =>
        asking(change, (client) => readNotes(client, change, notesRef, shas)),
      ),
    readTeams: (change, names) => asking(change, (client) => readTeams(client, names)),
    readIssue: (change, issue) => asking(change, (client) => readIssue(client, change, issue)),
    readActivity: (change, repository, branch, head) =>
      activities.get(`${repository}:${branch}:${head}`, () =>
        asking(change, (client) => readActivity(client, repository, branch)),
      ),
    readAccess: (change, account) => asking(change, (client) => readAccess(client, change, account)),
    react: (change, url, content) => asking(change, (client) => react(client, change, url, content)),
    readContents: (change, commits, paths) => asking(change, (client) => readContents(client, change, commits, paths)),
    compare: (place, base, head) => asking(place, (client) => readComparison(client, place, base, head)),
    readPush: (job, shas) => asking(job, (client) => readPushSurroundings(client, job, shas, appId)),
    readCommitComments: (place, sha) => asking(place, (client) => readCommitComments(client, place, sha)),
    readMergeGroup: (job) => asking(job, (client) => readMergeGroup(client, job, appId)),
    readDeployment: (job, environments) => asking(job, (client) => readDeployment(client, job, environments)),
    readOlderDeployments: (place, environments, after) =>
      asking(place, (client) => readOlderDeployments(client, place, environments, after)),
    readTies: (place, shas) => asking(place, (client) => readTies(client, place, shas)),
    readRequestCommits: (place, number) => asking(place, (client) => readRequestCommits(client, place, number)),
    readInstalledAt: async ({ installationId }) => readInstalledAt(await clients.forApp(), installationId),
    readTipAt: (place, branch, time) => asking(place, (client) => readTipAt(client, place, branch, time)),
    readHistory: (place, sha, pages) => asking(place, (client) => readHistory(client, place, sha, pages)),
    readStarters: (place, runId) => asking(place, (client) => readStarters(client, place, runId)),
    answerDeployment: (place, runId, answer) =>
      asking(place, (client) => answerDeployment(client, place, runId, answer)),
    reviseIssue: (place, number, body) => asking(place, (client) => reviseIssue(client, place, number, body)),
    openIssue: (place, text) => asking(place, (client) => openIssue(client, place, text)),
    closeIssue: (place, number, body) => asking(place, (client) => closeIssue(client, place, number, body)),
    findIssue: (place, mark, since) => asking(place, (client) => findIssue(client, place, mark, since, appId)),
    commentOnCommit: (place, sha, body) => asking(place, (client) => commentOnCommit(client, place, sha, body)),
    findReviewers: (change, names) => asking(change, (client) => findReviewers(client, names)),
    createLabel: (change) => asking(change, (client) => createLabel(client, change.owner, change.repo)),
    help: (change, wanted) => asking(change, (client) => help(client, wanted)),
    publish: (change, content) =>
      asking(change, (client) => publishCheck(client, { owner: change.owner, repo: change.repo, ...content })),
  };
}
