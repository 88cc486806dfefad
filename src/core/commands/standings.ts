/** What becomes of each command: it counts, it doesn't and here is why, or GitHub has still to be asked about its author. */
import type { Authorship, Principals } from "../decision.ts";
import type { Account, PullRequestFacts, Team } from "../facts.ts";
import type { Memory } from "../memory.ts";
import { humanness, personOf, sameAccount, samePerson } from "../people/identity.ts";
import { principalInTheWay } from "../people/principals.ts";
import type { Policy } from "../policy.ts";
import type { CommandComment, CommandDiscount, CommandStanding, ReviewCommand } from "./command.ts";
import { coverageDiscount, isAmbiguous } from "./coverage.ts";
import { commandComments } from "./parse.ts";

/** What was found on the request without its override and `not-ai` commands. */
interface Found {
  readonly authorship: Authorship;
  readonly principals: Principals;
}

type Named<Name extends ReviewCommand["name"]> = Extract<ReviewCommand, { readonly name: Name }>;

/** The facts can't say yet. */
const UNASKED = "unasked";

/** Answers that stay: who wasn't allowed when a command was read writes it again once they are. Nobody is asked twice. */
const FINAL = ["no-write-access", "access-unknown", "not-in-team"] as const;

export function commandStandings(
  facts: PullRequestFacts,
  memory: Memory,
  found: Found,
  policy: Policy,
): CommandStanding[] {
  return comments(facts, memory).map((comment) =>
    withState(comment, discountOf(comment, facts, memory, found, policy)),
  );
}

/** `/ai-review ai` commands: they say that AI wrote the request, and so are judged before it is known whether it did. */
export function declarations(facts: PullRequestFacts, memory: Memory, policy: Policy): CommandStanding[] {
  return comments(facts, memory)
    .filter(({ command }) => command.name === "ai")
    .map((comment) =>
      withState(comment, generalDiscount(comment, policy) ?? declarationDiscount(comment, facts, memory)),
    );
}

/** A withdrawal counts as soon as a delivery told of it. */
function comments(facts: PullRequestFacts, { withdrawn }: Memory): CommandComment[] {
  return commandComments(facts).map((each) => ({ ...each, edited: each.edited || withdrawn.has(each.url) }));
}

function withState(comment: CommandComment, discount: CommandDiscount | typeof UNASKED | null): CommandStanding {
  if (discount === null) return { ...comment, state: { kind: "counts" } };
  if (discount === UNASKED) return { ...comment, state: { kind: "unasked" } };
  return { ...comment, state: { kind: "discounted", discount } };
}

function discountOf(
  comment: CommandComment,
  facts: PullRequestFacts,
  memory: Memory,
  found: Found,
  policy: Policy,
): CommandDiscount | typeof UNASKED | null {
  const { command } = comment;
  const discount = generalDiscount(comment, policy);
  if (discount) return discount;
  switch (command.name) {
    case "malformed":
    case "recheck":
      return null;
    case "ai":
      return declarationDiscount(comment, facts, memory);
    case "not-ai":
      return clearingDiscount(comment, command, facts, memory, found, policy) ?? accessDiscount(comment, facts, memory);
    case "override": {
      const first =
        overrideDiscount(comment, command, facts, memory, found, policy) ?? accessDiscount(comment, facts, memory);
      return first !== null && first !== UNASKED ? first : (teamDiscount(comment, facts, memory, policy) ?? first);
    }
  }
}

/** What holds for every command: anybody may ask to look again, and nothing but a new comment's own words counts. */
function generalDiscount({ here, edited, author, command }: CommandComment, policy: Policy): CommandDiscount | null {
  if (!here) return { why: "not-here" };
  if (edited) return { why: "edited" };
  if (command.name === "malformed") return { why: "malformed", mistake: command.mistake };
  if (command.name === "recheck") return null;
  if (author === null) return { why: "author-gone" };
  const kind = humanness(author, policy);
  return kind === "human" ? null : { why: "not-human", kind };
}

