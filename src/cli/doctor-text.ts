/** The doctor's findings for people: by repository, the gravest first. */
import type { Examination } from "../doctor/examine.ts";
import type { Finding } from "../doctor/finding.ts";
import type { Gravity } from "../doctor/texts.ts";

type Paint = (text: string, code: number) => string;

const painted: Paint = (text, code) => `\u001b[${code}m${text}\u001b[0m`;
const plain: Paint = (text) => text;

/** Red, yellow, blue. */
const COLOURS: Readonly<Record<Gravity, number>> = { critical: 31, serious: 33, minor: 34 };

/** @param colour only where a person looks on */
export function asText(examination: Examination, colour: boolean): string {
  const paint = colour ? painted : plain;
  const { findings } = examination;
  const groups = Map.groupBy(findings, headingOf);
  const sections = [...groups].map(([heading, group]) =>
    [paint(heading, 1), ...group.map((finding) => findingText(finding, paint))].join("\n\n"),
  );
  return [...sections, summaryOf(examination)].join("\n\n");
}

function headingOf({ place }: Finding): string {
  return place.repository ?? place.account ?? "The App";
}

function findingText({ id, gravity, says, means, mend }: Finding, paint: Paint): string {
  return [`  ${paint(gravity, COLOURS[gravity])}  ${says}  [${id}]`, `    ${means}`, `    Mend it: ${mend}`].join("\n");
}

/** `Looked at 2 repositories of 1 account: 1 critical, 2 minor.` */
function summaryOf({ findings, repositories, accounts, leftOut }: Examination): string {
  const looked = `Looked at ${count(repositories, "repository", "repositories")} of ${count(accounts, "account")}`;
  const rest = leftOut > 0 ? ` (${leftOut} more weren't looked at)` : "";
  return `${looked}${rest}: ${countsText(findings)}.`;
}

/** `1 critical, 2 minor` */
function countsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return "nothing found";
  const counts = Map.groupBy(findings, ({ gravity }) => gravity);
  return (["critical", "serious", "minor"] as const)
    .flatMap((gravity) => (counts.has(gravity) ? [`${counts.get(gravity)?.length} ${gravity}`] : []))
    .join(", ");
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
