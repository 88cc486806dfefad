/** What a commit, and a request, say about agents: evidence, item by item. */
import type { AgentEvidence, SignalKind, Where } from "../evidence.ts";
import type { Commit, GitIdentity, PullRequestFacts } from "../facts.ts";
import { agentOfAccount } from "../people/identity.ts";
import type { Policy } from "../policy.ts";
import { agentOfTrailer } from "./conventions.ts";
import { agentOfFooter, agentOfSubject } from "./footers.ts";
import type { Hit } from "./hit.ts";
import { agentOfBranch, agentOfIdentity, type Identity } from "./match.ts";
import { readBody, readMessage } from "./trailers.ts";

/** How much of a value is shown. */
const LONGEST_VALUE = 120;

function evidence(hit: Hit, signal: SignalKind, value: string, where: Where, authenticated = false): AgentEvidence {
  return { type: "agent", ...hit, signal, value: value.slice(0, LONGEST_VALUE), where, authenticated };
}

function toIdentity(git: GitIdentity): Identity {
  return { name: git.name, email: git.email, accountId: git.account?.id ?? null };
}

/**
 * An agent's signals in a commit: its author and committer, its trailers, its known footer, its subject's prefix.
 * An identity counts as authenticated only in a commit that GitHub itself made and signed: an address is text.
 */
export function commitSignals(commit: Commit, policy: Policy): AgentEvidence[] {
  const where: Where = { kind: "commit", sha: commit.sha };
  const message = readMessage(commit.message);
  const found: AgentEvidence[] = [];
  for (const [signal, git] of [["author", commit.author] as const, ["committer", commit.committer] as const]) {
    const hit = agentOfIdentity(toIdentity(git), policy);
    if (!hit) continue;
    const confidence = hit.confidence === "definitive" && !commit.signedByGitHub ? "strong" : hit.confidence;
    // GitHub vouches for an account, never for a name.
    const authenticated = confidence === "definitive";
    found.push(evidence({ ...hit, confidence }, signal, `${git.name} <${git.email}>`, where, authenticated));
  }
  for (const trailer of message.trailers) {
    const hit = agentOfTrailer(trailer, policy);
    if (!hit) continue;
    const signal = trailer.key.includes("auth") ? "co-author" : "trailer";
    found.push(evidence({ ...hit, confidence: "strong" }, signal, trailer.line, where));
  }
  for (const line of message.lines) {
    const hit = agentOfFooter(line);
    if (hit) found.push(evidence(hit, "footer", line, where));
  }
  const bySubject = agentOfSubject(message.subject);
  if (bySubject) found.push(evidence(bySubject, "footer", message.subject, where));
  return found;
}

/** `AI-assisted: yes` or `no`, as a line of its own in the request's body. */
const DECLARATION = /^\**AI[- ]assisted\**\s*:\**\s*(yes|no)\b/i;

/** What the author declared; the stricter of several. */
export function declarationOf(body: string): "yes" | "no" | null {
  const said = readBody(withoutComments(body)).map((line) => DECLARATION.exec(line)?.[1]?.toLowerCase());
  if (said.includes("yes")) return "yes";
  return said.includes("no") ? "no" : null;
}

/** A template's hidden hints declare nothing. */
function withoutComments(body: string): string {
  const [first = "", ...parts] = body.split("<!--");
  return first + parts.map((part) => (part.includes("-->") ? part.slice(part.indexOf("-->") + 3) : part)).join("");
}

/** An agent's marks in the text of a request: known footers, and its declaration. */
export function bodySignals(body: string): AgentEvidence[] {
  const where: Where = { kind: "request", part: "body" };
  const found: AgentEvidence[] = [];
  for (const line of readBody(body)) {
    const hit = agentOfFooter(line);
    if (hit) found.push(evidence(hit, "footer", line, where));
  }
  if (declarationOf(body) === "yes") {
    const hit: Hit = { agent: "unknown", name: "an AI assistant", confidence: "strong" };
    found.push(evidence(hit, "declaration", "AI-assisted: yes", where));
  }
  return found;
}

/** An agent's signals on the request itself: who opened it, its body's footer, its branch, its declaration. */
export function requestSignals(
  facts: Pick<PullRequestFacts, "author" | "body" | "head">,
  policy: Policy,
): AgentEvidence[] {
  const found: AgentEvidence[] = [];
  const opener = facts.author ? agentOfAccount(facts.author, policy) : null;
  if (facts.author && opener) {
    const hit: Hit = { agent: opener.id, name: opener.name, confidence: "definitive" };
    found.push(evidence(hit, "request-author", facts.author.login, { kind: "request", part: "author" }, true));
  }
  found.push(...bodySignals(facts.body));
  const branch = agentOfBranch(facts.head.ref, policy);
  if (branch) found.push(evidence(branch, "branch", facts.head.ref, { kind: "request", part: "branch" }));
  return found;
}
