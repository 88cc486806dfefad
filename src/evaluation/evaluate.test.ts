import { describe, expect, it, vi } from "vitest";
import { byAgent, checkOf, commitOf, evaluation, factsOf, HEAD, jobOf, OLDER, policyText } from "./evaluate.fixture.ts";

const renamed = { path: "prod.tf", previousPath: null, status: "renamed", patch: null } as const;

describe("an evaluation", () => {
  it("reads once and writes once", async () => {
    const { evaluate, written, counted, outcomes } = evaluation(factsOf());
    await evaluate(jobOf(), 0);
    expect(counted).toEqual({ reads: 1, files: 0 });
    expect(written).toMatchObject([
      { headSha: HEAD, externalId: `pr:7:${HEAD}`, existing: null, report: { conclusion: "success" } },
    ]);
    expect(outcomes).toEqual(["not-ai"]);
  });

  it("that comes to the same again writes nothing", async () => {
    const { evaluate, written } = evaluation(factsOf({ commits: [byAgent] }));
    for (let n = 0; n < 3; n++) await evaluate(jobOf(), 0);
    expect(written).toMatchObject([{ report: { conclusion: "action_required" } }]);
  });

  it("that comes to something else writes again, over the run that is there unless it has marks", async () => {
    const { evaluate, written, state } = evaluation(factsOf({ files: [] }));
    await evaluate(jobOf(), 0);
    state.facts = factsOf({ commits: [byAgent], files: [] });
    await evaluate(jobOf(), 0);
    state.facts = factsOf({ commits: [byAgent] });
    await evaluate(jobOf(), 0);
    state.facts = factsOf();
    await evaluate(jobOf(), 0);
    expect(written.map(({ existing, report }) => [existing?.id ?? null, report.annotations.length > 0])).toEqual([
      [null, false],
      [100, false],
      [100, true],
      [null, false],
    ]);
  });

  it("of a new head makes a run there", async () => {
    const { evaluate, written, state } = evaluation(factsOf());
    await evaluate(jobOf(), 0);
    const head = { ...factsOf().head, sha: OLDER };
    state.facts = factsOf({ head, commits: [commitOf(OLDER)] });
    await evaluate(jobOf({ head: OLDER }), 0);
    expect(written.map(({ headSha, existing }) => [headSha, existing])).toEqual([
      [HEAD, null],
      [OLDER, null],
    ]);
  });

  it("writes again where somebody wrote over the check, and anew where a newer run hides it", async () => {
    const { evaluate, written, state } = evaluation(factsOf({ commits: [byAgent], files: [] }));
    await evaluate(jobOf(), 0);
    const forged = { conclusion: "success", title: "All good" } as const;
    state.facts = factsOf({ commits: [byAgent], files: [], check: checkOf(100, forged) });
    await evaluate(jobOf(), 0);
    state.facts = factsOf({ commits: [byAgent], files: [], check: checkOf(999, forged) });
    await evaluate(jobOf(), 0);
    expect(written.map(({ existing }) => existing)).toEqual([null, { id: 100 }, null]);
    expect(written.map(({ report }) => report.conclusion)).toEqual(Array(3).fill("action_required"));
  });

  it("asks for old names only where AI renamed something, and keeps the list that was judged", async () => {
    const people = evaluation(factsOf({ files: [renamed] }));
    await people.evaluate(jobOf(), 0);
    expect(people.counted.files).toBe(0);

    const agents = evaluation(factsOf({ commits: [byAgent], files: [renamed, ...factsOf().files] }));
    agents.state.files = [{ ...renamed, previousPath: "old.tf" }];
    await agents.evaluate(jobOf(), 0);
    expect(agents.counted.files).toBe(1);
    const marked = new Set(agents.written[0]?.report.annotations.map(({ path }) => path));
    expect(marked).toContain("main.tf");

    agents.state.files = [];
    await expect(agents.evaluate(jobOf(), 0)).rejects.toThrow("expected the old name of prod.tf");
  });

  it("of a request into an unprotected branch writes nothing", async () => {
    const { evaluate, written, outcomes } = evaluation(factsOf({ base: { ref: "feature", sha: OLDER, tree: null } }));
    await evaluate(jobOf(), 0);
    expect([written, outcomes]).toEqual([[], ["unprotected"]]);
  });

  it("where the policy says off is neutral, and where it only observes too", async () => {
    for (const mode of ["off", "observe"]) {
      const { evaluate, written } = evaluation(factsOf({ commits: [byAgent], policy: policyText(`mode: ${mode}\n`) }));
      await evaluate(jobOf(), 0);
      expect(written).toMatchObject([{ report: { conclusion: "neutral" } }]);
    }
  });
});

