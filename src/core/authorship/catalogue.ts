/** What the catalogue says of an agent. Data only: adding an agent is one entry and one test. */
import type { Confidence } from "../policy.ts";

/** A fact with where it was seen or documented. */
export interface Mark<Value> {
  readonly value: Value;
  readonly source: string;
}

/** An account that writes code for the agent. */
export interface AgentAccount {
  readonly id: number;
  /** As REST spells it: a bot's ends in `[bot]`. */
  readonly login: string;
  readonly source: string;
  /**
   * Set where the number alone says nothing, because another product uses it too: only with this name beside it is it
   * the agent.
   */
  readonly onlyNamed?: string;
  /** Set where the account reviews and is credited for suggestions: as a commit's co-author it is the agent's, else not. */
  readonly creditOnly?: true;
}

export interface Agent {
  /** Kebab-case, the product's name. */
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly homepage: string;
  readonly accounts: readonly AgentAccount[];
  /** Exact addresses, lower case, that only the agent's tool writes. */
  readonly addresses: readonly Mark<string>[];
  /** What a trailer's value may call it, lower case. Never looked for in prose. */
  readonly names: readonly string[];
  /** Suffixes of a person's git name: `Jo Doe (aider)`. */
  readonly nameSuffixes: readonly Mark<string>[];
  /** Trailer keys, lower case, that only the agent writes; `is` narrows the value. */
  readonly trailers: readonly (Mark<string> & { readonly is?: RegExp })[];
  /** Whole lines of a commit message or a request's body. Anchored, and linear in the line's length. */
  readonly footers: readonly Mark<RegExp>[];
  /** Prefixes of a commit's subject. */
  readonly subjects: readonly Mark<string>[];
  /** Head branches: `strong` for the exact form that a machine makes, `weak` for a mere prefix. */
  readonly branches: readonly (Mark<RegExp> & { readonly confidence: Confidence })[];
  /** What begins a line that sets it to work: `@copilot`, `/kiro`. */
  readonly commands: readonly Mark<string>[];
  /** Labels, lower case, that set it to work. */
  readonly labels: readonly Mark<string>[];
}
