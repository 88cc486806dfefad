import { describe, expect, test } from "vitest";
import type { Authorship } from "../decision.ts";
import type { PullRequestFacts } from "../facts.ts";
import { NO_MEMORY } from "../memory.ts";
import { account, COPILOT, DEVIN, KIRO } from "../testing/accounts.ts";
import { aPolicy } from "../testing/policy.ts";
import { aPullRequest } from "../testing/pull-request.ts";
import { requestPeople } from "./request-people.ts";

const person: Authorship = { ai: false, signals: [], weaker: [], commits: [], agents: [] };

function by(...agents: readonly string[]): Authorship {
  const signals = agents.map((agent) => ({
    type: "agent" as const,
    agent,
    name: agent,
    signal: "trailer" as const,
    value: "",
    confidence: "strong" as const,
    where: { kind: "commit" as const, sha: "c1" },
    authenticated: agent !== "unknown",
  }));
  return { ai: true, signals, weaker: [], commits: ["c1"], agents: agents.map((id) => ({ id, name: id })) };
}

const found = (facts: PullRequestFacts, authorship: Authorship, policy = aPolicy()) =>
  requestPeople(facts, NO_MEMORY, new Map(), authorship, policy).map(
    ({ person: { login }, as, role, authenticated }) => [login, as, role, authenticated],
  );

describe("who opened a request", () => {
  test("is a contributor to a change without AI, and a prompter of one with it", () => {
    const facts = aPullRequest().by("alice").facts();
    expect(found(facts, person)).toEqual([["alice", "contributor", "opened the request", true]]);
    expect(found(facts, by("kiro"))).toEqual([["alice", "prompter", "opened the request", true]]);
  });

  test("is nobody where the account is gone", () => {
    expect(found(aPullRequest().by(null).facts(), by("kiro"))).toEqual([]);
  });

  test("is nobody where an agent or a bot did", () => {
    expect(found(aPullRequest().by(KIRO).facts(), by("kiro"))).toEqual([]);
    expect(found(aPullRequest().by("github-actions[bot]").facts(), by("kiro"))).toEqual([]);
  });

  test("is told, but answers for nothing, where a machine user did", () => {
    const policy = aPolicy({ identities: { machineUsers: ["Robot"] } });
    expect(found(aPullRequest().by("robot").facts(), by("kiro"), policy)).toEqual([
      ["robot", "prompter", "opened the request", false],
    ]);
  });
});

describe("whom an agent's body names", () => {
  const named = (body: string, opener = KIRO, agent = "kiro") =>
    found(aPullRequest().by(opener).with({ body }).facts(), by(agent));

  test.each([
    ["kiro", KIRO, "This pull request was created by @kiro-agent on behalf of @alice 👻"],
    ["devin", DEVIN, "Requested by: @alice"],
    ["devin", DEVIN, "**Requested by:** Alice Doe (@alice)"],
  ] as const)("is its requester, by %s's own word", (agent, opener, body) => {
    expect(named(body, opener, agent)).toEqual([["alice", "prompter", "named as requester", true]]);
  });

  test("is excluded, without more, where a person opened the request", () => {
    const facts = aPullRequest().by("bob").with({ body: "Requested by: @alice" }).facts();
    expect(found(facts, by("devin"))).toContainEqual(["alice", "prompter", "named as requester", false]);
  });

  test("is excluded, without more, where the line is another agent's", () => {
    expect(named("Requested by: @alice")).toEqual([["alice", "prompter", "named as requester", false]]);
  });

  test("is excluded, without more, once somebody edited the body, or nobody can say who did", () => {
    const request = aPullRequest().by(DEVIN).with({ body: "Requested by: @alice", bodyEdited: true });
    for (const bodyEditor of [account("bob"), null]) {
      expect(found(request.with({ bodyEditor }).facts(), by("devin"))).toEqual([
        ["alice", "prompter", "named as requester", false],
      ]);
    }
    expect(found(request.with({ bodyEditor: DEVIN }).facts(), by("devin"))[0]?.[3]).toBe(true);
  });

  test("answers for nothing if it is itself an agent or a machine", () => {
    expect(named("Requested by: @devin-ai-integration", DEVIN, "devin")[0]?.[3]).toBe(false);
  });

  test.each(["> Requested by: @alice", "```\nRequested by: @alice\n```", "It was started by @alice last week"])(
    "isn't a name in a quotation, in code or in prose: %j",
    (body) => {
      expect(named(body)).toEqual([]);
    },
  );
});