describe("facts that are older than the event", () => {
  const newer = "f".repeat(40);

  it("are read again before anything is written, and taken in the end", async () => {
    const { evaluate, written } = evaluation(factsOf());
    for (const attempt of [0, 1])
      await expect(evaluate(jobOf({ head: newer }), attempt)).rejects.toThrow("GitHub lags behind");
    expect(written).toEqual([]);
    await evaluate(jobOf({ head: newer }), 2);
    expect(written).toHaveLength(1);
  });

  it.each([
    ["a commit below the head", { commits: [commitOf(OLDER), commitOf(HEAD)] }],
    ["a head that a forced push replaced", { timeline: [forcePush(commitOf(OLDER), null)] }],
    ["a head that a forced push brought, and another took away", { timeline: [forcePush(null, OLDER)] }],
  ])("are not those that know %s", async (_, more) => {
    const { evaluate, written } = evaluation(factsOf(more));
    await evaluate(jobOf({ head: OLDER }), 0);
    expect(written).toHaveLength(1);
  });

  it("are not those that a recorded push brought on from the event's head", async () => {
    const { evaluate, written, store } = evaluation(factsOf());
    const push = { branch: "bucket", before: newer, after: HEAD, actor: null, at: "2026-01-01T00:00:00Z" };
    store.pushes = async () => [push];
    await evaluate(jobOf({ head: newer }), 0);
    expect(written).toHaveLength(1);
  });

  it("may say that the request isn't open, or isn't there: asked again, then believed", async () => {
    const closed = evaluation(factsOf({ state: "MERGED" }));
    await expect(closed.evaluate(jobOf(), 0)).rejects.toThrow("GitHub lags behind");
    await closed.evaluate(jobOf(), 2);
    expect([closed.written, closed.outcomes]).toEqual([[], ["failed", "closed"]]);

    const gone = evaluation(null);
    for (const attempt of [0, 4]) await expect(gone.evaluate(jobOf(), attempt)).rejects.toThrow("no such request");
    await gone.evaluate(jobOf(), 5);
    expect(gone.outcomes.at(-1)).toBe("gone");
  });
});

describe("an older evaluation", () => {
  it("writes nothing once a newer one is known", async () => {
    const { evaluate, written, state, outcomes } = evaluation(factsOf());
    state.beforeRead = async () => {
      state.beforeRead = async () => {};
      state.facts = factsOf({ commits: [byAgent] });
      await evaluate(jobOf(), 0);
    };
    await evaluate(jobOf(), 0);
    expect(written).toMatchObject([{ report: { conclusion: "action_required" } }]);
    expect(outcomes).toEqual(["waiting", "superseded"]);
  });
});

describe("requests that share a head", () => {
  const shared = (number: number, other: number, more: object = {}) =>
    factsOf({ number, siblings: [{ number: other, baseRef: "main" }], ...more });
  const jobFor = (number: number) => jobOf({ change: { ...jobOf().change, number } });

  it("share a check, which passes when all of them do", async () => {
    const { evaluate, written, state } = evaluation(shared(7, 8));
    await evaluate(jobFor(7), 0);
    state.facts = shared(8, 7, { commits: [byAgent], files: [] });
    await evaluate(jobFor(8), 0);
    state.facts = shared(7, 8, { title: "again" });
    await evaluate(jobFor(7), 0);
    state.facts = shared(8, 7);
    await evaluate(jobFor(8), 0);
    expect(written.map(({ externalId, report }) => [externalId.split(":")[1], report.conclusion])).toEqual([
      ["7", "action_required"],
      ["8", "action_required"],
      ["7", "action_required"],
      ["8", "success"],
    ]);
    expect(written[0]?.report.title).toContain("#8");
  });

  it("don't where the other's branch isn't protected", async () => {
    const { evaluate, written } = evaluation(factsOf({ siblings: [{ number: 8, baseRef: "feature" }] }));
    await evaluate(jobFor(7), 0);
    expect(written).toMatchObject([{ report: { conclusion: "success" } }]);
  });

  it("see each other when they are judged at the same moment", async () => {
    const { evaluate, written, state, counted } = evaluation(shared(7, 8));
    const bothHaveRead = Promise.withResolvers<void>();
    state.beforeRead = () => bothHaveRead.promise;
    const first = evaluate(jobFor(7), 0);
    await vi.waitFor(() => expect(counted.reads).toBe(1));
    state.facts = shared(8, 7);
    const second = evaluate(jobFor(8), 0);
    await vi.waitFor(() => expect(counted.reads).toBe(2));
    bothHaveRead.resolve();
    await Promise.all([first, second]);
    expect(written.at(-1)?.report.conclusion).toBe("success");
  });
});

function forcePush(before: ReturnType<typeof commitOf> | null, after: string | null) {
  return { kind: "head-force-pushed", id: "T", at: "2026-01-01T00:00:00Z", actor: null, before, after } as const;
}
