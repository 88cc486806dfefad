import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY, type Policy } from "../core/policy.ts";
import { completePolicy } from "./complete.ts";
import { WRITTEN_DEFAULTS } from "./defaults.ts";
import { type Layer, layerOf, type Values } from "./layer.ts";
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

  test("agents that a repository names only detect once the organisation has a file", () => {
    const agents = (id: string) => ({ detection: { custom_agents: [{ id, emails: ["*@*"] }] } });
    const flags = merged(agents("theirs"), agents("ours")).detection.customAgents.map(({ onlyDetects }) => onlyDetects);
    expect(flags).toEqual([undefined, true]);
    const [alone] = completePolicy(mergeLayers(null, layerOf(written(agents("ours"))))).detection.customAgents;
    expect(alone?.onlyDetects).toBeUndefined();
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
const any = (...items: string[]) => fc.subarray(items);
const upTo10 = fc.integer({ min: 1, max: 10 });
const agent = fc.record({ id: words("loom", "weft"), logins: some("loom[bot]", "weft[bot]") });
const person = fc.record({ login: words("ann", "bob"), emails: any("ann@x.example", "bob@x.example") });
const rule = fc.record({
  id: words("pay", "data"),
  paths: some("pay/**", "db/**"),
  approvals: fc.nat(10),
  teams: any("o/a"),
});
const optional = <Model>(model: { [Key in keyof Model]: fc.Arbitrary<Model[Key]> }) =>
  fc.record(model, { requiredKeys: [] });

/** Files that write any of the keys. */
const policies = optional({
  mode: words("enforce", "observe", "off"),
  branches: some("main", "a/**", "b"),
  detection: optional({
    minimum_confidence: words("definitive", "strong", "weak"),
    treat_every_change_as_ai: fc.boolean(),
    declaration: words("optional", "required"),
    ignore_agents: any("kiro", "aider"),
    automation: any("x", "y"),
    custom_agents: fc.uniqueArray(agent, { selector: ({ id }) => id, maxLength: 2 }),
  }),
  approvals: optional({
    required: upTo10,
    unattributed: upTo10,
    teams: any("o/a", "o/b"),
    valid_for: words("diff", "commit"),
    exclude: words("principals", "prompters"),
  }),
  prompters: optional({ trained_team: fc.constantFrom("o/a", "o/b", null), untrained_approvals: upTo10 }),
  identities: optional({ machine_users: any("ci", "cd"), people: fc.array(person, { maxLength: 2 }) }),
  risk: optional({
    builtin: fc.oneof(words("all", "none"), fc.subarray(["data", "access"] as const)),
    rules: fc.uniqueArray(rule, { selector: ({ id }) => id, maxLength: 2 }),
  }),
  override: optional({ teams: any("o/a", "o/b") }),
  pushes: optional({ unreviewed: words("issue", "check") }),
  enforcement: optional({ manage: words("ruleset", "verify", "off") }),
  deployments: optional({ environments: any("production", "staging") }),
  reviewers: optional({ request: fc.boolean(), label: fc.boolean() }),
});

/** A layer whose lists are sets. */
const asSets = (layer: Layer) =>
  Object.fromEntries(
    Object.entries(layer).map(([key, value]) => [
      key,
      Array.isArray(value) ? new Set(value.map((item) => JSON.stringify(item))) : value,
    ]),
  );

describe("for any two files", () => {
  const layer = policies.map((keys) => layerOf(written(keys)));

  test("of every key only what somebody wrote is merged", () => {
    fc.assert(
      fc.property(layer, layer, (organization, repository) => {
        const result = mergeLayers(organization, repository);
        for (const [key, value] of Object.entries(result)) {
          const sides = [organization, repository].map(
            (side) => Object.entries(side).find(([name]) => name === key)?.[1],
          );
          expect(value === undefined, key).toBe(sides.every((side) => side === undefined));
        }
      }),
    );
  });

  test("merging the result with either again changes nothing: it holds all that each asks for", () => {
    fc.assert(
      fc.property(layer, layer, (organization, repository) => {
        const result = mergeLayers(organization, repository);
        expect(sideless(mergeLayers(result, organization))).toEqual(sideless(result));
        expect(sideless(mergeLayers(result, repository))).toEqual(sideless(result));
      }),
    );
  });

  test("it doesn't matter which one is the organisation's, people and agents apart", () => {
    fc.assert(
      fc.property(layer, layer, (one, other) => {
        expect(sideless(mergeLayers(one, other))).toEqual(sideless(mergeLayers(other, one)));
      }),
    );
  });

  test("no repository makes a key milder that the organisation wrote", () => {
    const order =
      (...mildestFirst: string[]) =>
      (value: unknown) =>
        mildestFirst.indexOf(String(value));
    const strictness: { readonly [Key in keyof Values]?: (value: unknown) => number } = {
      mode: order("off", "observe", "enforce"),
      "detection.minimum_confidence": order("definitive", "strong", "weak"),
      "detection.treat_every_change_as_ai": Number,
      "detection.declaration": order("optional", "required"),
      "approvals.required": Number,
      "approvals.unattributed": Number,
      "approvals.valid_for": order("diff", "commit"),
      "approvals.exclude": order("prompters", "principals"),
      "prompters.untrained_approvals": Number,
      "pushes.unreviewed": order("check", "issue"),
      "enforcement.manage": order("off", "verify", "ruleset"),
      "reviewers.request": Number,
      "reviewers.label": Number,
    };
    const grants = new Set(["detection.ignore_agents", "detection.automation", "override.teams"]);
    fc.assert(
      fc.property(layer, layer, (organization, repository) => {
        const result: Readonly<Record<string, unknown>> = { ...mergeLayers(organization, repository) };
        for (const [key, before] of Object.entries(organization)) {
          if (before === undefined) continue;
          const after = result[key];
          const measure = Object.entries(strictness).find(([name]) => name === key)?.[1];
          if (measure) expect(measure(after), key).toBeGreaterThanOrEqual(measure(before));
          else if (grants.has(key)) expect(before, key).toEqual(expect.arrayContaining(Array.from(Object(after))));
          else expect(after, key).toEqual(expect.arrayContaining(Array.from(Object(before))));
        }
      }),
    );
  });
});

/** Without the keys whose entries mean less in a repository's file than in its organisation's. */
function sideless(layer: Layer) {
  const { "identities.people": _, "detection.custom_agents": __, ...others } = asSets(layer);
  return others;
}
