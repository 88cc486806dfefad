/** Accounts and git identities for tests: a login always has the same number. */
import type { Account, AccountKind, GitIdentity } from "../facts.ts";

/** An account whose number follows from its login, whatever its case. */
export function account(login: string, kind: AccountKind = login.endsWith("[bot]") ? "Bot" : "User"): Account {
  return { id: numberOf(login), login, kind };
}

function numberOf(login: string): number {
  let number = 1_000_000_000;
  for (const character of login.toLowerCase()) number = (number * 31 + (character.codePointAt(0) ?? 0)) % 2_000_000_011;
  // Above every account of the catalogue.
  return number + 1_000_000_000;
}

/** A person's git identity, whose address GitHub knows as theirs. */
export function gitOf(login: string): GitIdentity {
  return { name: login, email: `${login.toLowerCase()}@acme.example`, account: account(login) };
}

/** A git identity whose address belongs to no account. */
export function stranger(email: string, name = "Somebody"): GitIdentity {
  return { name, email, account: null };
}

/** GitHub itself, as it commits what was done in the browser. */
export const WEB_FLOW: GitIdentity = {
  name: "GitHub",
  email: "noreply@github.com",
  account: { id: 19864447, login: "web-flow", kind: "User" },
};

export const COPILOT: Account = { id: 198982749, login: "copilot-swe-agent[bot]", kind: "Bot" };
export const KIRO: Account = { id: 244629292, login: "kiro-agent", kind: "User" };
export const DEVIN: Account = { id: 158243242, login: "devin-ai-integration[bot]", kind: "Bot" };

/** Copilot as the author of its commits: an App is no account to git. */
export const COPILOT_GIT: GitIdentity = {
  name: "copilot-swe-agent[bot]",
  email: "198982749+Copilot@users.noreply.github.com",
  account: null,
};

/** The trailer by which the catalogue knows a commit of Claude Code. */
export const CLAUDE_TRAILER = "Co-authored-by: Claude <noreply@anthropic.com>";
