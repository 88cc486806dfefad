import { describe, expect, it } from "vitest";
import type { Push } from "../memory.ts";
import { account } from "../testing/accounts.ts";
import { aPolicy } from "../testing/policy.ts";
import { aPullRequest } from "../testing/pull-request.ts";
import { arrivalsOf, pusherEvidence } from "./pushers.ts";

const push = (who: string, branch: string, second: number, after = "c1"): Push => ({
  branch,
  before: null,
  after,
  actor: account(who),
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
});
const facts = aPullRequest().withCommit().facts();

/** Who pushed, by pushes to the request's branch and to others. */
const pushers = (own: readonly Push[], elsewhere: readonly Push[]) =>
  pusherEvidence(arrivalsOf(facts, own, new Set()), elsewhere, aPolicy()).map(({ person }) => person.login);

describe("who pushed a commit of the request", () => {
  it("is who brought it to another branch, from where it came to the request's", () => {
    expect(pushers([push("paula", "cart", 20)], [push("rita", "work", 10)])).toEqual(["paula", "rita"]);
  });

  it("isn't who made another branch of it once it was there", () => {
    expect(pushers([push("paula", "cart", 10)], [push("rita", "work", 20)])).toEqual(["paula"]);
    expect(pushers([push("paula", "cart", 30)], [push("rita", "work", 10), push("sam", "more", 20)])).toEqual([
      "paula",
      "rita",
    ]);
  });

  it("may be who pushed it in the same second, or at a time when nobody knows when it came", () => {
    expect(pushers([push("paula", "cart", 10)], [push("rita", "work", 10)])).toEqual(["paula", "rita"]);
    expect(pushers([], [push("rita", "work", 10)])).toEqual(["rita"]);
  });
});
