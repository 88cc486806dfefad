/** What a reviewer understands in five seconds: what is missing, who can give it, why the reviews present don't count. */
import type { Asked } from "../around/courtesies.ts";
import type { Standing, Verdict } from "../decision.ts";
import type { PullRequestFacts } from "../facts.ts";
import { mayNotApprove } from "../people/principals.ts";
import type { PolicyInForce } from "../policy.ts";
import { stopsNobody } from "../required.ts";
import { commandsText, deciding } from "./commands.ts";
import { code, enumerate, list, mention, people, words } from "./markdown.ts";
import { nameOf, reasonsOf } from "./people.ts";
import {
  askedText,
  blockText,
  discountText,
  hindranceText,
  loosenessText,
  REVIEWED,
  reasonText,
  TEXTS,
  whoText,
} from "./texts.ts";

export function summaryOf(
  verdict: Verdict,
  facts: PullRequestFacts,
  inForce: PolicyInForce,
  asked: readonly Asked[] = [],
): string {
  const sections = [
    ...answer(verdict, facts, inForce, asked),
    verdict.authorship.ai && verdict.kind !== "not-ai" ? reviews(verdict, facts) : null,
    commandsText(verdict, facts.head.sha),
    lookClosely(verdict),
    canMergePast(verdict, inForce),
    verdict.kind === "waiting" ? whatToDo(verdict, facts, inForce, asked) : null,
    brokenPolicy(inForce),
    requiredOrNot(inForce),
  ];
  return sections.filter((section) => section !== null).join("\n\n");
}

function answer(verdict: Verdict, facts: PullRequestFacts, inForce: PolicyInForce, asked: readonly Asked[]): string[] {
  switch (verdict.kind) {
    case "not-ai":
      return verdict.authorship.ai ? [`${TEXTS.cleared} ${newest(facts)}.\n${deciding(verdict)}`] : [TEXTS.notAi];
    case "satisfied":
      return [satisfied(verdict)];
    case "waiting":
      return [`**Missing: ${missing(verdict)}**, because ${why(verdict)}.`, who(verdict, inForce, asked)];
    case "blocked":
      return [...verdict.blocks.map(blockText), ...afterwards(verdict)];
    case "overridden":
      return [
        `${TEXTS.overridden} ${newest(facts)}.\n${deciding(verdict)}`,
        TEXTS.overriddenOver,
        ...[...verdict.blocks.map(blockText), ...missingToo(verdict)].map((text) => text.replace(/^/gm, "> ")),
      ];
  }
}

function newest({ head }: PullRequestFacts): string {
  return code(head.sha.slice(0, 7));
}

/** What an overridden change lacks. */
function missingToo(verdict: Verdict): string[] {
  if (verdict.requirements.every((each) => each.met)) return [];
  return [`Missing: ${missing(verdict)}, because ${why(verdict)}.`];
}

function satisfied({ standings }: Verdict): string {
  const count = standings.filter((standing) => standing.kind === "counts").length;
  return count > 1 ? `${people(count)} ${TEXTS.satisfiedBySeveral}` : TEXTS.satisfied;
}

/** What is missing: more than one approval, or more than there are, is said in numbers. */
export function missing({ requirements, standings }: Verdict): string {
  const count = mostMissing(requirements);
  if (standings.some((standing) => standing.kind === "counts")) return `approval by ${people(count, "more ")}`;
  return count === 1 ? "a second person's approval" : `approval by ${people(count)}`;
}

function mostMissing(requirements: Verdict["requirements"]): number {
  return Math.max(...requirements.map(({ requirement, present }) => requirement.approvals - present));
}

export function why({ requirements }: Verdict): string {
  const unmet = requirements.filter((each) => !each.met).map((each) => reasonText(each.requirement.why));
  return enumerate([...new Set(unmet)]);
}

/** What is missing besides what blocks. */
function afterwards(verdict: Verdict): string[] {
  if (verdict.requirements.every((each) => each.met)) return [];
  return [`After that, still missing: ${missing(verdict)}, because ${why(verdict)}.`];
}

/** How many of those who can't approve are named before the details name all. */
const MOST_NAMED = 20;

export function who({ principals, requirements }: Verdict, { policy }: PolicyInForce, asked: readonly Asked[]): string {
  const unmet = requirements.filter((each) => !each.met);
  const ofTeams = unmet.filter(({ requirement }) => requirement.teams.length > 0);
  const teams = ofTeams.map(({ requirement }) => requirement.teams);
  const isMixed = teams.length > 0 && mostMissing(ofTeams) < mostMissing(unmet);
  const people = whoText(teams, isMixed, TEXTS.whoCan[policy.approvals.exclude]);
  const can = `**Who can give it:** ${people}${askedText(asked)}`;
  const excluded = principals.people.filter((principal) => mayNotApprove(principal, policy));
  if (excluded.length === 0) return can;
  const named = excluded.map((principal) => `${nameOf(principal.person)}: ${reasonsOf(principal)}`);
  return `${can}\n\n${TEXTS.whoCant}\n${list(named, MOST_NAMED)}`;
}

/** Mere comments of those who couldn't approve anyway are left out: they puzzle nobody. */
function worthSaying(standing: Standing): boolean {
  if (standing.kind !== "discounted" || standing.review.state !== "COMMENTED") return true;
  return standing.discount.why === "only-commented";
}

