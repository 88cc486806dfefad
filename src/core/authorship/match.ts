/** Does this identity, line or branch belong to an agent? The catalogue's entries and the policy's own agents alike. */
import { globMatcher } from "../paths.ts";
import { readNoreply } from "../people/address.ts";
import type { Confidence, CustomAgent, Policy } from "../policy.ts";
import { AGENTS } from "./agents.ts";
import type { Agent } from "./catalogue.ts";
import { type Trailer, toNamed } from "./trailers.ts";

/** An agent that a mark points to. */
export interface Hit {
  readonly agent: string;
  readonly name: string;
  readonly confidence: Confidence;
}

/** A git identity: what the commit says, and the account GitHub found for its address. */
export interface Identity {
  readonly name: string;
  readonly email: string;
  readonly accountId: number | null;
}

const hit = (agent: Agent, confidence: Confidence): Hit => ({ agent: agent.id, name: agent.name, confidence });

/**
 * The agent that an identity belongs to: by the account's number (from GitHub, or in a noreply address), by an exact
 * address, or by a suffix of the name. Never by a name alone: Devin, Claude and Jules are people's names.
 *
 * @param credit whether it stands in a co-author line, where accounts that only review are credited for their suggestions
 */
export function agentOfIdentity(identity: Identity, credit: boolean, policy: Policy): Hit | null {
  const email = identity.email.trim().toLowerCase();
  const id = identity.accountId ?? readNoreply(email)?.id ?? null;
  for (const agent of AGENTS) {
    const account = agent.accounts.some(
      (mark) =>
        mark.id === id &&
        (credit || !mark.creditOnly) &&
        (mark.onlyNamed === undefined || mark.onlyNamed === identity.name.trim().toLowerCase()),
    );
    if (account) return hit(agent, "definitive");
  }
  for (const agent of AGENTS) {
    if (agent.addresses.some((mark) => mark.value === email)) return hit(productOf(identity.name, agent), "strong");
  }
  const suffix = /\(([^()]{1,40})\)\s*$/.exec(identity.name)?.[1]?.toLowerCase();
  const suffixed = AGENTS.find((agent) => agent.nameSuffixes.some((mark) => mark.value === suffix));
  if (suffixed) return hit(suffixed, "strong");
  return customHit(policy, (agent) => customIdentity(agent, email));
}

/** A name that is another product's wins over a shared address: several tools write Anthropic's. */
function productOf(name: string, byAddress: Agent): Agent {
  return AGENTS.find((agent) => agent !== byAddress && namesAgent(name, agent)) ?? byAddress;
}

function customIdentity(agent: CustomAgent, email: string): boolean {
  const login = readNoreply(email)?.login.toLowerCase();
  return (
    agent.logins.some((own) => own.toLowerCase() === login) ||
    agent.emails.some((pattern) => globMatcher(pattern.toLowerCase()).matches(email))
  );
}

function customHit(policy: Policy, matches: (agent: CustomAgent) => boolean): Hit | null {
  const found = policy.detection.customAgents.find(matches);
  return found ? { agent: found.id, name: found.name, confidence: "strong" } : null;
}

/** Whether a value begins with one of the agent's names, as a whole word: `Kiro`, `Kiro:model`, `Kiro (1.2)`. */
function namesAgent(value: string, agent: Agent): boolean {
  const text = value.trim().toLowerCase();
  return agent.names.some((name) => text.startsWith(name) && !/[\p{L}\p{N}-]/u.test(text.charAt(name.length)));
}

/** Keys by which people and tools say that an agent helped; the value has to name one. */
const CONVENTIONS = new Set([
  "assisted-by",
  "generated-by",
  "ai-assisted",
  "ai-assisted-by",
  "ai-assistant",
  "ai-generated-by",
  "coding-agent",
  "co-developed-by",
  "made-with",
]);

/** Keys whose plain `yes` says that some agent helped. */
const STATEMENTS = new Set(["ai-assisted", "ai-generated"]);

/**
 * The agent that a trailer names. `Reviewed-by` and its like say who read, not who wrote, and name nobody here.
 * `Co-authored-by` is judged by its identity.
 */
export function agentOfTrailer(trailer: Trailer, policy: Policy): Hit | null {
  for (const agent of AGENTS) {
    const own = agent.trailers.find((mark) => mark.value === trailer.key && (mark.is?.test(trailer.value) ?? true));
    if (own) return hit(agent, "strong");
  }
  const custom = customHit(policy, (agent) => agent.trailers.some((key) => key.toLowerCase() === trailer.key));
  if (custom) return custom;
  if (trailer.key === "co-authored-by") return agentOfCoAuthor(trailer.value, policy);
  if (!CONVENTIONS.has(trailer.key) && !STATEMENTS.has(trailer.key)) return null;
  const named = AGENTS.find((agent) => namesAgent(trailer.value, agent));
  if (named) return hit(named, "strong");
  if (STATEMENTS.has(trailer.key) && /^(yes|true)$/i.test(trailer.value)) {
    return { agent: "unknown", name: "an AI assistant", confidence: "strong" };
  }
  const identity = toNamed(trailer.value);
  return identity ? agentOfIdentity({ ...identity, accountId: null }, true, policy) : null;
}

function agentOfCoAuthor(value: string, policy: Policy): Hit | null {
  const identity = toNamed(value);
  if (identity) return agentOfIdentity({ ...identity, accountId: null }, true, policy);
  // Without an address a product's full name is left; a person's first name never stands in the catalogue.
  const named = AGENTS.find((agent) => agent.names.includes(value.trim().toLowerCase()));
  return named ? hit(named, "strong") : null;
}

/** The agent whose known footer a line is. */
export function agentOfFooter(line: string): Hit | null {
  const found = AGENTS.find((agent) => agent.footers.some((mark) => mark.value.test(line)));
  return found ? hit(found, "strong") : null;
}

/** The agent whose tool begins subjects so. */
export function agentOfSubject(subject: string): Hit | null {
  const found = AGENTS.find((agent) => agent.subjects.some((mark) => subject.startsWith(mark.value)));
  return found ? hit(found, "strong") : null;
}

/** The agent that names branches so: `strong` for a machine's exact form, `weak` for a prefix. */
export function agentOfBranch(branch: string, policy: Policy): Hit | null {
  const forms = AGENTS.flatMap((agent) => agent.branches.map((form) => ({ agent, form })));
  const matching = forms.filter(({ form }) => form.value.test(branch));
  const best = matching.find(({ form }) => form.confidence === "strong") ?? matching[0];
  if (best) return hit(best.agent, best.form.confidence);
  return customHit(policy, (agent) => agent.branches.some((pattern) => globMatcher(pattern).matches(branch)));
}
