import { expect, it } from "vitest";
import { createTurns, first } from "./turns.ts";

it("runs one statement at a time, urgent ones first, and goes on after one that fails", async () => {
  const turn = createTurns();
  const order: string[] = [];
  const statement =
    (name: string, fails = false) =>
    async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const results = await Promise.allSettled([
    turn(statement("a")),
    turn(statement("b", true)),
    turn(statement("c")),
    first(() => turn(statement("delivery"))),
    first(async () => {
      await turn(statement("another"));
      return turn(statement("and its second"));
    }),
  ]);
  expect(order.filter((each) => each.endsWith("begins"))).toEqual(
    ["a", "delivery", "another", "and its second", "b", "c"].map((name) => `${name} begins`),
  );
  expect(order.map((each) => each.split(" ").at(-1))).toEqual(Array(6).fill(["begins", "ends"]).flat());
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled", "fulfilled"]);
});

it("lets deliveries be read between two statements", async () => {
  const turn = createTurns();
  let statements = 0;
  const seen = new Promise<number>((resolve) => setImmediate(() => resolve(statements)));
  await Promise.all(Array.from({ length: 20 }, () => turn(async () => void statements++)));
  expect(await seen).toBeLessThan(5);
});
