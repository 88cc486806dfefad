/** Does this identity or branch belong to an agent? The catalogue's entries and the policy's own agents alike. */
import { readNoreply } from "../people/address.ts";
import type { Policy } from "../policy.ts";
import { AGENTS } from "./agents/index.ts";
import type { Agent, AgentAccount } from "./catalogue.ts";
import { customByAddress, customByBranch, isCustomAgentsAddress } from "./custom.ts";
import { type Hit, strong } from "./hit.ts";
import { agentOfName } from "./names.ts";
import { fold, tokens } from "./text.ts";

/** A git identity: what the commit says, and the account GitHub found for its address. */
export interface Identity {
  readonly name: string;
  /** Empty where there is none, as in `Co-authored-by: Claude`. */
  readonly email: string;
  readonly accountId: number | null;
}

interface Owned {
  readonly agent: Agent;
  readonly account: AgentAccount;
}

const OWNED: readonly Owned[] = AGENTS.flatMap((agent) => agent.accounts.map((account) => ({ agent, account })));
const BY_NUMBER: ReadonlyMap<number | null, Owned[]> = Map.groupBy(OWNED, ({ account }) => account.id);
/** A bot's login is a name that no person can have. */
const BY_BOT: ReadonlyMap<string, Owned> = new Map(
  OWNED.filter(({ account }) => account.login.endsWith("[bot]") && account.onlyNamed === undefined).map((owned) => [
    owned.account.login.toLowerCase(),
    owned,
  ]),
);
const BY_ADDRESS = new Map(AGENTS.flatMap((agent) => agent.addresses.map((mark) => [mark.value, agent] as const)));
const BY_DOMAIN = new Map(AGENTS.flatMap((agent) => agent.domains.map((domain) => [domain, agent] as const)));
const FORMS = AGENTS.flatMap((agent) => agent.addressForms.map((mark) => ({ agent, form: mark.value })));

const of = (agent: Agent): Hit => strong({ agent: agent.id, name: agent.name });

/**
 * The agent that an identity belongs to: by the account's number (from GitHub, or in a noreply address), a bot's login,
 * an exact address, or a name that no person bears. Devin, Claude and Jules are people's names, and count only beside an
 * address that is no person's.
 */
export function agentOfIdentity(identity: Identity, policy: Policy): Hit | null {
  const email = bareAddress(identity.email);
  const noreply = readNoreply(email);
  const name = identity.name.trim().toLowerCase();
  const owner = BY_NUMBER.get(identity.accountId ?? noreply?.id ?? -1)?.find(
    ({ account }) => account.onlyNamed === undefined || account.onlyNamed === name,
  );
  if (owner) return { ...of(owner.agent), confidence: "definitive" };
  const bot = BY_BOT.get(noreply?.login ?? "") ?? BY_BOT.get(name);
  if (bot) return of(bot.agent);
  const custom = customByAddress(email, policy);
  if (custom) return custom;
  return byAddress(name, email) ?? byName(identity.name, email, noreply?.login ?? null);
}

/**
 * Whether an address is an agent's own, whatever name stands beside it: then it's no person's. A name can't say that:
 * whoever calls themselves like an agent would be nobody.
 */
export function isAgentsAddress(email: string, policy: Policy): boolean {
  const bare = bareAddress(email);
  const noreply = readNoreply(bare);
  const owned = BY_NUMBER.get(noreply?.id ?? -1)?.some(({ account }) => account.onlyNamed === undefined) ?? false;
  return (
    owned || BY_BOT.has(noreply?.login ?? "") || isCustomAgentsAddress(bare, policy) || ownerOfAddress(bare) !== null
  );
}

function ownerOfAddress(email: string): Agent | null {
  return exactOwner(email) ?? ownerByDomain(email);
}

function exactOwner(email: string): Agent | null {
  return BY_ADDRESS.get(email) ?? FORMS.find(({ form }) => form.test(email))?.agent ?? null;
}

/** Lower case, without what a shell or an editor left in it: quotes, backslashes, brackets. */
function bareAddress(email: string): string {
  return email.replace(/["'\\<>\s]/g, "").toLowerCase();
}

function byAddress(name: string, email: string): Hit | null {
  const exact = exactOwner(email);
  const owner = exact ?? ownerByDomain(email);
  if (!owner) return null;
  const named = agentOfName(name);
  // `Assistant <assistant@openai.com>`: some AI, and the vendor has more than one.
  if (!exact && named?.agent === "unknown") return strong(named);
  // A name that is another product's wins over a shared address: several tools write Anthropic's.
  return named && named.agent !== "unknown" && named.agent !== owner.id && isProduct(named) ? strong(named) : of(owner);
}

function isProduct(named: { readonly agent: string; readonly certain: boolean }): boolean {
  return named.certain && named.agent !== "claude-code";
}

/** Local parts that are a machine's at the vendor of an agent, where people have addresses too. */
const MACHINES = new Set(["noreply", "no-reply", "agent", "agents", "ai-agent", "assistant"]);

function ownerByDomain(email: string): Agent | null {
  const at = email.lastIndexOf("@");
  const owner = BY_DOMAIN.get(email.slice(at + 1));
  if (!owner || at < 1) return null;
  const local = email.slice(0, at);
  if (MACHINES.has(local)) return owner;
  return [...owner.names, ...owner.words].some((own) => {
    const spelled = own.replace(/[^a-z0-9]/g, "");
    return local.startsWith(spelled) && /^([-_+\d]|$)/.test(local.slice(spelled.length));
  })
    ? owner
    : null;
}

function byName(name: string, email: string, login: string | null): Hit | null {
  const whole = agentOfName(name);
  if (!whole) return null;
  return whole.certain || isNobodysAddress(email, login, name, whole.agent) ? strong(whole) : null;
}

const PLACEHOLDER = /@(.*\.)?(example\.(com|org|net)|localhost|localdomain|local|invalid|test|internal)$/;

/** No address, a placeholder's, a machine's, or the vendor's: what stands beside a name when no person is meant. */
function isNobodysAddress(email: string, login: string | null, name: string, agent: string): boolean {
  if (email === "" || !email.includes(".") || PLACEHOLDER.test(email)) return true;
  const word = tokens(name)[0]?.word ?? "";
  if (login !== null) return fold(login) === word;
  const local = email.slice(0, email.lastIndexOf("@"));
  const domain = email.slice(email.lastIndexOf("@") + 1);
  const machine = local.startsWith(word) && MACHINE_TAIL.test(local.slice(word.length));
  return machine || MACHINES.has(local) || BY_DOMAIN.get(domain)?.id === agent;
}

/** `cursor-agent@`, `gemini-code@`. */
const MACHINE_TAIL = /^[-_.]?(agent|bot|ai|cli|code|coder|assistant)$/;

const BRANCHES = AGENTS.flatMap((agent) => agent.branches.map((form) => ({ agent, form })));

/** The agent that names branches so: `strong` for a machine's exact form, `weak` for a prefix. */
export function agentOfBranch(branch: string, policy: Policy): Hit | null {
  const matching = BRANCHES.filter(({ form }) => form.value.test(branch));
  const best = matching.find(({ form }) => form.confidence === "strong");
  const custom = best ? null : customByBranch(branch, policy);
  if (custom) return custom;
  const found = best ?? matching[0];
  return found ? { ...of(found.agent), confidence: found.form.confidence } : null;
}
