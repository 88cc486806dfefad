import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY } from "../core/policy.ts";
import { bypassFindings } from "./bypass.ts";
import { APP, aBranch, aRepository, aRuleset, inForce, requires, role, told } from "./facts.fixture.ts";
import { type Actor, seen, unseen } from "./facts.ts";
import { requiredFindings } from "./required.ts";
import { CATALOGUE, REQUIRE_BY_HAND, WHY_NO_RULESET } from "./texts.ts";

const OWNERS: Actor = { kind: "organization-owners", name: null, id: null };
const KEYS: Actor = { kind: "deploy-keys", name: null, id: null };

const protection = (rules: ReturnType<typeof requires>[], enforcesAdmins: boolean) =>
  seen({ rules, enforcesAdmins, bypassPullRequests: [], restrictedTo: null });

function required(branch: Parameters<typeof aBranch>[0]): string[] {
  return requiredFindings(aRepository({ branches: seen([aBranch(branch)]) }), inForce(), APP.id).map(({ id }) => id);
}

function bypassed(branch: Parameters<typeof aBranch>[0], ...rulesets: ReturnType<typeof aRuleset>[]): string[] {
  const repository = aRepository({ branches: seen([aBranch(branch)]), rulesets: new Map(rulesets) });
  return told(bypassFindings(repository, DEFAULT_POLICY, APP.id));
}

describe("whether the check is required", () => {
  test("is mended by a file, by Countersign, or by hand, as the policy has it", () => {
    const bare = aRepository({ branches: seen([aBranch({ rules: seen([]) })]) });
    const how = (facts: Parameters<typeof inForce>[0]) => {
      const [found] = requiredFindings(bare, inForce(facts), APP.id);
      return [found?.gravity, found?.mend];
    };
    const verify = { ...DEFAULT_POLICY, enforcement: { manage: "verify" as const } };
    expect(how({ hasFile: false })).toEqual(["serious", CATALOGUE["check-not-required"].mend]);
    expect(how({})).toEqual(["critical", WHY_NO_RULESET]);
    expect(how({ policy: verify })).toEqual(["critical", REQUIRE_BY_HAND]);
  });

  test("from this App, by a ruleset or the older protection, is well", () => {
    expect(required({})).toEqual([]);
    expect(required({ rules: seen([]), protection: protection([requires(APP.id)], true) })).toEqual([]);
    expect(required({ rules: seen([requires(null), requires(APP.id, 2)]) })).toEqual([]);
  });

  test("by nobody, from anybody or from another App isn't", () => {
    expect(required({ rules: seen([]) })).toEqual(["check-not-required"]);
    expect(required({ rules: seen([requires(null)]) })).toEqual(["check-from-anybody"]);
    expect(required({ rules: seen([requires(9)]) })).toEqual(["check-from-another-app"]);
  });

  test("isn't known where rules couldn't be read, unless the other kind requires it", () => {
    const rules = unseen("GitHub answered 502");
    expect(required({ rules })).toEqual(["could-not-look"]);
    expect(required({ rules, protection: protection([requires(APP.id)], true) })).toEqual([]);
  });

  test("is known without the permission for the older protection: the branch shows what it requires", () => {
    const hidden = { rules: seen([]), protection: unseen("needs `administration: read`") };
    expect(required({ ...hidden, shownRules: [requires(APP.id)] })).toEqual([]);
    expect(required(hidden)).toEqual(["check-not-required"]);
  });

  test("says of how many branches nobody looked at", () => {
    const [finding] = requiredFindings(aRepository({ moreBranches: 3 }), inForce(), APP.id);
    expect(finding?.says).toContain("3 more branches");
  });
});

describe("who can bypass it", () => {
  test("is nobody past an empty list", () => {
    expect(bypassed({}, aRuleset(1))).toEqual([]);
  });

  test("is whoever is on the list of the only rule", () => {
    expect(bypassed({}, aRuleset(1, [OWNERS, KEYS]))).toEqual([
      "bypass-organization-owners the organisation's owners",
      "bypass-deploy-keys deploy keys with write access",
    ]);
  });

  test("is only who is past all rules: owners administer, administrators may write", () => {
    const rules = seen([requires(APP.id, 1), requires(APP.id, 2)]);
    expect(bypassed({ rules }, aRuleset(1, [KEYS, OWNERS]), aRuleset(2, [role("admin")]))).toEqual([
      "bypass-organization-owners the organisation's owners",
    ]);
    expect(bypassed({ rules }, aRuleset(1, [KEYS]), aRuleset(2, [role("admin")]))).toEqual([]);
    expect(bypassed({ rules }, aRuleset(1, [role("write")]), aRuleset(2))).toEqual([]);
  });

  test("doesn't count rules that require something else, or another App's check", () => {
    const rules = seen([requires(APP.id, 1), requires(9, 2)]);
    expect(bypassed({ rules }, aRuleset(1), aRuleset(2, [OWNERS]))).toEqual([]);
  });

  test("is the administrators, where the older protection doesn't bind them", () => {
    const rules = seen([]);
    const lax = protection([requires(APP.id)], false);
    expect(bypassed({ rules, protection: lax })).toEqual(["bypass-administrators administrators of the repository"]);
    expect(bypassed({ protection: lax }, aRuleset(1))).toEqual([]);
    expect(bypassed({ rules, protection: protection([requires(APP.id)], true) })).toEqual([]);
  });

  test("isn't known where the list isn't shown; another rule without a list answers it", () => {
    const hidden = [2, { id: 2, name: "R2", source: "acme", actors: unseen("needs more") }] as const;
    const rules = seen([requires(APP.id, 2)]);
    expect(bypassed({ rules }, hidden)).toEqual(["could-not-look who may bypass the ruleset “R2” of acme on main"]);
    expect(bypassed({ rules: seen([requires(APP.id, 1), requires(APP.id, 2)]) }, aRuleset(1), hidden)).toEqual([]);
  });
});
