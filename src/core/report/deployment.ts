/** What a deployment is answered: at most as much text as GitHub takes, the way out before everything else. */
import type { DeploymentFacts, Since } from "../deployment/facts.ts";
import { type DeploymentJudgement, writtenByAi } from "../deployment/judge.ts";
import type { Account, Commit } from "../facts.ts";
import type { Mode, PolicyInForce } from "../policy.ts";
import { agentsByCommit, subjectOf } from "./commits.ts";
import { DEPLOYMENT_TEXTS } from "./deployment-texts.ts";
import { code, cut, enumerate, mention, shorten, sizeOf, words } from "./markdown.ts";
import { missing, why } from "./summary.ts";
import { blockText } from "./texts.ts";

export interface Answer {
  readonly state: "approved" | "rejected";
  /** Markdown. */
  readonly comment: string;
}

/** Where what a deployment lacks can be given: an approval of a commit, in an issue. */
export interface WayOut {
  readonly issue: number;
  readonly commit: string;
}

/**
 * GitHub takes 1,024 characters. Measured in bytes, so that it holds either way.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/create-custom-protection-rules
 */
const LONGEST = 1000;
/** How much of a commit's first line is shown. */
const LONGEST_SUBJECT = 60;

/** Nothing was judged: the policy doesn't ask for it. */
export function unasked(why: "off" | "notNamed"): Answer {
  return { state: "approved", comment: DEPLOYMENT_TEXTS[why] };
}

/** It couldn't be judged, however often it was tried. */
export function deploymentTrouble(cause: string): Answer {
  const { trouble, tryAgain } = DEPLOYMENT_TEXTS;
  return { state: "rejected", comment: cut(`${trouble}\n${code(cause)}\n\n${tryAgain}`, LONGEST) };
}

export const unknownCommit: Answer = { state: "rejected", comment: DEPLOYMENT_TEXTS.unknown };

/**
 * The answer that the judgement gives.
 *
 * @param ways where it can be countersigned; none where there's no place for that
 */
export function deploymentAnswer(
  facts: DeploymentFacts,
  judgement: DeploymentJudgement,
  inForce: PolicyInForce,
  ways: readonly WayOut[],
): Answer {
  switch (judgement.verdict.kind) {
    case "not-ai":
    case "satisfied":
    case "overridden":
      return { state: "approved", comment: cut(approved(facts, judgement, inForce), LONGEST) };
    case "waiting":
      return { state: "rejected", comment: rejected(facts, judgement, ways) };
    case "blocked":
      return { state: "rejected", comment: cut(blocked(judgement), LONGEST) };
  }
}

/** What in mode `observe` would be answered in mode `enforce`: nothing is held. */
export function inMode(mode: Mode, answer: Answer): Answer {
  if (mode === "enforce") return answer;
  return { state: "approved", comment: cut(`${DEPLOYMENT_TEXTS.observe}\n\n${answer.comment}`, LONGEST) };
}

function approved(facts: DeploymentFacts, { verdict, left }: DeploymentJudgement, { policy }: PolicyInForce): string {
  const { commits, since } = facts;
  const before = since.kind === "installation" ? `\n\n${olderText(since, facts, policy)}` : "";
  if (commits.length === 0) return `${DEPLOYMENT_TEXTS.nothingNew}${before}`;
  const by = verdict.standings.flatMap((each) => (each.kind === "counts" ? [mention(each.reviewer.login)] : []));
  const some = commits.length === 1 ? "The commit" : `All ${commits.length} commits`;
  const are = commits.length === 1 ? "is" : "are";
  const state = left.length === 0 ? `${are} reviewed` : `${are} reviewed, or not written by AI`;
  const said = by.length > 0 ? `${are} reviewed, or countersigned by ${enumerate(by)}` : state;
  return `**Approved.** ${some} since ${sinceText(since)} ${said}.${before}`;
}

function sinceText(since: Since): string {
  if (since.kind === "deployment") return `the last successful deployment here (${code(short(since.sha))})`;
  return `Countersign's installation (${since.at.slice(0, 10)}), as nothing was deployed here before,`;
}

