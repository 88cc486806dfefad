import { describe, expect, test } from "vitest";
import type { PullRequestFacts } from "../facts.ts";
import { NO_MEMORY } from "../memory.ts";
import type { Policy } from "../policy.ts";
import { account, COPILOT, KIRO } from "../testing/accounts.ts";
import { aPolicy } from "../testing/policy.ts";
import { aPullRequest } from "../testing/pull-request.ts";
import { standingsOf } from "./approvals.ts";
import { personOf } from "./identity.ts";
import { principalsOf } from "./principals.ts";

const request = aPullRequest().withCommit({ sha: "head" });

/** Each reviewer with what became of the review, where nobody but the named is a principal. */
function standings(facts: PullRequestFacts, principals: readonly string[] = [], policy: Policy = aPolicy()) {
  const evidence = principals.map((login) => ({
    type: "person" as const,
    person: personOf(account(login)),
    as: "contributor" as const,
    role: "authored" as const,
    agent: null,
    where: { kind: "commit" as const, sha: "head" },
    authenticated: false,
  }));
  return standingsOf(facts, NO_MEMORY, principalsOf(evidence, policy), policy).map((standing) => [
    standing.reviewer?.login ?? null,
    standing.kind === "discounted" ? standing.discount.why : standing.kind,
  ]);
}

describe("an approval counts", () => {
  test("by a person with write access, for the head, who had no part in it", () => {
    expect(standings(request.approvedBy("rita").facts())).toEqual([["rita", "counts"]]);
  });

  test("still, when a comment follows it", () => {
    expect(standings(request.approvedBy("rita").commentedOnBy("rita").facts())).toEqual([["rita", "counts"]]);
  });

  test("once a person, however often given and whatever the login's case", () => {
    const facts = request.approvedBy("rita").approvedBy("Rita").facts();
    expect(standings(facts)).toEqual([["Rita", "counts"]]);
  });

  test("once for all accounts that identities join", () => {
    const people = [{ login: "rita", accounts: ["rita-private"], emails: [] }];
    const facts = request.approvedBy("rita").approvedBy("rita-private").facts();
    expect(standings(facts)).toHaveLength(2);
    expect(standings(facts, [], aPolicy({ identities: { people } }))).toEqual([["rita-private", "counts"]]);
  });

  test("after a request for changes that the same person made before", () => {
    expect(standings(request.changesRequestedBy("rita").approvedBy("rita").facts())).toEqual([["rita", "counts"]]);
  });
});

describe("an approval doesn't count", () => {
  test.each([
    ["a bot's", "acme-bot[bot]", "not-human"],
    ["the workflow token's", "github-actions[bot]", "not-human"],
    ["an agent's", COPILOT, "not-human"],
    ["an agent's user account's", KIRO, "not-human"],
    ["a mannequin's", account("m", "Mannequin"), "not-human"],
    ["a deleted account's", null, "author-gone"],
  ] as const)("if it is %s", (_whose, who, why) => {
    expect(standings(request.approvedBy(who).facts()).map(([, reason]) => reason)).toEqual([why]);
  });

  test("if the policy says that the account is a machine", () => {
    const policy = aPolicy({ identities: { machineUsers: ["ROBOT"] } });
    expect(standings(request.approvedBy("robot").facts(), [], policy)).toEqual([["robot", "not-human"]]);
  });

  test("if a principal gave it, or a principal's other account", () => {
    const people = [{ login: "alice", accounts: ["alice-private"], emails: [] }];
    expect(standings(request.approvedBy("alice").facts(), ["Alice"])).toEqual([["alice", "principal"]]);
    const facts = request.approvedBy("alice-private").facts();
    expect(standings(facts, ["alice"], aPolicy({ identities: { people } }))).toEqual([["alice-private", "principal"]]);
  });

  test("without write access now", () => {
    expect(standings(request.approvedBy("rita", { authorCanPush: false }).facts())).toEqual([
      ["rita", "no-write-access"],
    ]);
  });

  test("for an older commit, or one that GitHub lost", () => {
    expect(standings(request.approvedBy("rita").withCommit().facts())).toEqual([["rita", "older-commit"]]);
    expect(standings(request.approvedBy("rita", { commit: null }).facts())).toEqual([["rita", "commit-unknown"]]);
  });

  test("dismissed, and an older one doesn't revive", () => {
    const dismissed = { state: "DISMISSED" } as const;
    expect(standings(request.approvedBy("rita").reviewedBy("rita", dismissed).facts())).toEqual([
      ["rita", "dismissed"],
    ]);
  });

  test("as a comment, whatever it says", () => {
    expect(standings(request.reviewedBy("rita", { body: "LGTM" }).facts())).toEqual([["rita", "only-commented"]]);
  });

  test("while it isn't submitted", () => {
    expect(standings(request.reviewedBy("rita", { state: "PENDING" }).facts())).toEqual([]);
  });
});

describe("a base that moved", () => {
  const retarget = { kind: "base-changed", actor: account("alice"), from: "dev", to: "main" } as const;
  const rewrite = { kind: "base-force-pushed", actor: account("alice") } as const;

  test("voids approvals before it, and not those after it", () => {
    expect(standings(request.approvedBy("rita").happened(retarget).facts())).toEqual([["rita", "retargeted"]]);
    expect(standings(request.approvedBy("rita").happened(rewrite).facts())).toEqual([["rita", "base-rewritten"]]);
    expect(standings(request.happened(retarget).happened(rewrite).approvedBy("rita").facts())).toEqual([
      ["rita", "counts"],
    ]);
  });

  test("voids an approval that nobody can say came later", () => {
    const same = request.happened(retarget).facts().timeline[0]?.at ?? "";
    for (const submittedAt of [null, "not a time", same]) {
      expect(standings(request.happened(retarget).approvedBy("rita", { submittedAt }).facts())).toEqual([
        ["rita", "retargeted"],
      ]);
    }
  });
});

describe("a request for changes", () => {
  test("stands against an approval that came before it", () => {
    expect(standings(request.approvedBy("rita").changesRequestedBy("rita").facts())).toEqual([["rita", "objects"]]);
  });

  test("stands for an older commit too, and when its author is a principal", () => {
    expect(standings(request.changesRequestedBy("rita").withCommit().facts(), ["rita"])).toEqual([["rita", "objects"]]);
  });

  test("is nothing without write access, and nothing from a bot", () => {
    expect(standings(request.changesRequestedBy("rita", { authorCanPush: false }).facts())).toEqual([
      ["rita", "no-write-access"],
    ]);
    expect(standings(request.changesRequestedBy("lint[bot]").facts())).toEqual([["lint[bot]", "not-human"]]);
  });

  test("can't be lifted by listing its author as a machine", () => {
    const policy = aPolicy({ identities: { machineUsers: ["rita"] } });
    expect(standings(request.changesRequestedBy("rita").facts(), [], policy)).toEqual([["rita", "objects"]]);
  });

  test("can't be lifted by an account that the policy joins with its author's", () => {
    const people = [{ login: "bob", accounts: ["rita"], emails: [], onlyExcludes: true }];
    const facts = request.changesRequestedBy("rita").approvedBy("bob").facts();
    expect(standings(facts, [], aPolicy({ identities: { people } }))).toEqual([["rita", "objects"]]);
  });

  test("is over once it is dismissed", () => {
    const facts = request.changesRequestedBy("rita").reviewedBy("rita", { state: "DISMISSED" }).facts();
    expect(standings(facts)).toEqual([["rita", "dismissed"]]);
  });
});
