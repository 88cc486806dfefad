/** The policy's own agents, found by the same marks as the catalogue's. Their globs are compiled once a policy. */
import { type GlobMatcher, globMatcher } from "../paths.ts";
import { readNoreply } from "../people/address.ts";
import type { CustomAgent, Policy } from "../policy.ts";
import type { Hit } from "./hit.ts";

interface Matchers {
  readonly hit: Hit;
  readonly onlyDetects: boolean;
  readonly logins: ReadonlySet<string>;
  readonly emails: readonly GlobMatcher[];
  readonly trailers: ReadonlySet<string>;
  readonly branches: readonly GlobMatcher[];
}

const compiled = new WeakMap<readonly CustomAgent[], readonly Matchers[]>();

function matchersOf(policy: Policy): readonly Matchers[] {
  const { customAgents } = policy.detection;
  const known = compiled.get(customAgents);
  if (known) return known;
  const matchers = customAgents.map((agent) => ({
    hit: { agent: agent.id, name: agent.name, confidence: "strong" as const },
    onlyDetects: agent.onlyDetects ?? false,
    logins: new Set(agent.logins.map((login) => login.toLowerCase())),
    emails: agent.emails.map((pattern) => globMatcher(pattern.toLowerCase())),
    trailers: new Set(agent.trailers.map((key) => key.toLowerCase())),
    branches: agent.branches.map(globMatcher),
  }));
  compiled.set(customAgents, matchers);
  return matchers;
}

/** @param email lower case */
export function customByAddress(email: string, policy: Policy): Hit | null {
  return ownersOf(email, policy)[0]?.hit ?? null;
}

/** Whether such an address is no person's: an agent that may only be detected by it doesn't say that. */
export function isCustomAgentsAddress(email: string, policy: Policy): boolean {
  return ownersOf(email, policy).some((own) => !own.onlyDetects);
}

function ownersOf(email: string, policy: Policy): readonly Matchers[] {
  const matchers = matchersOf(policy);
  if (matchers.length === 0) return [];
  const login = readNoreply(email)?.login.toLowerCase() ?? "";
  return matchers.filter((own) => own.logins.has(login) || own.emails.some((glob) => glob.matches(email)));
}

/** @param key lower case */
export function customByTrailer(key: string, policy: Policy): Hit | null {
  return matchersOf(policy).find((own) => own.trailers.has(key))?.hit ?? null;
}

export function customByBranch(branch: string, policy: Policy): Hit | null {
  return matchersOf(policy).find((own) => own.branches.some((glob) => glob.matches(branch)))?.hit ?? null;
}
