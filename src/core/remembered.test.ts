import fc from "fast-check";
import { expect, test } from "vitest";
import { type Judgement, judge } from "./judge.ts";
import { NO_MEMORY } from "./memory.ts";
import { account } from "./testing/accounts.ts";
import { policy, request } from "./testing/arbitrary.ts";
import { inForce } from "./testing/policy.ts";
import { aPullRequest } from "./testing/pull-request.ts";

/** As a database gives it back: keys in another order. */
function stored<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part !== "object" || part === null || Array.isArray(part)
      ? part
      : Object.fromEntries(Object.entries(part).reverse()),
  ) as Value;
}

test("what an evaluation remembers of itself changes nothing, so the next one has nothing to write", () => {
  fc.assert(
    fc.property(request, policy, (made, given) => {
      const facts = made.facts();
      const first = judge(facts, given);
      const evidence = first.found.map((item) => ({ item: stored(item), number: facts.number }));
      const second = judge(facts, given, { ...NO_MEMORY, evidence });
      expect(second.report).toEqual(first.report);
    }),
  );
});

test("a doubt about a deleted comment ends once it is known to have been harmless", () => {
  const rita = account("rita");
  const facts = aPullRequest().by("alice").withClaude().happened({ kind: "comment-deleted", author: rita }).facts();
  const doubtful = judge(facts, inForce());
  const names = ({ verdict }: Judgement) => verdict.principals.people.map(({ person }) => person.login);
  expect(names(doubtful)).toContain("rita");
  const evidence = doubtful.found.map((item) => ({ item, number: facts.number }));
  const harmlessDeletions = [{ number: facts.number, author: rita }];
  expect(names(judge(facts, inForce(), { ...NO_MEMORY, evidence, harmlessDeletions }))).not.toContain("rita");
});
