/** Which risks a change touches. Risks mark; only a rule of the policy asks for more people. */
import type { RiskFinding } from "../decision.ts";
import type { FileChange, PullRequestFacts } from "../facts.ts";
import { anyGlob } from "../paths.ts";
import type { Policy, RiskRule } from "../policy.ts";
import { BUILTIN_RISKS } from "./builtin.ts";

/** A risk that is looked for: a built-in one, one of the policy's, or a built-in one that the policy made stricter. */
interface Risk {
  readonly id: string;
  readonly name: string;
  readonly level: RiskFinding["level"];
  readonly paths: readonly string[];
  readonly explanation: string;
}

const GRAVITY = { low: 0, medium: 1, high: 2, critical: 3 } as const;

/** A rule that names a built-in risk and gives no paths of its own looks where the built-in one looks. */
function risksOf(policy: Policy): Risk[] {
  const own = policy.risk.rules.map((rule) => {
    const builtin = BUILTIN_RISKS.find((risk) => risk.id === rule.id);
    return {
      id: rule.id,
      name: rule.name ?? builtin?.name ?? rule.id,
      level: builtin && GRAVITY[builtin.level] > GRAVITY[rule.level] ? builtin.level : rule.level,
      paths: [...rule.paths, ...(builtin?.paths ?? [])],
      explanation: builtin?.explanation ?? `The policy marks this path as ${rule.name ?? rule.id}.`,
    };
  });
  const named = new Set(own.map((risk) => risk.id));
  return [...own, ...BUILTIN_RISKS.filter((risk) => policy.risk.builtin.includes(risk.id) && !named.has(risk.id))];
}

/** Every risk that a changed file touches; a rename touches by both of its names. The gravest first, then by path. */
export function findRisks(files: readonly FileChange[], policy: Policy): RiskFinding[] {
  const found = new Map<string, RiskFinding>();
  for (const risk of risksOf(policy)) {
    const glob = anyGlob(risk.paths);
    for (const file of files) {
      const touched = glob.matches(file.path) || (file.previousPath !== null && glob.matches(file.previousPath));
      const key = `${risk.id}\0${file.path}`;
      const known = found.get(key);
      if (!touched || (known && GRAVITY[known.level] >= GRAVITY[risk.level])) continue;
      const { id, name, level, explanation } = risk;
      found.set(key, { risk: id, name, level, path: file.path, line: 1, explanation });
    }
  }
  return [...found.values()].sort(
    (a, b) => GRAVITY[b.level] - GRAVITY[a.level] || compare(a.path, b.path) || compare(a.risk, b.risk),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * The policy's risk rules that apply. Where GitHub cut the list of files, or couldn't tell a rename's old name, a file
 * that nobody saw may match: then every rule applies.
 */
export function applicableRules(
  facts: Pick<PullRequestFacts, "gaps" | "files">,
  findings: readonly RiskFinding[],
  policy: Policy,
): RiskRule[] {
  const cut = facts.gaps.some((gap) => gap.list === "files");
  const unseen = facts.files.some((file) => file.status === "renamed" && file.previousPath === null);
  if (cut || unseen) return [...policy.risk.rules];
  const touched = new Set(findings.map((finding) => finding.risk));
  return policy.risk.rules.filter((rule) => touched.has(rule.id));
}
