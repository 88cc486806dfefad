/** Helps people around a request: puts the label on and asks for reviews, both by one mutation. */
import { LABEL } from "../core/around/courtesies.ts";
import type { Account } from "../core/facts.ts";
import { asGitHubError, GitHubError } from "./errors.ts";
import { toAccount } from "./facts/convert.ts";
import { type GraphqlError, graphql, type Octokit } from "./graphql.ts";

/** People and teams by name, for their node ids. */
export interface ReviewerNames {
  readonly logins: readonly string[];
  /** `organisation/team` */
  readonly teams: readonly string[];
}

/** What was found, by the name that was asked for. Whoever isn't there, or mayn't be seen, is missing. */
export interface FoundReviewers {
  readonly people: ReadonlyMap<string, { readonly account: Account; readonly nodeId: string }>;
  readonly teams: ReadonlyMap<string, string>;
}

interface UserAnswer {
  readonly __typename: string;
  readonly id: string;
  readonly login: string;
  readonly databaseId: number | null;
}

type LookupAnswer = Readonly<
  Record<string, UserAnswer | { readonly team?: { readonly id: string } | null } | null | undefined>
>;

/** Node ids of several people and teams. Variables: `u0`, `u1`…, `o0`, `t0`, `o1`, `t1`… */
export function reviewersQuery(people: number, teams: number): string {
  const users = Array.from({ length: people }, (_, index) => index);
  const groups = Array.from({ length: teams }, (_, index) => index);
  const variables = [
    ...users.map((index) => `$u${index}: String!`),
    ...groups.map((index) => `$o${index}: String!, $t${index}: String!`),
  ];
  const fields = [
    ...users.map((index) => `u${index}: user(login: $u${index}) { __typename id login databaseId }`),
    ...groups.map((index) => `t${index}: organization(login: $o${index}) { team(slug: $t${index}) { id } }`),
  ];
  return `query reviewers(${variables.join(", ")}) { ${fields.join(" ")} }`;
}

/**
 * Looks up whom to ask: one request.
 *
 * @throws GitHubError only where there was no answer at all: whoever can't be shown isn't asked
 */
export async function findReviewers(octokit: Octokit, { logins, teams }: ReviewerNames): Promise<FoundReviewers> {
  const variables = Object.fromEntries([
    ...logins.map((login, index) => [`u${index}`, login]),
    ...teams.flatMap((name, index) => {
      const [organization = "", team = ""] = name.split("/");
      return [
        [`o${index}`, organization],
        [`t${index}`, team],
      ];
    }),
  ]);
  const operation = `looking up the reviewers ${[...logins, ...teams].join(", ")}`;
  const { data } = await graphql<LookupAnswer>(
    octokit,
    operation,
    reviewersQuery(logins.length, teams.length),
    variables,
  );
  const people = new Map<string, { readonly account: Account; readonly nodeId: string }>();
  for (const [index, login] of logins.entries()) {
    const user = data?.[`u${index}`];
    const account = user && "login" in user ? toAccount(user) : null;
    if (user && "login" in user && account) people.set(login, { account, nodeId: user.id });
  }
  const found = new Map<string, string>();
  for (const [index, name] of teams.entries()) {
    const organization = data?.[`t${index}`];
    if (organization && "team" in organization && organization.team) found.set(name, organization.team.id);
  }
  return { people, teams: found };
}

/**
 * Makes the repository's label. By REST, which every version of GitHub has and which takes either permission, `issues` or
 * `pull_requests`: https://docs.github.com/rest/issues/labels#create-a-label
 *
 * @returns its node id
 * @throws GitHubError
 */
export async function createLabel(octokit: Octokit, owner: string, repo: string): Promise<string> {
  const operation = `making the label ${LABEL} in ${owner}/${repo}`;
  try {
    const { data } = await octokit.request("POST /repos/{owner}/{repo}/labels", {
      owner,
      repo,
      name: LABEL,
      color: "5319e7",
      description: "An AI assistant wrote at least part of it. For people to read: it decides nothing.",
    });
    return data.node_id;
  } catch (error) {
    throw asGitHubError(error, operation);
  }
}

export interface Help {
  /** The request's node id. */
  readonly request: string;
  readonly users: readonly string[];
  readonly teams: readonly string[];
  /** The label's node id; null puts none on. */
  readonly label: string | null;
}

/** What became of one part: `refused` where the App may not do it, `failed` where GitHub wouldn't for another reason. */
export type Helped = "done" | "refused" | "failed";

/**
 * `union` leaves those who are asked already. `requestReviewsByLogin`, which github.com has too, would spare the lookup; the
 * published schema and GitHub Enterprise Server don't have it.
 * https://docs.github.com/graphql/reference/mutations#requestreviews
 */
export function helpMutation(parts: { readonly ask: boolean; readonly label: boolean }): string {
  const variables = [
    "$request: ID!",
    ...(parts.ask ? ["$users: [ID!], $teams: [ID!]"] : []),
    ...(parts.label ? ["$label: ID!"] : []),
  ];
  const ask =
    "ask: requestReviews(input: { pullRequestId: $request, userIds: $users, teamIds: $teams, union: true }) { clientMutationId }";
  const label =
    "label: addLabelsToLabelable(input: { labelableId: $request, labelIds: [$label] }) { clientMutationId }";
  return `mutation help(${variables.join(", ")}) { ${parts.ask ? ask : ""} ${parts.label ? label : ""} }`;
}

/**
 * Asks and labels, in one request.
 *
 * @returns what became of each, and what GitHub said of what it didn't do
 * @throws GitHubError where there was no answer: then nothing is known
 */
export async function help(
  octokit: Octokit,
  { request, users, teams, label }: Help,
): Promise<{ readonly ask: Helped; readonly label: Helped; readonly said: readonly string[] }> {
  const parts = { ask: users.length + teams.length > 0, label: label !== null };
  const variables = { request, ...(parts.ask && { users, teams }), ...(parts.label && { label }) };
  const operation = "asking for a review";
  const { data, errors } = await graphql<Readonly<Record<"ask" | "label", object | null>>>(
    octokit,
    operation,
    helpMutation(parts),
    variables,
  );
  if (data === null && errors.length === 0) throw new GitHubError(`${operation}: GitHub answered without data`);
  const outcome = (part: "ask" | "label"): Helped => {
    const own = errors.filter(({ path }) => path === undefined || path[0] === part);
    if (own.some(isRefusal)) return "refused";
    return own.length > 0 || !data?.[part] ? "failed" : "done";
  };
  return { ask: outcome("ask"), label: outcome("label"), said: errors.map(({ message }) => message) };
}

/** The permission wasn't granted, or isn't granted yet. */
function isRefusal({ type, message }: GraphqlError): boolean {
  return type === "FORBIDDEN" || /not accessible by integration/i.test(message);
}
