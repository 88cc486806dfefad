import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY, type Policy } from "../core/policy.ts";
import { completePolicy } from "./complete.ts";
import { WRITTEN_DEFAULTS } from "./defaults.ts";
import { layerOf } from "./layer.ts";
import { mergeLayers } from "./merge.ts";
import { policySchema, type WrittenPolicy } from "./schema.ts";

const written = (keys: unknown): WrittenPolicy => policySchema.parse(keys);
const merged = (organization: unknown, repository: unknown): Policy =>
  completePolicy(mergeLayers(layerOf(written(organization)), layerOf(written(repository))));

describe("merging an organisation's and a repository's policy", () => {
  test("what nobody wrote is at its default", () => {
    expect(merged({}, {})).toEqual(DEFAULT_POLICY);
  });

  test("the defaults as a file would write them are the built-in policy", () => {
    expect(written(WRITTEN_DEFAULTS)).toEqual(WRITTEN_DEFAULTS);
    expect(completePolicy(layerOf(WRITTEN_DEFAULTS))).toEqual(DEFAULT_POLICY);
  });

  test("a key that one side wrote is taken as it is", () => {
    expect(merged({}, { mode: "off" }).mode).toBe("off");
    expect(merged({ approvals: { unattributed: 1 } }, { approvals: { required: 3 } }).approvals).toMatchObject({
      required: 3,
      unattributed: 1,
    });
  });

  test.each([
    ["mode", { mode: "enforce" }, { mode: "off" }, { mode: "enforce" }],
    ["mode", { mode: "observe" }, { mode: "off" }, { mode: "observe" }],
    ["branches", { branches: ["a"] }, { branches: ["b", "a"] }, { branches: ["a", "b"] }],
    [
      "minimum_confidence",
      { detection: { minimum_confidence: "weak" } },
      { detection: { minimum_confidence: "definitive" } },
      { detection: { minimumConfidence: "weak" } },
    ],
    [
      "declaration",
      { detection: { declaration: "required" } },
      { detection: { declaration: "optional" } },
      { detection: { declaration: "required" } },
    ],
    [
      "treat_every_change_as_ai",
      { detection: { treat_every_change_as_ai: true } },
      { detection: { treat_every_change_as_ai: false } },
      { detection: { treatEveryChangeAsAi: true } },
    ],
    [
      "ignore_agents",
      { detection: { ignore_agents: ["aider"] } },
      { detection: { ignore_agents: ["aider", "kiro"] } },
      { detection: { ignoreAgents: ["aider"] } },
    ],
    [
      "automation, without regard to case",
      { detection: { automation: ["Tidy[bot]"] } },
      { detection: { automation: ["tidy[bot]", "x"] } },
      { detection: { automation: [expect.stringMatching(/^tidy\[bot\]$/i)] } },
    ],
    [
      "numbers",
      { approvals: { required: 2, unattributed: 2 } },
      { approvals: { required: 1, unattributed: 4 } },
      { approvals: { required: 2, unattributed: 4 } },
    ],
    [
      "valid_for and exclude",
      { approvals: { valid_for: "commit", exclude: "prompters" } },
      { approvals: { valid_for: "diff", exclude: "principals" } },
      { approvals: { validFor: "commit", exclude: "principals" } },
    ],
    [
      "team demands, each on its own",
      { approvals: { teams: ["o/a", "o/b"] } },
      { approvals: { teams: ["o/c"] } },
      { approvals: { teams: ["o/a", "o/b"], furtherTeams: [["o/c"]] } },
    ],
    [
      "an empty list of teams demands nothing and takes nothing away",
      { approvals: { teams: ["o/a"] } },
      { approvals: { teams: [] } },
      { approvals: { teams: ["o/a"], furtherTeams: [] } },
    ],
    [
      "training, in both teams",
      { prompters: { trained_team: "o/a", untrained_approvals: 1 } },
      { prompters: { trained_team: "o/b", untrained_approvals: 3 } },
      { prompters: { trainedTeams: ["o/a", "o/b"], untrainedApprovals: 3 } },
    ],
    [
      "a trained team outweighs null",
      { prompters: { trained_team: "o/a" } },
      { prompters: { trained_team: null } },
      { prompters: { trainedTeams: ["o/a"] } },
    ],
    ["builtin", { risk: { builtin: ["data"] } }, { risk: { builtin: "none" } }, { risk: { builtin: ["data"] } }],
    [
      "override",
      { override: { teams: ["o/a"] } },
      { override: { teams: ["o/b", "o/a"] } },
      { override: { teams: ["o/a"] } },
    ],
    [
      "pushes",
      { pushes: { unreviewed: "issue" } },
      { pushes: { unreviewed: "check" } },
      { pushes: { unreviewed: "issue" } },
    ],
    [
      "manage",
      { enforcement: { manage: "verify" } },
      { enforcement: { manage: "off" } },
      { enforcement: { manage: "verify" } },
    ],
    [
      "environments",
      { deployments: { environments: ["a"] } },
      { deployments: { environments: ["b"] } },
      { deployments: { environments: ["a", "b"] } },
    ],
    ["reviewers", { reviewers: { label: true } }, { reviewers: { label: false } }, { reviewers: { label: true } }],
  ])("takes the strictest of %s, whichever side wrote it", (_, one, other, result) => {
    expect(merged(one, other)).toMatchObject(result);
    const swapped = merged(other, one);
    for (const [section, keys] of Object.entries(result)) {
      for (const [key, value] of Object.entries(keys)) {
        if (key.endsWith("eams") || section === "branches" || section === "deployments") continue;
        expect(swapped).toMatchObject({ [section]: typeof keys === "object" ? { [key]: value } : keys });
      }
    }
  });

  test("risk rules of the same id both apply", () => {
    const rule = (approvals: number) => ({ risk: { rules: [{ id: "pay", paths: ["pay/**"], approvals }] } });
    expect(merged(rule(2), rule(0)).risk.rules.map(({ approvals }) => approvals)).toEqual([2, 0]);
  });

  test("a repository can't switch off a built-in risk for which the organisation has a rule", () => {
    const policy = merged({ risk: { rules: [{ id: "access", approvals: 2 }] } }, { risk: { builtin: "none" } });
    expect(policy.risk.builtin).toEqual(["access"]);
  });

  test("a rule with a built-in risk's id and paths asks the same for both", () => {
    const { rules } = merged({}, { risk: { rules: [{ id: "data", paths: ["db/**"], approvals: 2 }] } }).risk;
    expect(rules).toMatchObject([
      { id: "data", paths: [], approvals: 2 },
      { id: "data", paths: ["db/**"], approvals: 2 },
    ]);
  });

  test("a rule that names teams asks for at least one approval from them", () => {
    const { rules } = merged({}, { risk: { rules: [{ id: "data", approvals: 0, teams: ["o/a"] }] } }).risk;
    expect(rules[0]?.approvals).toBe(1);
  });

  test("a repository's people under an organisation's file can only exclude", () => {
    const people = (login: string) => ({ identities: { people: [{ login, emails: [`${login}@x.example`] }] } });
    expect(merged(people("ann"), people("bob")).identities.people).toEqual([
      { login: "ann", accounts: [], emails: ["ann@x.example"] },
      { login: "bob", accounts: [], emails: ["bob@x.example"], onlyExcludes: true },
    ]);
    expect(merged({}, people("bob")).identities.people).toMatchObject([{ login: "bob", onlyExcludes: true }]);
    expect(completePolicy(mergeLayers(null, layerOf(written(people("bob"))))).identities.people).toEqual([
      { login: "bob", accounts: [], emails: ["bob@x.example"] },
    ]);
  });
});

