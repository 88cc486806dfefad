/** What a reviewer understands in five seconds: what is missing, who can give it, why the reviews present don't count. */
import type { Met, Principal, Standing, Verdict } from "../decision.ts";
import type { PullRequestFacts } from "../facts.ts";
import type { PolicyInForce } from "../policy.ts";
import { code, enumerate, list, mention, people } from "./markdown.ts";
import { blockText, standingText, TEXTS } from "./texts.ts";

export function summaryOf(verdict: Verdict, facts: PullRequestFacts, inForce: PolicyInForce): string {
  const sections = [
    missing(verdict),
    reviews(verdict, facts),
    verdict.kind === "waiting" ? `### What to do\n${list([TEXTS.authorsPart, TEXTS.reviewersPart])}` : null,
    brokenPolicy(inForce),
    inForce.hasFile ? null : TEXTS.notRequired,
  ];
  return sections.filter((section) => section !== null).join("\n\n");
}

function missing(verdict: Verdict): string {
  switch (verdict.kind) {
    case "not-ai":
      return TEXTS.notAi;
    case "satisfied":
      return `${TEXTS.satisfied} ${approvers(verdict.standings)}`.trim();
    case "waiting":
      return [
        `**Missing: approval by ${people(verdict.missing, hasApproval(verdict))}**${because(verdict.requirements)}.`,
        who(verdict),
      ].join("\n\n");
    case "blocked":
      return verdict.blocks.map(blockText).join("\n\n");
  }
}

function hasApproval(verdict: Verdict): boolean {
  return verdict.standings.some((standing) => standing.kind === "counts");
}

function approvers(standings: readonly Standing[]): string {
  const names = standings.flatMap((each) => (each.kind === "counts" ? [mention(each.reviewer.login)] : []));
  return names.length === 0 ? "" : `Approved by ${enumerate(names)}.`;
}

function because(requirements: readonly Met[]): string {
  const unmet = requirements.filter((each) => !each.met).map((each) => each.requirement.why);
  return unmet.length === 0 ? "" : `, because ${enumerate([...new Set(unmet)])}`;
}

function who(verdict: Verdict): string {
  const excluded = verdict.principals.people;
  const except = excluded.length === 0 ? "." : ", so not:";
  return [
    `**Who can give it:** ${TEXTS.whoCan}${except}`,
    list(excluded.slice(0, 20).map(excludedText)),
    more(excluded.length - 20),
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function more(count: number): string {
  return count > 0 ? `- … and ${people(count, true)}, listed below` : "";
}

/** `@alice: prompter (co-authored 3f2c1d9)`. */
function excludedText(principal: Principal): string {
  return `${nameOf(principal)}: ${principal.as} (${reasons(principal)})`;
}

/** Somebody whom GitHub knows by login; else the git name, as text. */
export function nameOf({ person }: Principal): string {
  if (person.login !== null) return mention(person.login);
  return code(`${person.name ?? ""} <${person.email ?? ""}>`);
}

function reasons({ evidence }: Principal): string {
  const texts = evidence.map((item) =>
    item.where.kind === "commit" ? `${item.role} ${code(item.where.sha.slice(0, 7))}` : item.role,
  );
  const distinct = [...new Set(texts)];
  return distinct.length <= 3 ? enumerate(distinct) : `${distinct.slice(0, 3).join(", ")} and more`;
}

/** Bots' and principals' mere comments are left out: they puzzle nobody. */
function worthSaying(standing: Standing): boolean {
  if (standing.kind !== "discounted" || standing.review.state !== "COMMENTED") return true;
  return standing.discount.why === "only-commented";
}

function reviews(verdict: Verdict, facts: PullRequestFacts): string | null {
  if (verdict.kind === "not-ai") return null;
  const told = verdict.standings.filter(worthSaying);
  if (told.length === 0) return verdict.kind === "waiting" ? "**Reviews so far:** none." : null;
  return `**Reviews so far:**\n${list(told.map((standing) => standingText(standing, facts.head.sha)))}`;
}

function brokenPolicy({ broken }: PolicyInForce): string | null {
  if (!broken) return null;
  const lines = broken.problems.map(
    (problem) => `line ${problem.line}, column ${problem.column}: ${code(problem.message)}`,
  );
  return `> [!WARNING]\n> ${code(broken.source)} is broken, so Countersign's built-in policy holds in its place. Mend it:\n${lines.map((line) => `> - ${line}`).join("\n")}`;
}
