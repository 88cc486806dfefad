/** What the catalogue says of an agent. Data only: adding an agent is one entry and one test. */
import type { Confidence } from "../policy.ts";

/** A fact with where it was seen or documented. */
export interface Mark<Value> {
  readonly value: Value;
  readonly source: string;
}

/** An account that writes code for the agent. */
export interface AgentAccount {
  /** GitHub's number; null where only the login is known. */
  readonly id: number | null;
  /** As REST spells it: a bot's ends in `[bot]`. */
  readonly login: string;
  readonly source: string;
  /**
   * Set where the number alone says nothing, because another product uses it too: only with this name beside it is it
   * the agent.
   */
  readonly onlyNamed?: string;
}

/** Words that begin a comment and set an agent to work. */
interface Command extends Mark<string> {
  /** What may follow and asks for reading only (`/q review`): that sets nobody to work on code. */
  readonly readsOnly?: readonly string[];
}

export interface Agent {
  /** Kebab-case, the product's name. */
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly homepage: string;
  /** Authenticated by GitHub where GitHub names them: definitive. */
  readonly accounts: readonly AgentAccount[];
  /** Exact addresses, lower case, that only the agent's tool writes. Strong. */
  readonly addresses: readonly Mark<string>[];
  /** Forms of such addresses. Anchored, and linear in the address's length. Strong. */
  readonly addressForms: readonly Mark<RegExp>[];
  /** The vendor's domains. There, and only there, a `words` name or a `noreply@` is the agent's; a person's isn't. */
  readonly domains: readonly string[];
  /** Names that no person bears: they count as a git name, as a co-author without address, as a trailer's value. Strong. */
  readonly names: readonly string[];
  /**
   * Names that are ordinary words (Amp, Cursor): as a git name they count only beside no address, a placeholder's or the
   * vendor's, or with a word such as `Agent`.
   */
  readonly words: readonly string[];
  /** Names that people have (Devin, Jules): as a git name they count only with a word such as `AI` or `Agent`. */
  readonly firstNames: readonly string[];
  /** Trailer keys, lower case, that only the agent writes; `is` narrows the value. Strong. */
  readonly trailers: readonly (Mark<string> & { readonly is?: RegExp })[];
  /**
   * Whole lines of a message or a request's body, beyond `Generated with NAME`, which every name above has. Anchored,
   * and linear in the line's length. Strong.
   */
  readonly footers: readonly Mark<RegExp>[];
  /** Prefixes of a commit's subject. Weak: a project's own component may be called like the tool. */
  readonly subjects: readonly Mark<string>[];
  /** Head branches: `strong` for the exact form that a machine makes, `weak` for a mere prefix. */
  readonly branches: readonly (Mark<RegExp> & { readonly confidence: Confidence })[];
  /** What begins a line that sets it to work: `@copilot`, `/kiro`. Lower case. */
  readonly commands: readonly Command[];
  /** Labels, lower case, that set it to work. */
  readonly labels: readonly Mark<string>[];
  /** Where the names, which carry no source of their own, were met. */
  readonly seen: readonly string[];
  /** Where its prompter is found, best first. */
  readonly prompter: readonly string[];
  /** What no mark of it shows. */
  readonly cannotShow: readonly string[];
  /** It leaves no mark unless it's told to. */
  readonly silentByDefault: boolean;
  /** What in its own settings makes it leave a mark, or keep leaving one; null where only instructions help. */
  readonly setting: string | null;
  /** A line as it stands in a commit or a request; null for one that leaves none of its own. */
  readonly example: string | null;
}

/** The source of what public lists of agents report, and nobody here has read in a commit or in the vendor's own words. */
export const REPORTED = "reported by public lists of agents' marks (2026)";

/** What an entry has to say; all the rest is empty. */
type Entry = Pick<Agent, "id" | "name" | "vendor" | "homepage"> & Partial<Agent>;

/** The prompter of a tool that runs on the engineer's machine, under their own git identity. */
export const LOCAL = "The commit's author: the tool runs under the engineer's own git identity.";
/** The prompter of a suggestion that a person took over. */
export const SUGGESTION = "The commit's author: the person who committed the suggestion.";

/** Completes an entry. */
export function agent(entry: Entry): Agent {
  return {
    accounts: [],
    addresses: [],
    addressForms: [],
    domains: [],
    names: [],
    words: [],
    firstNames: [],
    trailers: [],
    footers: [],
    subjects: [],
    branches: [],
    commands: [],
    labels: [],
    seen: [],
    prompter: [LOCAL],
    cannotShow: [],
    silentByDefault: false,
    setting: null,
    example: null,
    ...entry,
  };
}

/** A public commit as a source: `commit("dyad-sh/dyad", "35da2a405")`. */
export function commit(repository: string, sha: string): string {
  return `https://github.com/${repository}/commit/${sha}`;
}