const words = <const Words extends readonly string[]>(...items: Words) => fc.constantFrom(...items);
const some = (...items: string[]) => fc.subarray(items, { minLength: 1 });
const policies = fc.record(
  {
    mode: words("enforce", "observe", "off"),
    branches: some("main", "a/**", "b"),
    detection: fc.record(
      {
        minimum_confidence: words("definitive", "strong", "weak"),
        treat_every_change_as_ai: fc.boolean(),
        ignore_agents: fc.subarray(["kiro", "aider"]),
        automation: fc.subarray(["x", "y"]),
      },
      { requiredKeys: [] },
    ),
    approvals: fc.record(
      {
        required: fc.integer({ min: 1, max: 10 }),
        unattributed: fc.integer({ min: 1, max: 10 }),
        teams: fc.subarray(["o/a", "o/b"]),
      },
      { requiredKeys: [] },
    ),
    override: fc.record({ teams: fc.subarray(["o/a", "o/b"]) }),
  },
  { requiredKeys: [] },
);

describe("for any two policies", () => {
  test("the merged one is never weaker than what either wrote", () => {
    const modes = ["off", "observe", "enforce"];
    const confidences = ["definitive", "strong", "weak"];
    fc.assert(
      fc.property(policies, policies, (organization, repository) => {
        const policy = merged(organization, repository);
        for (const side of [written(organization), written(repository)]) {
          if (side.mode) {
            const strictest = [organization.mode, repository.mode].map((mode) => modes.indexOf(mode ?? "off"));
            expect(modes.indexOf(policy.mode)).toBe(Math.max(...strictest));
          }
          expect(policy.branches ?? side.branches ?? []).toEqual(expect.arrayContaining(side.branches ?? []));
          const { detection = {}, approvals = {} } = side;
          expect(confidences.indexOf(policy.detection.minimumConfidence)).toBeGreaterThanOrEqual(
            confidences.indexOf(detection.minimum_confidence ?? "definitive"),
          );
          if (detection.treat_every_change_as_ai) expect(policy.detection.treatEveryChangeAsAi).toBe(true);
          if (detection.ignore_agents) {
            expect(detection.ignore_agents).toEqual(expect.arrayContaining([...policy.detection.ignoreAgents]));
          }
          if (side.override?.teams) {
            expect(side.override.teams).toEqual(expect.arrayContaining([...policy.override.teams]));
          }
          expect(policy.approvals.required).toBeGreaterThanOrEqual(approvals.required ?? 1);
          expect(policy.approvals.unattributed).toBeGreaterThanOrEqual(approvals.unattributed ?? 1);
          if (approvals.teams?.length) {
            expect([policy.approvals.teams, ...policy.approvals.furtherTeams]).toContainEqual(approvals.teams);
          }
        }
      }),
    );
  });

  test("numbers, words and sets come out the same whichever side is the organisation", () => {
    const sorted = (policy: Policy) => ({
      ...policy,
      branches: policy.branches?.toSorted(),
      approvals: {
        ...policy.approvals,
        teams: [],
        furtherTeams: [policy.approvals.teams, ...policy.approvals.furtherTeams]
          .map((teams) => teams.join())
          .toSorted(),
      },
      detection: { ...policy.detection, automation: policy.detection.automation.toSorted() },
    });
    fc.assert(
      fc.property(policies, policies, (one, other) => {
        expect(sorted(merged(one, other))).toEqual(sorted(merged(other, one)));
      }),
    );
  });
});
