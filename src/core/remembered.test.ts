import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "./judge.ts";
import { NO_MEMORY } from "./memory.ts";
import { policy, request } from "./testing/arbitrary.ts";

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
    fc.property(request, policy, (made, inForce) => {
      const facts = made.facts();
      const first = judge(facts, inForce);
      const evidence = first.found.map((item) => ({ item: stored(item), number: facts.number }));
      const second = judge(facts, inForce, { ...NO_MEMORY, evidence });
      expect(second.report).toEqual(first.report);
    }),
  );
});
