/**
 * Random histories: whatever people do, in whatever order GitHub tells of it, no check passes without an eligible person's
 * approval, and once all is quiet each check says what the rules say.
 */
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { World } from "../simulator/state/model.ts";
import {
  type History,
  hastyHistory,
  history,
  play,
  type Request,
  type Scene,
  setScene,
  toldHistory,
} from "./support/histories.ts";
import { type Stage, setStage } from "./support/scenes.ts";

/** Each run plays so many at the same time, as they wait most of it. `HISTORIES=50` runs look further. */
const AT_A_TIME = 6;
const numRuns = Number(process.env.HISTORIES ?? 1);
const TIME = 60_000 + numRuns * 60_000;

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

/** The order in which GitHub tells of what happened, whether it tells twice, and how often it shows what was before. */
const telling = fc.record({
  order: fc.nat(),
  twice: fc.boolean(),
  haste: fc.nat({ max: 300 }),
  lag: fc.integer({ min: 1, max: 2 }),
});
const tellings = fc.array(telling, { minLength: 5, maxLength: 5 });

const many = (one: fc.Arbitrary<History>) => fc.array(one, { minLength: AT_A_TIME, maxLength: AT_A_TIME });

describe("any history", () => {
  it("never has a pass that nobody eligible gave, and ends in the verdict that the rules give", {
    timeout: TIME,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(many(history), tellings, async (histories, told) => {
        const scenes = await setScenes(histories);
        const watching = watch(stage.world.github.world, scenes);
        try {
          for (const [index, how] of told.entries()) {
            act(scenes, index, how);
            await stage.world.quiet();
            for (const scene of scenes) lookAt(scene);
          }
          expect(watching.wrong).toEqual([]);
        } finally {
          watching.stop();
        }
      }),
      { numRuns, endOnFailure: true },
    );
  });

  it("ends in the same verdict if things happen while others are looked at", { timeout: TIME }, async () => {
    await fc.assert(
      fc.asyncProperty(many(hastyHistory), tellings, async (histories, told) => {
        const scenes = await setScenes(histories);
        for (const [index, how] of told.entries()) {
          act(scenes, index, how);
          await pause(how.haste);
        }
        await stage.world.quiet();
        for (const scene of scenes) lookAt(scene);
      }),
      { numRuns, endOnFailure: true },
    );
  });

  it("ends in the same verdict though replicas of GitHub's lag behind", { timeout: TIME }, async () => {
    const { faults } = stage.world.github;
    await fc.assert(
      fc.asyncProperty(many(toldHistory), tellings, async (histories, told) => {
        const scenes = await setScenes(histories);
        for (const [index, how] of told.slice(0, 3).entries()) {
          // At most as often as facts are read again before they're believed.
          for (const { shop } of scenes) {
            const repository = shop.repository.name;
            faults.add({ kind: "stale" }, { operation: "pullRequestFacts", repository, times: how.lag });
          }
          act(scenes, index, how);
          await stage.world.quiet();
          faults.clear();
          for (const scene of scenes) lookAt(scene);
        }
      }),
      { numRuns, endOnFailure: true },
    );
  });
});

let count = 0;
/** Every history in a repository of its own, and the App where they all are. */
async function setScenes(histories: readonly History[]): Promise<Scene[]> {
  const { world } = stage;
  const owner = world.github.organization(`histories-${++count}`);
  const scenes = histories.map((each) => setScene(stage, owner, each));
  world.github.install(owner);
  await world.quiet();
  for (const scene of scenes) lookAt(scene);
  return scenes;
}

/** Plays one act of every history before GitHub tells of any of it. */
function act(scenes: readonly Scene[], index: number, { order, twice }: { order: number; twice: boolean }): void {
  const { hooks } = stage.world.github;
  hooks.pause();
  const waiting = new Set(hooks.held);
  for (const scene of scenes) for (const deed of scene.history.acts[index] ?? []) play(stage, scene, deed);
  hooks.reorder((held) => shuffled(held, order));
  if (twice) hooks.duplicate((delivery) => !waiting.has(delivery));
  hooks.resume();
}

/** Now that all is quiet: each head's check is what its requests' verdicts make it. */
function lookAt(scene: Scene): void {
  scene.isSecretlyMarked = false;
  const judged = scene.requests.filter(({ state }) => state.state === "OPEN" && state.base.ref !== "attic");
  for (const { state } of scene.requests) scene.oracle.looked(state);
  for (const { handle } of judged) {
    const check = handle.check("ai-review");
    const passes = judged.every((each) => each.handle.head !== handle.head || scene.oracle.allows(each.state));
    expect({ passes: check?.conclusion === "success", title: check?.title, ...story(scene) }).toMatchObject({ passes });
  }
}

/** Watches every check run as it's written. @returns what was wrong, and how to stop watching */
function watch(world: World, scenes: readonly Scene[]): { wrong: unknown[]; stop: () => void } {
  const wrong: unknown[] = [];
  const { emit } = world;
  const isAllowed = (scene: Scene, { state }: Request) => {
    scene.oracle.looked(state);
    return scene.isSecretlyMarked || scene.oracle.allows(state);
  };
  Object.assign(world, {
    emit: (happening: Parameters<World["emit"]>[0]) => {
      if (happening.event === "check_run") {
        const run = happening.payload.check_run as { conclusion: string; external_id: string };
        for (const scene of scenes.filter(({ shop }) => shop.repository === happening.repository)) {
          for (const request of scene.requests) {
            const { number, head } = request.handle;
            if (run.conclusion !== "success" || run.external_id !== `pr:${number}:${head}`) continue;
            if (!isAllowed(scene, request)) wrong.push({ passed: run.external_id, ...story(scene) });
          }
        }
      }
      emit(happening);
    },
  });
  return { wrong, stop: () => Object.assign(world, { emit }) };
}

/** Enough to play it again. */
function story({ history: told, shop }: Scene) {
  return { repository: shop.repository.name, history: JSON.stringify(told) };
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  return items
    .map((item, index) => ({ item, key: (seed * 2_654_435_761 + index * 40_503) % 65_537 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
