import { describe, expect, test } from "vitest";
import type { PolicyFile } from "../core/facts.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";
import { resolvePolicy } from "./resolve.ts";

const ABSENT: PolicyFile = { state: "absent" };
const file = (text: string, source = "acme/shop/.github/ai-review.yml"): PolicyFile => ({
  state: "present",
  text,
  oid: "0".repeat(40),
  source,
});
const organizationFile = (text: string) => file(text, "acme/.github-private/.github/ai-review.yml");

function resolve(files: { repository?: PolicyFile; organization?: PolicyFile; proposed?: PolicyFile }) {
  return resolvePolicy({
    policy: { repository: files.repository ?? ABSENT, organization: files.organization ?? ABSENT },
    proposedPolicy: files.proposed ?? null,
    repository: { owner: "acme", name: "shop", nodeId: "R_1", defaultBranch: "trunk" },
  });
}

describe("the policy in force", () => {
  test("without any file is the built-in one", () => {
    expect(resolve({})).toEqual({
      policy: DEFAULT_POLICY,
      hasFile: false,
      required: { kind: "unknown" },
      bypasses: [],
      broken: null,
      proposed: null,
      touchesPolicy: false,
    });
  });

  test("of an empty file is the built-in one too, and a file exists", () => {
    expect(resolve({ repository: file("") })).toMatchObject({ policy: DEFAULT_POLICY, hasFile: true, broken: null });
    expect(resolve({ organization: organizationFile("") })).toMatchObject({ policy: DEFAULT_POLICY, hasFile: true });
  });

  test("is the strictest of both files", () => {
    const { policy } = resolve({
      repository: file("mode: off\napprovals: { required: 1 }"),
      organization: organizationFile("mode: enforce\napprovals: { required: 2 }"),
    });
    expect(policy).toMatchObject({ mode: "enforce", approvals: { required: 2 } });
  });
});

describe("a repository under an organisation's file", () => {
  const under = (organization: string, repository: string) =>
    resolve({ organization: organizationFile(organization), repository: file(repository) }).policy;

  test("can't switch off what the organisation enforces", () => {
    expect(under("mode: enforce", "mode: off").mode).toBe("enforce");
  });

  test("decides what the organisation left out", () => {
    expect(under("mode: enforce", "detection: { ignore_agents: [kiro] }").detection.ignoreAgents).toEqual(["kiro"]);
    expect(under("", "override: { teams: [acme/oncall] }").override.teams).toEqual(["acme/oncall"]);
    expect(under("", "mode: off").mode).toBe("off");
  });

  test("can't add to a list that the organisation wrote and that only grants, though it is empty", () => {
    const organization = "detection: { ignore_agents: [], automation: [] }\noverride: { teams: [] }";
    const repository = "detection: { ignore_agents: [kiro], automation: [x] }\noverride: { teams: [acme/x] }";
    expect(under(organization, repository)).toMatchObject({
      detection: { ignoreAgents: [], automation: [] },
      override: { teams: [] },
    });
  });

  test("only excludes with its people, even if the organisation's file says nothing of people", () => {
    const people = "identities: { people: [{ login: a, emails: [a@b.example] }] }";
    expect(under("mode: enforce", people).identities.people).toMatchObject([{ login: "a", onlyExcludes: true }]);
    expect(resolve({ repository: file(people) }).policy.identities.people).toEqual([
      { login: "a", accounts: [], emails: ["a@b.example"] },
    ]);
  });
});

describe("a broken file on the default branch", () => {
  test("is replaced by the built-in policy, and its line is named", () => {
    expect(resolve({ repository: file("mode: off\nmodes: 1\n") })).toMatchObject({
      policy: DEFAULT_POLICY,
      hasFile: true,
      broken: { source: "acme/shop/.github/ai-review.yml", problems: [{ line: 2, column: 1 }] },
    });
  });

  test("that was refused unread gives the reason", () => {
    const refused: PolicyFile = { state: "refused", source: "acme/shop/ai", why: "it is a symbolic link" };
    expect(resolve({ repository: refused })).toMatchObject({
      policy: DEFAULT_POLICY,
      hasFile: true,
      broken: { source: "acme/shop/ai", problems: [{ line: 1, column: 1, message: "it is a symbolic link" }] },
    });
  });

  test("of a repository never weakens the organisation's policy, nor the built-in one", () => {
    const { policy } = resolve({
      repository: file("nonsense"),
      organization: organizationFile("mode: observe\nbranches: [stable]\napprovals: { required: 3, unattributed: 1 }"),
    });
    expect(policy).toMatchObject({ mode: "enforce", approvals: { required: 3, unattributed: 2 } });
    expect(policy.branches?.toSorted()).toEqual(["stable", "trunk"]);
  });

  test("of the organisation can't be used by a repository to loosen anything", () => {
    const { policy, broken } = resolve({
      repository: file(
        "mode: off\nbranches: [none]\ndetection: { automation: [x], ignore_agents: [kiro] }\n" +
          "approvals: { unattributed: 1 }\nidentities: { people: [{ login: a, emails: [a@b.example] }] }",
      ),
      organization: organizationFile("mode"),
    });
    expect(policy).toMatchObject({
      mode: "enforce",
      branches: ["trunk", "none"],
      detection: { automation: [], ignoreAgents: [] },
      approvals: { unattributed: 2 },
      identities: { people: [{ login: "a", onlyExcludes: true }] },
    });
    expect(broken?.source).toBe("acme/.github-private/.github/ai-review.yml");
  });

  test("on both sides is named on both", () => {
    const { broken } = resolve({ repository: file("a: 1"), organization: organizationFile("b: 1") });
    expect(broken?.source).toBe("acme/.github-private/.github/ai-review.yml and acme/shop/.github/ai-review.yml");
    expect(broken?.problems.map(({ message }) => message.split(": ")[0])).toEqual([
      "acme/.github-private/.github/ai-review.yml",
      "acme/shop/.github/ai-review.yml",
    ]);
  });
});

describe("a policy that the request proposes", () => {
  test("doesn't judge the request that brings it", () => {
    const inForce = resolve({ repository: file("approvals: { required: 2 }"), proposed: file("mode: off") });
    expect(inForce).toMatchObject({
      policy: { mode: "enforce", approvals: { required: 2 } },
      touchesPolicy: true,
      proposed: null,
      broken: null,
    });
  });

  test("may be a deletion", () => {
    expect(resolve({ proposed: ABSENT })).toMatchObject({ touchesPolicy: true, proposed: null, hasFile: false });
  });

  test("shows its problems when it is broken, and leaves the policy in force alone", () => {
    expect(resolve({ repository: file("mode: observe"), proposed: file("mode: on") })).toMatchObject({
      policy: { mode: "observe" },
      proposed: { problems: [{ line: 1, column: 7 }] },
      broken: null,
    });
  });
});
