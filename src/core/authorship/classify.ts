/** One commit by itself, as git shows it: did an agent write it, which one, and what says so? */
import type { AgentEvidence, SignalKind } from "../evidence.ts";
import type { Account, GitIdentity } from "../facts.ts";
import { agentOfAccount } from "../people/identity.ts";
import { type Confidence, DEFAULT_POLICY } from "../policy.ts";
import { authorshipOf } from "./authorship.ts";
import { commitSignals } from "./signals.ts";

/** What git says of a commit, and the logins if GitHub was asked for them. */
export interface PlainCommit {
  readonly author_name: string;
  readonly author_email: string;
  readonly committer_name: string;
  readonly committer_email: string;
  readonly message: string;
  readonly author_login?: string | null | undefined;
  readonly committer_login?: string | null | undefined;
}

export interface Classification {
  readonly ai: boolean;
  /** The catalogue's id, `unknown` where AI is certain and its product is not, null where no agent wrote. */
  readonly agent: string | null;
  /** The surest signal's, null where there's none. */
  readonly confidence: Confidence | null;
  readonly signals: readonly {
    readonly kind: SignalKind;
    readonly agent: string;
    readonly confidence: Confidence;
    readonly value: string;
    readonly why: string;
  }[];
}

/** Classifies a commit by the built-in policy. A login counts as GitHub's word, all the rest as text. */
export function classifyCommit(commit: PlainCommit): Classification {
  const author: GitIdentity = { name: commit.author_name, email: commit.author_email, account: null };
  const committer: GitIdentity = { name: commit.committer_name, email: commit.committer_email, account: null };
  const evidence: AgentEvidence[] = [
    ...byLogin("author", commit.author_login),
    ...byLogin("committer", commit.committer_login),
    ...commitSignals(
      {
        sha: "",
        tree: "",
        parents: [],
        empty: false,
        message: commit.message,
        author,
        committer,
        authors: [],
        signedByGitHub: false,
      },
      DEFAULT_POLICY,
    ),
  ];
  const { ai, agents, signals, weaker } = authorshipOf(evidence, DEFAULT_POLICY);
  const found = [...signals, ...weaker];
  return {
    ai,
    agent: agents[0]?.id ?? null,
    confidence: ORDER.find((confidence) => found.some((signal) => signal.confidence === confidence)) ?? null,
    signals: found.map((signal) => ({
      kind: signal.signal,
      agent: signal.agent,
      confidence: signal.confidence,
      value: signal.value,
      why: reason(signal),
    })),
  };
}

const ORDER: readonly Confidence[] = ["definitive", "strong", "weak"];

function byLogin(as: "author" | "committer", login: string | null | undefined): AgentEvidence[] {
  if (!login) return [];
  const account: Account = { id: null, login, kind: login.endsWith("[bot]") ? "Bot" : "User" };
  const agent = agentOfAccount(account, DEFAULT_POLICY);
  if (!agent) return [];
  return [
    {
      type: "agent",
      agent: agent.id,
      name: agent.name,
      signal: "account",
      value: `${as} ${login}`,
      confidence: "definitive",
      where: { kind: "commit", sha: "" },
      authenticated: true,
    },
  ];
}

function reason({ signal, name }: AgentEvidence): string {
  switch (signal) {
    case "account":
      return `GitHub names an account of ${name}`;
    case "author":
      return `the author is an identity of ${name}`;
    case "committer":
      return `the committer is an identity of ${name}`;
    case "co-author":
      return `a co-author line credits ${name}`;
    case "trailer":
      return `a trailer names ${name}`;
    case "footer":
      return `a line that ${name} leaves in messages`;
    default:
      return `a sign of ${name}`;
  }
}
