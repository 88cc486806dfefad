import { describe, expect, it } from "vitest";
import type { RequiredCheck } from "../core/required.ts";
import { GitHubError } from "../github/errors.ts";
import { createLog } from "../log.ts";
import { RetryLater } from "../queue/lane.ts";
import type { KeptState, RulesetFinding } from "../store/rulesets.ts";
import { createRulesetKeeper, type Occasion, type RulesetDoor } from "./keep.ts";
import { createPace, type Pace } from "./pace.ts";
import type { Ruleset, RulesetBody } from "./ruleset.ts";

const place = { installationId: 1, owner: "acme", repo: "shop", repositoryId: 22 };
const look = { by: null, urgent: false };
const refused = (status: number, message: string) => new GitHubError(message, { status });

const NO_MEMORY = { bookmark: async () => null, keepBookmark: async () => {} };

/** A GitHub with one repository, whose default branch has a policy, and the keeper of its check. */
function setUp({
  policy = "",
  pace = createPace(NO_MEMORY, () => 0),
}: {
  readonly policy?: string;
  readonly pace?: Pace;
} = {}) {
  const state = {
    policy,
    rulesets: [] as Ruleset[],
    /** What writing fails with. */
    refuses: null as Error | null,
    beforeWrite: async () => {},
    showsBypass: true,
  };
  const asked: string[] = [];
  let nextId = 1;
  const toRuleset = (id: number, body: RulesetBody): Ruleset => ({
    ...body,
    id,
    ...body.conditions.ref_name,
    bypassActors: body.bypass_actors,
  });
  const github: RulesetDoor = {
    listPolicyHolders: async () => [],
    renewToken: async () => {},
    ownLogin: async () => "countersign[bot]",
    async readPolicies() {
      asked.push("policies");
      const source = "acme/shop/.github/ai-review.yml";
      return {
        policy: {
          repository: { state: "present", text: state.policy, oid: "e".repeat(40), source },
          organization: { state: "absent" },
        },
        repository: { owner: "acme", name: "shop", nodeId: "R_22", defaultBranch: "main" },
      };
    },
    async findRuleset() {
      asked.push("find");
      return state.rulesets.find(({ name }) => name === "Countersign")?.id ?? null;
    },
    async readRuleset(_, id) {
      asked.push("read");
      const found = state.rulesets.find((each) => each.id === id) ?? null;
      return found && { ...found, bypassActors: state.showsBypass ? found.bypassActors : null };
    },
    async writeRuleset(_, id, body) {
      asked.push(id === null ? "create" : "change");
      await state.beforeWrite();
      if (state.refuses) throw state.refuses;
      if (id === null && state.rulesets.length > 0) throw refused(422, "Validation Failed: Name must be unique");
      const written = toRuleset(id ?? nextId++, body);
      state.rulesets = [...state.rulesets.filter((each) => each.id !== id), written];
      return written.id;
    },
    async deleteRuleset(_, id) {
      asked.push("delete");
      state.rulesets = state.rulesets.filter((each) => each.id !== id);
    },
    async readBranchRules(_, branch) {
      asked.push(`rules of ${branch}`);
      return [];
    },
    async readBranches() {
      asked.push("branches");
      return ["main", "release/1", "fix"];
    },
  };
  let kept: KeptState | null = null;
  const findings: RulesetFinding[] = [];
  const changes: string[] = [];
  const keep = createRulesetKeeper({
    github,
    pace,
    appId: 7,
    log: createLog({ level: "fatal", format: "json", secrets: [], write: () => {} }),
    keepProtection: async () => {},
    onChange: async ({ repo }) => {
      changes.push(repo);
    },
    store: {
      kept: async () => kept,
      keptAmong: async () => new Set(),
      keep: async (_, now) => {
        kept = now;
      },
      recordFinding: async (_, finding) => {
        findings.push(finding);
      },
      findings: async () => findings,
      keepOrganizationFile: async () => {},
      organizationFiles: async () => new Map(),
    },
  });
  const required = (): RequiredCheck | undefined => kept?.required;
  return { state, asked, findings, changes, keep: (occasion: Occasion = look) => keep(place, occasion), required };
}

