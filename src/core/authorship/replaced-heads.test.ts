import { expect, test } from "vitest";
import type { Push } from "../memory.ts";
import { aPullRequest } from "../testing/pull-request.ts";
import { replacedHeadsOf } from "./replaced-heads.ts";

const push = (before: string | null, after: string): Push => ({
  branch: "cart",
  before,
  after,
  actor: null,
  at: "2026-01-01T00:00:00Z",
});

test("a head that GitHub doesn't name is each of those from which a recorded push led there", () => {
  const forced = { kind: "head-force-pushed", actor: null, before: null, after: "clean" } as const;
  const { timeline } = aPullRequest().happened(forced).facts();
  const heads = (pushes: readonly Push[]) => replacedHeadsOf({ timeline }, pushes).map(({ sha }) => sha);
  expect(heads([push("own", "clean"), push("clean", "agent's"), push("agent's", "clean")])).toEqual(["own", "agent's"]);
  expect(heads([push(null, "clean")])).toEqual([null]);
});
