import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY } from "../core/policy.ts";
import { agentAccountFindings, agentAppFindings } from "./agents.ts";
import { collaboratorFindings } from "./collaborators.ts";
import { APP, aCollaborator, aPolicy, aRepository, aRuleset, INSTALLATION, role, told } from "./facts.fixture.ts";
import { seen, unseen } from "./facts.ts";
import { passersOf } from "./passers.ts";
import { principalFindings } from "./principals.ts";

const alice = { id: 1, login: "alice", email: null, name: null, isAccount: true };
const owners = seen([]);

function principals(facts: Parameters<typeof aRepository>[0], policy = DEFAULT_POLICY): string[] {
  return told(principalFindings(aRepository(facts), { owners }, policy, APP.id));
}

describe("principals of open changes", () => {
  const openChanges = seen([{ number: 5, principals: [{ person: alice, as: "prompter" as const, opened: true }] }]);
  const writersPast = new Map([aRuleset(1, [role("write")])]);
  const writes = seen([aCollaborator("alice", 1, "write"), aCollaborator("rita", 2, "write")]);

  test("who are on the bypass list, or administer, are told", () => {
    expect(principals({ openChanges, rulesets: writersPast, collaborators: writes })).toEqual([
      "principal-can-bypass alice, #5",
    ]);
    expect(principals({ openChanges, collaborators: seen([aCollaborator("alice", 1, "admin")]) })).toEqual([
      "principal-administers alice, #5",
    ]);
  });

  test("with no way past, or no part in anything open, aren't", () => {
    expect(principals({ openChanges, collaborators: writes })).toEqual([]);
    expect(principals({ rulesets: writersPast, collaborators: writes })).toEqual([]);
  });

  test("are known by their other accounts, too", () => {
    const policy = aPolicy({
      identities: { machineUsers: [], people: [{ login: "alice", accounts: ["alice-admin"], emails: [] }] },
    });
    const collaborators = seen([aCollaborator("alice-admin", 9, "admin")]);
    expect(principals({ openChanges, collaborators }, policy)).toEqual(["principal-administers alice-admin, #5"]);
    expect(principals({ openChanges, collaborators })).toEqual([]);
  });

  test("who only contributed don't matter where the policy excludes prompters only", () => {
    const contributed = seen([
      { number: 5, principals: [{ person: alice, as: "contributor" as const, opened: false }] },
    ]);
    const facts = { openChanges: contributed, collaborators: seen([aCollaborator("alice", 1, "admin")]) };
    const policy = aPolicy({ approvals: { ...DEFAULT_POLICY.approvals, exclude: "prompters" } });
    expect(principals(facts)).toHaveLength(1);
    expect(principals(facts, policy)).toEqual([]);
  });

  test("can't be told without the store, or without the people", () => {
    expect(principals({ openChanges: unseen("there is no database") })).toHaveLength(1);
    expect(principals({ openChanges, rulesets: writersPast, collaborators: unseen("needs more") })).toEqual([
      "could-not-look who can bypass the check on main",
      "could-not-look who administers the repository",
    ]);
  });

  test("are found in teams that are let past, if the team has access at all", () => {
    const team = { kind: "team" as const, name: "acme/Platform", id: 3 };
    const repository = aRepository({
      rulesets: new Map([aRuleset(1, [team])]),
      collaborators: writes,
      teams: seen(new Map([["acme/platform", new Set([1, 77])]])),
    });
    const passers = passersOf(repository, { owners }, "main", APP.id);
    expect(passers).toMatchObject({
      value: [{ account: { login: "alice" }, why: "as a member of the team acme/Platform" }],
    });
  });
});

describe("AI assistants", () => {
  const organization = {
    installation: INSTALLATION,
    owners,
    repositories: [],
    remembersPolicy: false,
    shownPolicy: null,
  };
  const app = (slug: string, permissions: Record<string, string>, more = {}) => ({
    ...{ appId: 1, slug, permissions, allRepositories: true, suspended: false },
    ...more,
  });
  const apps = (...all: ReturnType<typeof app>[]) =>
    agentAppFindings({ ...organization, apps: seen(all) }, [DEFAULT_POLICY]);

  test("whose App writes or administers are told; readers, others and the suspended aren't", () => {
    expect(
      told(apps(app("claude", { contents: "write" }), app("devin-ai-integration", { administration: "write" }))),
    ).toEqual([
      "agent-writes claude, contents: write, all repositories",
      "agent-administers devin-ai-integration, administration: write, all repositories",
    ]);
    expect(apps(app("claude", { contents: "read" }))).toEqual([]);
    expect(apps(app("acme-deployer", { contents: "write" }))).toEqual([]);
    expect(apps(app("claude", { contents: "write" }, { suspended: true }))).toEqual([]);
  });

  test("that own the organisation are told, and so is that Apps couldn't be read", () => {
    const kiro = { id: 244629292, login: "kiro-agent", kind: "User" as const };
    const facts = { ...organization, apps: unseen("needs more"), owners: seen([kiro]) };
    expect(told(agentAppFindings(facts, [DEFAULT_POLICY]))).toEqual([
      "could-not-look the Apps on the organisation",
      "agent-administers kiro-agent",
    ]);
  });

  test("whose account has a role are told by number: a person with such a name isn't one", () => {
    const roles = (...all: ReturnType<typeof aCollaborator>[]) =>
      told(agentAccountFindings(aRepository({ collaborators: seen(all) }), DEFAULT_POLICY));
    expect(roles(aCollaborator("kiro-renamed", 244629292, "write"))).toEqual([
      "agent-writes kiro-renamed, role: write",
    ]);
    expect(roles(aCollaborator("kiro-agent", 244629292, "admin"))).toEqual([
      "agent-administers kiro-agent, role: admin",
    ]);
    expect(roles(aCollaborator("kiro-agent", 244629292, "triage"))).toEqual([]);
    expect(roles(aCollaborator("claude", 5, "admin"))).toEqual([]);
  });
});

describe("collaborators beside the policy's teams", () => {
  const policy = aPolicy({ override: { teams: ["acme/Leads"] } });
  const direct = seen([aCollaborator("alice", 1, "write"), aCollaborator("rita", 2, "admin")]);

  test("are told together; members aren't, nor anybody without a team to be in", () => {
    const teams = seen(new Map([["acme/leads", new Set([2])]]));
    expect(told(collaboratorFindings(aRepository({ direct, teams }), policy))).toEqual([
      "collaborator-outside-teams alice",
    ]);
    expect(collaboratorFindings(aRepository({ direct, teams }), DEFAULT_POLICY)).toEqual([]);
  });

  test("can't be told without the team's members", () => {
    const teams = unseen("needs `members: read`");
    expect(told(collaboratorFindings(aRepository({ direct, teams }), policy))).toEqual([
      "could-not-look the teams that the policy names",
    ]);
  });
});
