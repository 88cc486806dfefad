import { describe, expect, test } from "vitest";
import type { Authorship } from "../decision.ts";
import type { PullRequestFacts } from "../facts.ts";
import { NO_MEMORY } from "../memory.ts";
import { account, COPILOT, DEVIN, KIRO } from "../testing/accounts.ts";
import { NO_AI, writtenBy } from "../testing/authorship.ts";
import { aPolicy } from "../testing/policy.ts";
import { aPullRequest } from "../testing/pull-request.ts";
import { requestPeople } from "./request-people.ts";

const found = (facts: PullRequestFacts, authorship: Authorship, policy = aPolicy()) =>
  requestPeople(facts, NO_MEMORY, new Map(), authorship, policy).map(
    ({ person: { login }, as, role, authenticated }) => [login, as, role, authenticated],
  );

describe("who opened a request", () => {
  test("is a contributor to a change without AI, and a prompter of one with it", () => {
    const facts = aPullRequest().by("alice").facts();
    expect(found(facts, NO_AI)).toEqual([["alice", "contributor", "opened the request", true]]);
    expect(found(facts, writtenBy("kiro"))).toEqual([["alice", "prompter", "opened the request", true]]);
  });

  test("is nobody where the account is gone", () => {
    expect(found(aPullRequest().by(null).facts(), writtenBy("kiro"))).toEqual([]);
  });

  test("is nobody where an agent or a bot did", () => {
    expect(found(aPullRequest().by(KIRO).facts(), writtenBy("kiro"))).toEqual([]);
    expect(found(aPullRequest().by("github-actions[bot]").facts(), writtenBy("kiro"))).toEqual([]);
  });

  test("is told, but answers for nothing, where a machine user did", () => {
    const policy = aPolicy({ identities: { machineUsers: ["Robot"] } });
    expect(found(aPullRequest().by("robot").facts(), writtenBy("kiro"), policy)).toEqual([
      ["robot", "prompter", "opened the request", false],
    ]);
  });
});

describe("whom an agent's body names", () => {
  const named = (body: string, opener = KIRO, agent = "kiro") =>
    found(aPullRequest().by(opener).with({ body }).facts(), writtenBy(agent));

  test.each([
    ["kiro", KIRO, "This pull request was created by @kiro-agent on behalf of @alice 👻"],
    ["devin", DEVIN, "Requested by: @alice"],
    ["devin", DEVIN, "**Requested by:** Alice Doe (@alice)"],
  ] as const)("is its requester, by %s's own word", (agent, opener, body) => {
    expect(named(body, opener, agent)).toEqual([["alice", "prompter", "named as requester", true]]);
  });

  test("is excluded, without more, where a person opened the request", () => {
    const facts = aPullRequest().by("bob").with({ body: "Requested by: @alice" }).facts();
    expect(found(facts, writtenBy("devin"))).toContainEqual(["alice", "prompter", "named as requester", false]);
  });

  test("is excluded, without more, where the line is another agent's", () => {
    expect(named("Requested by: @alice")).toEqual([["alice", "prompter", "named as requester", false]]);
  });

  test("is excluded, without more, once somebody edited the body, or nobody can say who did", () => {
    const request = aPullRequest().by(DEVIN).with({ body: "Requested by: @alice", bodyEdited: true });
    for (const bodyEditor of [account("bob"), null]) {
      expect(found(request.with({ bodyEditor }).facts(), writtenBy("devin"))).toEqual([
        ["alice", "prompter", "named as requester", false],
      ]);
    }
    expect(found(request.with({ bodyEditor: DEVIN }).facts(), writtenBy("devin"))[0]?.[3]).toBe(true);
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
    expect(found(facts.facts(), writtenBy("copilot"))).toEqual([["alice", "prompter", role, false]]);
    expect(found(facts.happened(assigned(account("bob"))).facts(), writtenBy("copilot"))[0]?.[3]).toBe(false);
    expect(found(facts.happened(assigned(COPILOT)).facts(), writtenBy("copilot"))[0]?.[3]).toBe(true);
  });

  test("stays its prompter when taken off again", () => {
    const facts = copilots
      .happened(assigned(COPILOT))
      .happened({ ...assigned(account("alice")), kind: "unassigned" })
      .facts();
    expect(found(facts, writtenBy("copilot")).map(([login]) => login)).toEqual(["alice"]);
  });

  test("is nothing to a person's request, where an assignee may be a reviewer", () => {
    const facts = aPullRequest()
      .by("bob")
      .happened(assigned(account("bob")))
      .facts();
    expect(found(facts, writtenBy("claude-code")).map(([login]) => login)).toEqual(["bob"]);
  });

  test("is nobody if it is an agent", () => {
    expect(found(copilots.with({ assignees: [COPILOT] }).facts(), writtenBy("copilot"))).toEqual([]);
  });
});