export function reviews(verdict: Verdict, facts: { readonly head: { readonly sha: string } }): string | null {
  const told = verdict.standings.filter(worthSaying);
  if (told.length === 0) return verdict.kind === "waiting" ? TEXTS.noReviews : null;
  return `${TEXTS.reviews}\n${list(told.map((standing) => standingText(standing, facts.head.sha, verdict)))}`;
}

function standingText(standing: Standing, headSha: string, { requirements }: Verdict): string {
  const reviewer = standing.reviewer ? mention(standing.reviewer.login) : "Somebody";
  const did = `${reviewer} ${REVIEWED[standing.review.state]}`;
  switch (standing.kind) {
    case "counts": {
      const others = requirements.filter(({ by, met }) => !met && !by.includes(standing.reviewer));
      const teams = [...new Set(others.flatMap(({ requirement }) => requirement.teams.map(code)))];
      return teams.length === 0 ? `${did}. **Counts.**` : `${did}. **Counts,** but not as ${enumerate(teams, "or")}.`;
    }
    case "objects":
      return `${did}. **Stops it.**`;
    case "discounted": {
      const { discount } = standing;
      const part = discount.why === "principal" ? reasonsOf(discount.principal) : "";
      return `${did}. **Doesn't count:** ${discountText(discount, headSha, part)}.`;
    }
  }
}

/** `Infrastructure (2 files) and Guardrails (1 file)`: the gravest first, as the findings stand. */
export function lookClosely({ risks }: Verdict): string | null {
  if (risks.length === 0) return null;
  const files = new Map<string, number>();
  for (const { name } of risks) files.set(name, (files.get(name) ?? 0) + 1);
  const texts = [...files].map(([name, count]) => `${words(name)} (${count} ${count === 1 ? "file" : "files"})`);
  return `${TEXTS.lookClosely} ${enumerate(texts)}.`;
}

/** Where it's the policy that asks, and not a sign of AI, nobody's word changes it. */
function mayBeCleared({ signals }: Verdict["authorship"]): boolean {
  return signals.every(({ signal }) => signal !== "policy-file" && signal !== "every-change");
}

function whatToDo(
  { authorship, requirements, principals, standings }: Verdict,
  { isDraft }: PullRequestFacts,
  { hasFile, policy }: PolicyInForce,
  asked: readonly Asked[],
): string {
  const strangers = requirements.some((each) => !each.met && each.requirement.why.kind === "stranger");
  const addresses = principals.strangers.map((each) => code(each.email || each.name));
  const waitsForReady = isDraft && hasFile && policy.mode === "enforce" && policy.reviewers.request;
  const again = standings.flatMap((each) => (isOutdated(each) && each.reviewer ? [mention(each.reviewer.login)] : []));
  const parts = [
    again.length > 0
      ? `${TEXTS.authorsPartAgain} ${enumerate(again)}.`
      : asked.length > 0
        ? TEXTS.authorsPartAsked
        : TEXTS.authorsPart,
    ...(waitsForReady && asked.length === 0 ? [TEXTS.authorsPartDraft] : []),
    TEXTS.reviewersPart,
    ...(mayBeCleared(authorship) ? [TEXTS.clearersPart] : []),
    ...(strangers ? [`${TEXTS.strangersPart} ${enumerate(addresses)}.`] : []),
  ];
  return `${TEXTS.whatToDo}\n${list(parts)}`;
}

/** It would count, had nothing changed since. */
function isOutdated(standing: Standing): boolean {
  if (standing.kind !== "discounted") return false;
  return ["older-commit", "commit-unknown", "retargeted", "base-rewritten"].includes(standing.discount.why);
}

/** One line where somebody whose approval doesn't count could merge without anybody's. */
function canMergePast({ kind, authorship, principals }: Verdict, { policy, bypasses }: PolicyInForce): string | null {
  if (!authorship.ai || policy.mode !== "enforce" || (kind !== "waiting" && kind !== "blocked")) return null;
  const ids = principals.people
    .filter((principal) => mayNotApprove(principal, policy))
    .flatMap(({ evidence }) => evidence.map(({ person }) => person.id));
  const past = bypasses.filter(({ accountId }) => ids.includes(accountId));
  if (past.length === 0) return null;
  return `**${TEXTS.notHeld}** ${enumerate(past.map(({ login, why }) => `${mention(login)} (${words(why)})`))}.`;
}

/** Whether the check stops anybody: said where it doesn't, in the mode in which it should. */
function requiredOrNot({ hasFile, policy, required }: PolicyInForce): string | null {
  if (!hasFile) return TEXTS.notRequired;
  if (policy.mode !== "enforce" || !stopsNobody(required)) return null;
  const { where, hindrance, by } = required;
  const places = where.filter((each) => each.why !== "bypass").map(loosenessText);
  const since = by === null ? "" : ` Seen after ${mention(by)} changed the rules.`;
  const parts = [
    `**${TEXTS.loose}**${since}`,
    ...(places.length > 0 ? [list(places)] : []),
    hindrance ? hindranceText(hindrance) : TEXTS.requireByHand,
  ];
  return parts.join("\n\n");
}

export function brokenPolicy({ broken }: PolicyInForce): string | null {
  if (!broken) return null;
  const lines = broken.problems.map(
    (problem) => `line ${problem.line}, column ${problem.column}: ${code(problem.message)}`,
  );
  const note = `${code(broken.source)} is broken, so Countersign's built-in policy holds in its place. Mend it:`;
  return ["[!WARNING]", note, ...list(lines).split("\n")].map((line) => `> ${line}`).join("\n");
}