/** What is older is listed, and not judged. */
function olderText(
  { older, tip, at }: Extract<Since, { kind: "installation" }>,
  { url }: DeploymentFacts,
  policy: PolicyInForce["policy"],
): string {
  if (tip === null || older.length === 0)
    return "Nothing in this repository is known to be older than the installation.";
  const ai = writtenByAi(older, policy).toReversed();
  const all = `[what was there before ${at.slice(0, 10)}](${url}/commits/${tip})`;
  if (ai.length === 0) return `Not judged: ${all}. None of its newest ${older.length} carries a mark of AI.`;
  const start = `Not judged: ${all}. Of its newest ${older.length} AI wrote ${ai.length}:`;
  return `${start}\n${fitting(ai.map(plainLine), 500)}`;
}

function rejected(
  { environment, requesters, since }: DeploymentFacts,
  { verdict, unreviewed, setAside }: DeploymentJudgement,
  ways: readonly WayOut[],
): string {
  const agents = agentsByCommit(verdict.authorship.signals);
  const line = (commit: Commit) => {
    const agent = agents.get(commit.sha);
    return `${plainLine(commit)}${agent === undefined ? "" : ` (${words(agent)})`}`;
  };
  const count = unreviewed.length === 1 ? "A commit lacks" : `${unreviewed.length} commits lack`;
  const start = `**Rejected.** ${count} ${missing(verdict)}, because ${why(verdict)}. New in ${code(environment)} since ${sinceText(since)}:`;
  const aside = setAside.length === 0 ? "" : `${names(setAside)} countersigned, and doesn't count: ${askedFor}\n`;
  const them = unreviewed.length === 1 ? "it" : "them";
  const end = `\n\n**Way out:** ${aside}${wayText(requesters, ways, them)}`;
  const [head, tail] = [cut(start, 450), cut(end, 450)];
  return `${head}\n${fitting(unreviewed.map(line), LONGEST - sizeOf(head) - sizeOf(tail))}${tail}`;
}

const askedFor = "who asks for a deployment doesn't countersign it.";

function wayText(requesters: readonly Account[], ways: readonly WayOut[], them: string): string {
  if (ways.length === 0) return `${DEPLOYMENT_TEXTS.withoutIssues} ${DEPLOYMENT_TEXTS.byRequest}`;
  const asked = requesters.length === 0 ? "" : ` and didn't ask for this deployment (${names(requesters)})`;
  const places = ways.map(({ issue, commit }) => `#${issue} ${code(`/ai-review approve ${commit.slice(0, 12)}`)}`);
  return `somebody who had no part in ${them}${asked} comments in ${enumerate(places)}. ${DEPLOYMENT_TEXTS.again}`;
}

/** Each once. */
const names = (accounts: readonly Account[]) => enumerate([...new Set(accounts.map(({ login }) => mention(login)))]);

function blocked({ verdict }: DeploymentJudgement): string {
  if (verdict.kind !== "blocked") return "";
  const parts = verdict.blocks.map((block) =>
    block.why === "facts-incomplete"
      ? `${DEPLOYMENT_TEXTS.incomplete}\n${block.gaps.map((gap) => `- ${code(gap)}`).join("\n")}`
      : `**Rejected.** ${blockText(block)}`,
  );
  return parts.join("\n\n");
}

const plainLine = ({ sha, message }: Commit) =>
  `${code(short(sha))} ${code(shorten(subjectOf(message), LONGEST_SUBJECT))}`;

/** As many lines as fit, and how many more there are. */
function fitting(lines: readonly string[], most: number): string {
  const shown: string[] = [];
  // Room for "… and 12345 more".
  let left = most - 24;
  for (const line of lines) {
    left -= sizeOf(line) + 3;
    if (left < 0) break;
    shown.push(`- ${line}`);
  }
  const more = lines.length - shown.length;
  return [...shown, ...(more > 0 ? [`- … and ${more} more`] : [])].join("\n");
}

const short = (sha: string) => sha.slice(0, 7);
