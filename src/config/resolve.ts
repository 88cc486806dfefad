/** The policy files that were read → the policy in force, and what is wrong with them. */
import type { PolicyFile, PullRequestFacts } from "../core/facts.ts";
import type { PolicyInForce, PolicyProblem } from "../core/policy.ts";
import { UNKNOWN } from "../core/required.ts";
import { completePolicy } from "./complete.ts";
import { WRITTEN_DEFAULTS } from "./defaults.ts";
import { type Layer, layerOf } from "./layer.ts";
import { mergeLayers } from "./merge.ts";
import { parsePolicy } from "./parse.ts";
import type { WrittenPolicy } from "./schema.ts";

type Read =
  | { readonly state: "absent" }
  | { readonly state: "sound"; readonly written: WrittenPolicy }
  | { readonly state: "broken"; readonly source: string; readonly problems: readonly PolicyProblem[] };

/**
 * Resolves the policy that judges a change: the default branch's and the organisation's files, the strictest of each
 * key. In place of a broken file the built-in defaults hold, as if it had written them all: it may have asked for as
 * much, and nobody can tell. Never throws.
 *
 * @param facts `proposedPolicy` is null where the request doesn't touch the file, and `absent` where it deletes it
 */
export function resolvePolicy(
  facts: Pick<PullRequestFacts, "policy" | "proposedPolicy" | "repository">,
): PolicyInForce {
  const organization = readPolicy(facts.policy.organization);
  const repository = readPolicy(facts.policy.repository);
  const policy = completePolicy(
    mergeLayers(
      organization.state === "absent" ? null : layerFor(organization, repository, facts.repository.defaultBranch),
      layerFor(repository, organization, facts.repository.defaultBranch),
    ),
  );
  const proposed = facts.proposedPolicy === null ? null : readPolicy(facts.proposedPolicy);
  return {
    policy,
    hasFile: organization.state !== "absent" || repository.state !== "absent",
    broken: brokenFiles([organization, repository]),
    proposed: proposed?.state === "broken" ? { problems: proposed.problems } : null,
    touchesPolicy: proposed !== null,
    required: UNKNOWN,
    bypasses: [],
  };
}

function readPolicy(file: PolicyFile): Read {
  switch (file.state) {
    case "absent":
      return { state: "absent" };
    case "refused":
      return { state: "broken", source: file.source, problems: [{ line: 1, column: 1, message: file.why }] };
    case "present": {
      const parsed = parsePolicy(file.text, file.source);
      if (parsed.ok) return { state: "sound", written: parsed.written };
      return { state: "broken", source: file.source, problems: parsed.problems };
    }
  }
}

function layerFor(file: Read, other: Read, defaultBranch: string): Layer {
  switch (file.state) {
    case "absent":
      return layerOf({});
    case "sound":
      return layerOf(file.written);
    case "broken": {
      // "The default branch" has no pattern, so it is named where the other file's branches are to be joined with it.
      const branches = other.state === "sound" && other.written.branches ? [defaultBranch] : undefined;
      return layerOf({ ...WRITTEN_DEFAULTS, branches });
    }
  }
}

/** `PolicyInForce` names one source; where both files are broken it names both, and each problem says whose it is. */
function brokenFiles(files: readonly Read[]): PolicyInForce["broken"] {
  const broken = files.filter((file) => file.state === "broken");
  const [first, second] = broken;
  if (!first) return null;
  if (!second) return { source: first.source, problems: first.problems };
  return {
    source: `${first.source} and ${second.source}`,
    problems: broken.flatMap(({ source, problems }) =>
      problems.map((problem) => ({ ...problem, message: `${source}: ${problem.message}` })),
    ),
  };
}
