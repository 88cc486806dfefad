/** From what was found to a verdict. Every gap ends in `blocked`, with its reason. */
import type { CommandStanding } from "./commands/command.ts";
import type { Authorship, Block, Met, Principals, RiskFinding, Standing, Verdict } from "./decision.ts";
import type { Account, Gap, Team } from "./facts.ts";
import type { PolicyInForce } from "./policy.ts";

export interface Findings {
  readonly authorship: Authorship;
  readonly principals: Principals;
  readonly standings: readonly Standing[];
  readonly requirements: readonly Met[];
  readonly risks: readonly RiskFinding[];
  readonly commands: readonly CommandStanding[];
}

/** Decides. Without AI nothing is asked for, unless what was read has a hole that could hide some. */
export function decide(
  findings: Findings,
  gaps: readonly Gap[],
  missingTeams: readonly Team[],
  inForce: PolicyInForce,
): Verdict {
  const blocks = blocksOf(findings, gaps, missingTeams, inForce);
  if (blocks.length > 0) return { kind: "blocked", blocks, ...findings };
  if (!findings.authorship.ai) return { kind: "not-ai", ...findings };
  const missing = Math.max(
    0,
    ...findings.requirements.map(({ requirement, present }) => requirement.approvals - present),
  );
  const met = findings.requirements.every((requirement) => requirement.met);
  return met ? { kind: "satisfied", ...findings } : { kind: "waiting", missing, ...findings };
}

function blocksOf(
  { authorship, standings }: Findings,
  gaps: readonly Gap[],
  missingTeams: readonly Team[],
  inForce: PolicyInForce,
): Block[] {
  const blocks: Block[] = [];
  if (inForce.proposed) blocks.push({ why: "policy-would-break", problems: inForce.proposed.problems });
  // A cut list of files has its own answer: every risk rule applies.
  const holes = gaps.filter((gap) => gap.list !== "files" && (authorship.ai || gap.list !== "links"));
  if (holes.length > 0) blocks.push({ why: "facts-incomplete", gaps: holes.map((gap) => gap.what) });
  if (!authorship.ai) return blocks;
  if (missingTeams.length > 0) {
    const named = (state: Team["state"]) => missingTeams.filter((team) => team.state === state).map(({ name }) => name);
    blocks.push({ why: "teams-missing", absent: named("absent"), unreadable: named("unreadable") });
  }
  const objectors = standings.flatMap((standing): Account[] =>
    standing.kind === "objects" ? [standing.reviewer] : [],
  );
  if (objectors.length > 0) blocks.push({ why: "changes-requested", by: objectors });
  return blocks;
}
