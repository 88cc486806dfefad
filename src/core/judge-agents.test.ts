import { describe, expect, test } from "vitest";
import { account, COPILOT, COPILOT_GIT, DEVIN, gitOf } from "./testing/accounts.ts";
import { aClaudeCommit, aCommit } from "./testing/commit.ts";
import { outcome } from "./testing/outcome.ts";
import { aPolicy, inForce } from "./testing/policy.ts";
import { aPullRequest } from "./testing/pull-request.ts";

/** Alice's request, which Claude Code wrote. */
const claudes = aPullRequest().by("alice").withClaude();

describe("an agent's own request", () => {
  const copilots = aPullRequest().by(COPILOT);

  test("needs two where nobody vouches for who asked", () => {
    const request = copilots.withCommit({ by: COPILOT_GIT, signedByGitHub: true });
    expect(outcome(request.approvedBy("rita"))).toBe("waiting for 1");
    expect(outcome(request.approvedBy("rita").approvedBy("bob"))).toBe("satisfied");
  });

  test("excludes whom its signed commits name, and then one is enough", () => {
    const request = copilots.withCommit({ by: COPILOT_GIT, coAuthors: [gitOf("alice")], signedByGitHub: true });
    expect(outcome(request.approvedBy("alice"))).toBe("waiting for 1");
    expect(outcome(request.approvedBy("rita"))).toBe("satisfied");
  });

  test("still needs two when somebody only writes a colleague's name into a trailer, or assigns one", () => {
    const named = copilots.withCommit({ by: COPILOT_GIT, trailers: ["Co-authored-by: bob <bob@acme.example>"] });
    expect(outcome(named.approvedBy("alice"))).toBe("waiting for 1");
    const assigned = copilots
      .withCommit({ by: COPILOT_GIT, signedByGitHub: true })
      .with({ assignees: [account("bob")] })
      .happened({ kind: "assigned", actor: account("alice"), assignee: account("bob") });
    expect(outcome(assigned.approvedBy("alice"))).toBe("waiting for 1");
  });

  test("still needs two when somebody edits a colleague's comment into a command", () => {
    const request = copilots.withCommit({ by: COPILOT_GIT, signedByGitHub: true });
    expect(outcome(request.comment("bob", "@copilot do it", "alice").approvedBy("alice"))).toBe("waiting for 2");
    expect(outcome(request.comment("bob", "@copilot do it").approvedBy("rita"))).toBe("satisfied");
  });

  test("opened by a machine user needs two", () => {
    const policy = inForce(aPolicy({ identities: { machineUsers: ["robot"] } }));
    expect(outcome(aPullRequest().by("robot").withClaude().approvedBy("rita"), policy)).toBe("waiting for 1");
  });

  test("whose body names its requester excludes that person", () => {
    const request = aPullRequest().by(DEVIN).with({ body: "Requested by: @alice" }).withCommit();
    expect(outcome(request.approvedBy("Alice"))).toBe("waiting for 1");
    expect(outcome(request.approvedBy("rita"))).toBe("satisfied");
  });
});

describe("what a force push replaced", () => {
  const clean = aPullRequest().by("alice").withCommit();

  test("stays: its marks and its people", () => {
    expect(outcome(clean.with({ replaced: [aClaudeCommit({ sha: "old" })] }))).toBe("waiting for 1");
    const ritas = claudes.with({ replaced: [aCommit({ sha: "old", by: gitOf("rita") })] });
    expect(outcome(ritas.approvedBy("rita"))).toBe("waiting for 1");
  });

  test("is taken for AI's where it can't be shown", () => {
    expect(outcome(clean.with({ lostHeads: ["0123456"] }))).toBe("waiting for 1");
  });
});