/** It only adds, so what was accepted once needs no second look. */
function declarationDiscount(comment: CommandComment, facts: PullRequestFacts, memory: Memory) {
  return memory.answers.get(comment.id)?.accepted ? null : accessDiscount(comment, facts, memory);
}

/** Who says that AI didn't write it would have to be somebody who could approve it. */
function clearingDiscount(
  { at, author }: CommandComment,
  { sha }: Named<"not-ai">,
  facts: PullRequestFacts,
  { pushes }: Memory,
  { authorship, principals }: Found,
  policy: Policy,
): CommandDiscount | null {
  if (!authorship.ai) return { why: "not-needed" };
  for (const { signal } of authorship.signals) {
    if (signal === "policy-file" || signal === "every-change") return { why: signal };
  }
  if (sha !== null && sha !== facts.head.sha) return { why: "other-commit", sha };
  const discount = coverageDiscount(at, sha !== null, facts, pushes);
  if (discount) return discount;
  const principal = author && principalInTheWay(personOf(author), principals, policy);
  return principal ? { why: "principal", principal } : null;
}

function overrideDiscount(
  { at, author }: CommandComment,
  { sha }: Named<"override">,
  facts: PullRequestFacts,
  { pushes }: Memory,
  { authorship, principals }: Found,
  policy: Policy,
): CommandDiscount | null {
  if (!authorship.ai) return { why: "not-needed" };
  if (policy.override.teams.length === 0) return { why: "no-override-teams" };
  if (!facts.head.sha.startsWith(sha)) return { why: "other-commit", sha };
  if (isAmbiguous(sha, facts, pushes)) return { why: "ambiguous-commit", sha };
  // A commit with the same first digits can be made on purpose, so an abbreviation means the head of its time.
  const discount = coverageDiscount(at, sha === facts.head.sha, facts, pushes);
  if (discount) return discount;
  // Whoever had any part in the change, also where the policy would let them approve it.
  const principal = principals.people.find(
    ({ evidence }) => author && evidence.some((item) => samePerson(item.person, personOf(author), policy)),
  );
  return principal ? { why: "principal", principal } : null;
}

/** Why a command was turned down for good; null if it may still count. */
export function refusal(id: string, { answers }: Memory): (typeof FINAL)[number] | null {
  const answer = answers.get(id);
  return answer && !answer.accepted ? (FINAL.find((why) => why === answer.why) ?? null) : null;
}

function accessDiscount(
  { id, author }: CommandComment,
  facts: PullRequestFacts,
  memory: Memory,
): CommandDiscount | typeof UNASKED | null {
  const before = refusal(id, memory);
  if (before === "no-write-access" || before === "access-unknown") return { why: before };
  const may = author && mayPush(author, facts);
  if (may === undefined) return UNASKED;
  if (may === null) return { why: "access-unknown" };
  return may ? null : { why: "no-write-access" };
}

/** Whether somebody may push now; null if GitHub doesn't say, undefined if nobody asked. A reviewer's review says it. */
export function mayPush(
  account: Account,
  { reviews, access }: Pick<PullRequestFacts, "reviews" | "access">,
): boolean | null | undefined {
  const review = reviews.findLast(({ author }) => author !== null && sameAccount(author, account));
  return review?.authorCanPush ?? access.find((each) => sameAccount(each.account, account))?.canPush;
}

function teamDiscount(
  { id, author }: CommandComment,
  { teams }: PullRequestFacts,
  memory: Memory,
  { override }: Policy,
): CommandDiscount | typeof UNASKED | null {
  if (refusal(id, memory) === "not-in-team") return { why: "not-in-team", teams: override.teams };
  const known = override.teams.map((name) => teams.find((team) => team.name === name));
  if (known.some((team) => team?.state === "read" && author?.id != null && team.members.has(author.id))) return null;
  if (known.some((team) => team === undefined)) return UNASKED;
  const unread = known.filter((team): team is Team => team !== undefined && team.state !== "read");
  if (unread.length > 0) return { why: "team-unreadable", teams: unread.map((team) => team.name) };
  return { why: "not-in-team", teams: override.teams };
}