describe("who is assigned to an agent's request", () => {
  const assigned = (actor: typeof KIRO | null) => ({ kind: "assigned", actor, assignee: account("alice") }) as const;
  const copilots = aPullRequest().by(COPILOT);

  test("is its prompter; the agent's own word only where the agent assigned", () => {
    const facts = copilots.with({ assignees: [account("alice")] });
    const role = "assigned to the agent's request";
    expect(found(facts.facts(), by("copilot"))).toEqual([["alice", "prompter", role, false]]);
    expect(found(facts.happened(assigned(account("bob"))).facts(), by("copilot"))[0]?.[3]).toBe(false);
    expect(found(facts.happened(assigned(COPILOT)).facts(), by("copilot"))[0]?.[3]).toBe(true);
  });

  test("stays its prompter when taken off again", () => {
    const facts = copilots
      .happened(assigned(COPILOT))
      .happened({ ...assigned(account("alice")), kind: "unassigned" })
      .facts();
    expect(found(facts, by("copilot")).map(([login]) => login)).toEqual(["alice"]);
  });

  test("is nothing to a person's request, where an assignee may be a reviewer", () => {
    const facts = aPullRequest()
      .by("bob")
      .happened(assigned(account("bob")))
      .facts();
    expect(found(facts, by("claude-code")).map(([login]) => login)).toEqual(["bob"]);
  });

  test("is nobody if it is an agent", () => {
    expect(found(copilots.with({ assignees: [COPILOT] }).facts(), by("copilot"))).toEqual([]);
  });
});

describe("who set the agent to work", () => {
  const asked = (body: string, agent = "claude-code", editor: string | null = null) =>
    found(aPullRequest().by(null).comment("rita", body, editor).facts(), by(agent));

  test("by a comment to it is its prompter", () => {
    expect(asked("@claude fix the flaky test")).toEqual([["rita", "prompter", "asked the agent in a comment", true]]);
    expect(asked("/q dev", "amazon-q-developer")).toHaveLength(1);
  });

  test("by a comment on a line is too", () => {
    const facts = aPullRequest()
      .by(null)
      .happened({ kind: "review-comment", author: account("rita"), body: "@claude fix", lastEdit: null, url: "u" })
      .facts();
    expect(found(facts, by("claude-code"))).toHaveLength(1);
  });

  test("is excluded, without more, by an edited comment: others may have written it", () => {
    const role = "asked the agent in a comment";
    expect(asked("@claude fix the flaky test", "claude-code", "bob")).toEqual([
      ["rita", "prompter", role, false],
      ["bob", "prompter", role, false],
    ]);
  });

  test.each(["thanks @claude", "> @claude fix it", "`@claude fix it`", "@claudette fix it"])(
    "isn't who only mentions it: %j",
    (body) => {
      expect(asked(body)).toEqual([]);
    },
  );

  test("is excluded, without more, where only text that anyone can write names the agent", () => {
    const forged = {
      ...by("claude-code"),
      signals: by("claude-code").signals.map((each) => ({ ...each, authenticated: false })),
    };
    const facts = aPullRequest().by(null).comment("rita", "@claude fix it").facts();
    expect(found(facts, forged)).toEqual([["rita", "prompter", "asked the agent in a comment", false]]);
  });

  test("isn't who addresses an agent that wrote nothing here", () => {
    expect(asked("@claude fix it", "kiro")).toEqual([]);
  });

  test("may be who addresses any agent, where nobody can say which one wrote it", () => {
    expect(asked("@claude fix it", "unknown")).toHaveLength(1);
  });

  test("isn't anybody where only the policy says that AI wrote it", () => {
    const [signal] = by("unknown").signals;
    const authorship = { ...by("unknown"), signals: signal ? [{ ...signal, signal: "policy-file" as const }] : [] };
    expect(found(aPullRequest().by(null).comment("rita", "@claude fix it").facts(), authorship)).toEqual([]);
  });

  test("may be who deleted a comment, and that answers for nothing", () => {
    const facts = aPullRequest()
      .by(null)
      .happened({ kind: "comment-deleted", author: account("rita") })
      .facts();
    expect(found(facts, by("claude-code"))).toEqual([["rita", "prompter", "asked the agent in a comment", false]]);
  });

  test("may be who deleted a comment that any of several agents may have followed", () => {
    const authorship = by("kiro", "claude-code");
    const [kiro, claude] = authorship.signals;
    if (!kiro || !claude) throw new Error("expected two signals");
    const signals = [kiro, { ...claude, where: { kind: "commit" as const, sha: "c2" } }];
    const push = (after: string, at: string) => ({ branch: "cart", before: null, after, actor: account("bob"), at });
    const arrivals = new Map([
      ["c1", [push("c1", "2025-12-31T00:00:00Z")]],
      ["c2", [push("c2", "2026-01-02T00:00:00Z")]],
    ]);
    const facts = aPullRequest()
      .by(null)
      .happened({ kind: "comment-deleted", author: account("rita") })
      .facts();
    const people = requestPeople(facts, NO_MEMORY, arrivals, { ...authorship, signals }, aPolicy());
    expect(people.map(({ person, agent }) => [person.login, agent])).toEqual([["rita", "claude-code"]]);
  });

  test("by its label is its prompter, also once the label is off again", () => {
    const facts = aPullRequest()
      .by(null)
      .happened({ kind: "labeled", actor: account("rita"), label: "Kiro" })
      .happened({ kind: "unlabeled", actor: account("rita"), label: "Kiro" })
      .facts();
    expect(found(facts, by("kiro"))).toEqual([["rita", "prompter", "set the agent to work by a label", true]]);
  });

  test("by assigning it is its prompter", () => {
    const facts = aPullRequest()
      .by(null)
      .happened({ kind: "assigned", actor: account("rita"), assignee: COPILOT })
      .facts();
    expect(found(facts, by("copilot"))).toEqual([["rita", "prompter", "set the agent to work by an assignment", true]]);
  });
});
