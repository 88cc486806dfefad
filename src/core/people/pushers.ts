/** Who pushed each commit, and when: the order of things by GitHub's clock, never by git dates. */
import type { PersonEvidence } from "../evidence.ts";
import type { Account, Commit, PullRequestFacts } from "../facts.ts";
import type { Push } from "../memory.ts";
import type { Policy } from "../policy.ts";
import { humanness, personOf } from "./identity.ts";

/** The pushes that brought each commit, oldest first; a commit whose push is unknown isn't in it. */
export type Arrivals = ReadonlyMap<string, readonly Push[]>;

type Facts = Pick<PullRequestFacts, "commits" | "replaced">;

/**
 * Works out which push brought which of the request's commits: those that its new head reaches and the old one doesn't.
 *
 * @param pushes to the head branch, oldest first
 * @param knownCommits that the request had at some time: of those that are gone, only the head that was pushed is told
 */
export function arrivalsOf(
  { commits, replaced }: Facts,
  pushes: readonly Push[],
  knownCommits: ReadonlySet<string>,
): Arrivals {
  const known = new Map([...commits, ...replaced].map((commit) => [commit.sha, commit]));
  const arrivals = new Map<string, Push[]>();
  const arrived = (sha: string, push: Push) => {
    const list = arrivals.get(sha);
    if (list) list.push(push);
    else arrivals.set(sha, [push]);
  };
  for (const push of pushes) {
    if (!known.has(push.after)) {
      if (knownCommits.has(push.after)) arrived(push.after, push);
      continue;
    }
    const before = push.before === null ? new Set<string>() : reachable(push.before, known);
    for (const sha of reachable(push.after, known)) {
      if (!before.has(sha)) arrived(sha, push);
    }
  }
  return arrivals;
}

function reachable(from: string, known: ReadonlyMap<string, Commit>): Set<string> {
  const seen = new Set<string>();
  const next = [from];
  for (let sha = next.pop(); sha !== undefined; sha = next.pop()) {
    const commit = known.get(sha);
    if (!commit || seen.has(sha)) continue;
    seen.add(sha);
    next.push(...commit.parents);
  }
  return seen;
}

/**
 * Whether some listed commit, or a head that was replaced, came by a push that nobody saw: then GitHub's activity list is
 * worth a request.
 */
export function hasUnknownPush(
  { commits, timeline }: Pick<PullRequestFacts, "commits" | "timeline">,
  arrivals: Arrivals,
): boolean {
  const heads = timeline.flatMap((item) => (item.kind === "head-force-pushed" && item.before ? [item.before] : []));
  return [...commits, ...heads].some((commit) => !arrivals.has(commit.sha));
}

/**
 * Pushes that brought a commit to another branch before it came to the request's: the first of each commit. Who makes a branch
 * of what is on the request already brings nothing.
 */
function broughtElsewhere(arrivals: Arrivals, elsewhere: readonly Push[]): Push[] {
  const first = new Map<string, Push>();
  for (const push of elsewhere) if (!first.has(push.after)) first.set(push.after, push);
  return [...first.values()].filter((push) => {
    const [own] = arrivals.get(push.after) ?? [];
    // Nobody can tell the order of what happened in one second.
    return own === undefined || !(Date.parse(own.at) < Date.parse(push.at));
  });
}

/**
 * Everybody who pushed a commit of the request, once a push. GitHub authenticated them.
 *
 * @param elsewhere pushes of its commits to other branches, oldest first
 */
export function pusherEvidence(arrivals: Arrivals, elsewhere: readonly Push[], policy: Policy): PersonEvidence[] {
  const pushes = new Set([...[...arrivals.values()].flat(), ...broughtElsewhere(arrivals, elsewhere)]);
  return [...pushes].flatMap((push): PersonEvidence[] => {
    const { actor } = push;
    if (!actor || !isPerson(actor, policy)) return [];
    const where = { kind: "commit", sha: push.after } as const;
    return [
      {
        type: "person",
        person: personOf(actor),
        as: "contributor",
        role: "pushed",
        agent: null,
        where,
        authenticated: true,
      },
    ];
  });
}

function isPerson(account: Account, policy: Policy): boolean {
  const kind = humanness(account, policy);
  return kind === "human" || kind === "machine-user";
}
