/**
 * Random histories: whatever people do, in whatever order GitHub tells of it, no check passes without an eligible person's
 * approval, and once all is quiet each check says what the rules say.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import type { RequestHandle } from "../simulator/build/request.ts";
import type { PullRequest } from "../simulator/state/conversation.ts";
import type { Account, World } from "../simulator/state/model.ts";
import { createOracle, type Oracle } from "./support/oracle.ts";
import { byClaude, POLICY, type Stage, setStage } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

const WHO = ["alice", "rita", "sam", "tess"] as const;

const who = fc.constantFrom(...WHO);
const agent = fc.boolean();
/** What can happen on a request. Each is refused, and then nothing, where GitHub refuses it. */
const deed = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("commit"), who, agent } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("amend"), who, agent } as const) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("approve"), who } as const) },
  fc.record({ kind: fc.constant("request changes"), who } as const),
  fc.record({ kind: fc.constant("comment"), who } as const),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("dismiss"), who } as const) },
  fc.record({ kind: fc.constant("retarget"), who } as const),
  fc.record({ kind: fc.constant("edit"), who } as const),
  fc.record({ kind: fc.constant("close and reopen"), who } as const),
);
type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never;

/** What happens before GitHub tells of any of it, and the order in which it tells. */
const act = fc.record({ deeds: fc.array(deed, { minLength: 1, maxLength: 4 }), order: fc.nat(), twice: fc.boolean() });
const history = fc.record({ agent, acts: fc.array(act, { minLength: 1, maxLength: 5 }) });

interface Scene {
  readonly shop: RepositoryHandle;
  readonly request: RequestHandle;
  readonly oracle: Oracle;
  readonly reviews: ReturnType<RequestHandle["review"]>[];
}

let count = 0;

/** Commits as somebody, and lets the oracle know what really happened. */
function commit({ shop, oracle }: Pick<Scene, "shop" | "oracle">, by: Account, byAgent: boolean, amends = false): void {
  const text = `text ${++count}`;
  const message = byAgent ? byClaude(text) : text;
  const base = { by, files: { "a.txt": text }, message };
  const sha = amends
    ? shop.commit("fix", { ...base, parents: ["main"], force: true })
    : shop.commit("fix", { ...base });
  oracle.happened("fix", { sha, author: by, pusher: by, byAgent });
}

function play(scene: Scene, { kind, ...more }: Deed): void {
  const by = stage[more.who];
  const { request, reviews } = scene;
  switch (kind) {
    case "commit":
    case "amend":
      commit(scene, by, "agent" in more && more.agent, kind === "amend");
      break;
    case "approve":
      reviews.push(request.review(by, "APPROVE"));
      break;
    case "request changes":
      reviews.push(request.review(by, "REQUEST_CHANGES"));
      break;
    case "comment":
      request.review(by, "COMMENT");
      break;
    case "dismiss":
      reviews.at(-1)?.dismiss(by);
      break;
    case "retarget":
      request.edit(by, { base: stateOf(scene).base.ref === "main" ? "stable" : "main" });
      break;
    case "edit":
      request.edit(by, { title: "Another", body: "Nothing to see here" });
      break;
    case "close and reopen":
      request.close(by);
      request.reopen(by);
  }
}

function stateOf({ shop, request }: Pick<Scene, "shop" | "request">): PullRequest {
  const found = shop.repository.conversations.get(request.number);
  if (found?.kind !== "PullRequest") throw new Error("Expected the request");
  return found;
}

/** Watches every check run as it's written. @returns what was wrong, and how to stop watching */
function watch(world: World, scene: Scene): { wrong: string[]; stop: () => void } {
  const wrong: string[] = [];
  const { emit } = world;
  Object.assign(world, {
    emit: (happening: Parameters<World["emit"]>[0]) => {
      const request = stateOf(scene);
      const check = scene.request.check("ai-review");
      if (happening.event === "check_run" && check?.conclusion === "success" && !scene.oracle.allows(request)) {
        wrong.push(`${check.headSha} passed: ${check.title}`);
      }
      emit(happening);
    },
  });
  return { wrong, stop: () => Object.assign(world, { emit }) };
}

function scene(byAgent: boolean): Scene {
  const shop = stage.shop({ [POLICY]: "branches: [main, stable]\napprovals: { valid_for: commit }" });
  shop.push("stable", "main", { by: stage.tess });
  const oracle = createOracle();
  commit({ shop, oracle }, stage.alice, byAgent);
  return { shop, oracle, request: shop.openRequest({ by: stage.alice, head: "fix" }), reviews: [] };
}

describe("any history", () => {
  it("never has a pass that nobody eligible gave, and ends in the verdict that the rules give", async () => {
    const { github } = stage.world;
    await fc.assert(
      fc.asyncProperty(history, async ({ agent: byAgent, acts }) => {
        const played = scene(byAgent);
        const watching = watch(github.world, played);
        try {
          for (const { deeds, order, twice } of acts) {
            github.hooks.pause();
            for (const each of deeds) attempt(() => play(played, each));
            github.hooks.reorder((held) => shuffled(held, order));
            if (twice) github.hooks.duplicate();
            github.hooks.resume();
            const check = await stage.check(played.request);
            const expected = played.oracle.allows(stateOf(played));
            expect({ passes: check.conclusion === "success", title: check.title }).toMatchObject({ passes: expected });
          }
          expect(watching.wrong).toEqual([]);
        } finally {
          watching.stop();
        }
      }),
      { numRuns: 6 },
    );
  }, 240_000);
});

/** GitHub refuses some of what the dice say. */
function attempt(deed: () => void): void {
  try {
    deed();
  } catch (error) {
    if (!(error instanceof Error && error.name === "Refused")) throw error;
  }
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  return items
    .map((item, index) => ({ item, key: (seed * 2_654_435_761 + index * 40_503) % 65_537 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