describe("keeping the check required", () => {
  it("costs two reads and a write at first, and two reads from then on", async () => {
    const { asked, keep, findings, required } = setUp();
    await keep();
    expect(asked.splice(0)).toEqual(["policies", "find", "create"]);
    await keep();
    expect(asked).toEqual(["policies", "read"]);
    expect(findings).toMatchObject([{ kind: "created" }]);
    expect(required()).toEqual({ kind: "kept" });
  });

  it("twice at once makes one ruleset", async () => {
    const { keep, state, required } = setUp();
    await Promise.all([keep(), keep()]);
    expect(state.rulesets).toHaveLength(1);
    expect(required()).toEqual({ kind: "kept" });
  });

  it("takes over a ruleset of its name, and blames nobody for what it lacked", async () => {
    const { keep, state, findings } = setUp();
    state.rulesets = [
      { id: 9, name: "Countersign", enforcement: "disabled", include: [], exclude: [], rules: [], bypassActors: [] },
    ];
    await keep();
    expect(state.rulesets).toMatchObject([{ id: 9, enforcement: "active", include: ["~DEFAULT_BRANCH"] }]);
    expect(findings).toMatchObject([{ kind: "updated" }]);
  });

  it("asks nothing about what the App itself changed", async () => {
    const { asked, keep } = setUp();
    await keep({ ...look, by: { id: 3, login: "countersign[bot]", kind: "Bot" } });
    expect(asked).toEqual([]);
  });

  it("waits for its turn before it asks anything, unless it's urgent", async () => {
    const { asked, keep } = setUp({ pace: { turn: async () => 9, wrote: async () => {} } });
    await expect(keep()).rejects.toMatchObject({ seconds: 9, planned: true });
    await expect(keep()).rejects.toBeInstanceOf(RetryLater);
    expect(asked).toEqual([]);
    await keep({ ...look, urgent: true });
    expect(asked).toEqual(["policies", "find", "create"]);
  });

  it("waits for it only where something is to be written, once it was set up", async () => {
    const pace = { seconds: 0, turn: async () => pace.seconds, wrote: async () => {} };
    const { asked, keep, state } = setUp({ pace });
    await keep();
    pace.seconds = 9;
    asked.splice(0);
    await keep();
    expect(asked.splice(0)).toEqual(["policies", "read"]);
    state.rulesets = state.rulesets.map((each) => ({ ...each, enforcement: "disabled" }));
    await expect(keep()).rejects.toMatchObject({ planned: true });
    expect(asked.splice(0)).toEqual(["policies", "read"]);
    state.policy = "mode: observe\n";
    await expect(keep()).rejects.toMatchObject({ planned: true });
    expect(asked).toEqual(["policies"]);
    expect(state.rulesets).toHaveLength(1);
  });

  it.each([
    [403, "Resource not accessible by integration", "permission"],
    [403, "Upgrade to GitHub Pro or make this repository public to enable this feature.", "plan"],
    [403, "Repository was archived so is read-only.", "refused"],
    [422, "Validation Failed", "refused"],
  ])("that GitHub refuses (%s %s) is said once, and looked at as with `verify`", async (status, message, why) => {
    const { asked, changes, findings, keep, required, state } = setUp();
    state.refuses = refused(status, message);
    await keep();
    expect(asked).toContain("rules of main");
    expect(required()).toMatchObject({ kind: "loose", hindrance: { why } });
    await keep();
    expect(findings).toMatchObject([{ kind: "reported", what: ["not-required: main", `hindrance: ${why}`] }]);
    expect(changes).toEqual(["shop"]);
    state.refuses = null;
    await keep();
    expect(required()).toEqual({ kind: "kept" });
    expect(changes).toEqual(["shop", "shop"]);
  });

  it("doesn't take it for kept where GitHub hides who may bypass it", async () => {
    const { keep, required, state } = setUp();
    await keep();
    state.showsBypass = false;
    await keep();
    expect(required()).toMatchObject({ kind: "loose", hindrance: { why: "permission" } });
  });

  it("is tried again after trouble that may pass, and says nothing of it", async () => {
    const { findings, keep, required, state } = setUp();
    state.refuses = refused(502, "Bad Gateway");
    await expect(keep()).rejects.toThrow("Bad Gateway");
    expect(findings).toEqual([]);
    expect(required()).toBeUndefined();
  });

  it("looks at the branches that a pattern fits, with `verify`", async () => {
    const { asked, keep } = setUp({ policy: "branches: [release/**]\nenforcement: { manage: verify }\n" });
    await keep();
    expect(asked).toEqual(["policies", "branches", "rules of release/1"]);
  });
});
