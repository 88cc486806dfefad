/** The issue in which a deployment that was rejected can be countersigned. */
import type { DeploymentFacts } from "../deployment/facts.ts";
import type { DeploymentJudgement } from "../deployment/judge.ts";
import type { PolicyInForce } from "../policy.ts";
import { commitLines } from "./commits.ts";
import { DEPLOYMENT_TEXTS } from "./deployment-texts.ts";
import { code, cut, enumerate, list, mention, shorten } from "./markdown.ts";
import { brokenPolicy, lookClosely, missing, reviews, who, why } from "./summary.ts";

/** GitHub's bounds: 256 characters, and 65,536. */
const LONGEST_TITLE = 200;
const LONGEST_ISSUE = 60_000;
const MOST_COMMITS = 50;

/** What the issue's text begins with: by it the App knows its own issue again. */
export function heldMark({ environment, sha }: Pick<DeploymentFacts, "environment" | "sha">): string {
  return `<!-- countersign deployment ${sha} ${encodeURIComponent(environment.toLowerCase())} -->`;
}

export function heldIssue(facts: DeploymentFacts, judgement: DeploymentJudgement, inForce: PolicyInForce) {
  const { environment, sha } = facts;
  return {
    title: shorten(`Deployment of unreviewed AI work to ${environment} (${sha.slice(0, 7)})`, LONGEST_TITLE),
    body: heldText(facts, judgement, inForce),
  };
}

/** The issue's text now: as long as something is missing, with how to give it. */
export function heldText(facts: DeploymentFacts, judgement: DeploymentJudgement, inForce: PolicyInForce): string {
  const { verdict } = judgement;
  const { environment, sha, requesters } = facts;
  const asked = enumerate([...new Set(requesters.map(({ login }) => mention(login)))]);
  const wanted = `${asked === "" ? "Somebody" : asked} wanted to deploy ${code(sha.slice(0, 7))} to ${code(environment)}`;
  const sections =
    verdict.kind === "waiting"
      ? [
          `**${wanted}. It brings AI-written commits that no second person has approved.**`,
          commits(facts, judgement),
          `**Missing: ${missing(verdict)}**, because ${why(verdict)}.`,
          who(verdict, inForce, []),
          asked === "" ? null : `Nor can who asked for the deployment: ${asked}.`,
          reviews(verdict, { head: { sha } }),
          lookClosely(verdict),
          toDo(sha),
        ]
      : [`**${wanted}.**`, commits(facts, judgement), reviews(verdict, { head: { sha } }), DEPLOYMENT_TEXTS.settled];
  const parts = [heldMark(facts), ...sections, brokenPolicy(inForce), "---", DEPLOYMENT_TEXTS.whyThis];
  return cut(parts.filter((part) => part !== null).join("\n\n"), LONGEST_ISSUE);
}

function commits({ url, since, sha }: DeploymentFacts, { unreviewed, verdict }: DeploymentJudgement): string | null {
  if (unreviewed.length === 0) return null;
  const lines = commitLines(unreviewed, verdict.authorship.signals, url);
  const from = since.kind === "deployment" ? since.sha : since.tip;
  const all = from === null ? `commits/${sha}` : `compare/${from}...${sha}`;
  return `${list(lines, MOST_COMMITS)}\n\n[Everything that it would deploy](${url}/${all})`;
}

function toDo(sha: string): string {
  const command = `\`\`\`\n/ai-review approve ${sha.slice(0, 12)}\n\`\`\``;
  return [
    DEPLOYMENT_TEXTS.whatToDo,
    `- ${DEPLOYMENT_TEXTS.looksFine}\n${command.replace(/^/gm, "  ")}`,
    `- ${DEPLOYMENT_TEXTS.isNotFine}`,
  ].join("\n");
}
