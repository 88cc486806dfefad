/** The doctor's findings for people: by repository, the gravest first. */
import { headingOf, type JudgedFinding } from "../doctor/accepted.ts";
import type { Examination } from "../doctor/examine.ts";
import { GRAVITIES } from "../doctor/finding.ts";
import type { Gravity } from "../doctor/texts.ts";

/** What was found, and what of it was accepted. */
export interface Report extends Omit<Examination, "findings"> {
  readonly findings: readonly JudgedFinding[];
}

type Paint = (text: string, code: number) => string;

const painted: Paint = (text, code) => `\u001b[${code}m${text}\u001b[0m`;
const plain: Paint = (text) => text;

/** Red, yellow, blue. */
const COLOURS: Readonly<Record<Gravity, number>> = { critical: 31, serious: 33, minor: 34 };

/** @param colour only where a person looks on */
export function asText(report: Report, colour: boolean): string {
  const paint = colour ? painted : plain;
  const groups = Map.groupBy(report.findings, headingOf);
  const sections = [...groups].map(([heading, group]) =>
    [paint(heading, 1), ...group.map((finding) => findingText(finding, paint))].join("\n\n"),
  );
  return [...sections, summaryOf(report)].join("\n\n");
}

function findingText({ id, gravity, says, means, mend, accepted }: JudgedFinding, paint: Paint): string {
  if (accepted) {
    const why = `    Accepted until ${accepted.until}: ${accepted.reason}`;
    return [`  accepted (${gravity})  ${says}  [${id}]`, why].join("\n");
  }
  return [`  ${paint(gravity, COLOURS[gravity])}  ${says}  [${id}]`, `    ${means}`, `    Mend it: ${mend}`].join("\n");
}

/** `Looked at 2 repositories of 1 account: 1 critical, 2 minor; 1 accepted.` */
function summaryOf({ findings, repositories, accounts, leftOut }: Report): string {
  const looked = `Looked at ${count(repositories, "repository", "repositories")} of ${count(accounts, "account")}`;
  const rest = leftOut > 0 ? ` (${leftOut} more weren't looked at)` : "";
  const [open, accepted] = [findings.filter((each) => !each.accepted), findings.filter((each) => each.accepted)];
  const also = accepted.length > 0 ? `; ${accepted.length} accepted` : "";
  return `${looked}${rest}: ${countsText(open)}${also}.`;
}

/** `1 critical, 2 minor` */
function countsText(findings: readonly JudgedFinding[]): string {
  if (findings.length === 0) return "nothing found";
  const counts = Map.groupBy(findings, ({ gravity }) => gravity);
  return GRAVITIES.flatMap((gravity) =>
    counts.has(gravity) ? [`${counts.get(gravity)?.length} ${gravity}`] : [],
  ).join(", ");
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
