import { describe, expect, it } from "vitest";
import { GitHubError } from "../github/errors.ts";
import { RetryLater } from "../queue/lane.ts";
import { byAgent, evaluation, factsOf, HEAD, jobOf, policyText } from "./evaluate.fixture.ts";

const down = new GitHubError("reading acme/shop#7: GitHub answered 502 (Bad Gateway)", { status: 502 });

describe("a change that can't be evaluated", () => {
  it("is tried again, and from the third time on its check says why", async () => {
    const { evaluate, written } = evaluation(down);
    for (const attempt of [0, 1]) await expect(evaluate(jobOf(), attempt)).rejects.toBe(down);
    expect(written).toEqual([]);
    await expect(evaluate(jobOf(), 2)).rejects.toBe(down);
    expect(written).toMatchObject([{ headSha: HEAD, report: { conclusion: "failure" } }]);
    expect(written[0]?.report.summary).toContain("GitHub answered 502");
  });

  it("says it once, however often it is tried", async () => {
    const { evaluate, written } = evaluation(down);
    for (let attempt = 2; attempt < 10; attempt++) await expect(evaluate(jobOf(), attempt)).rejects.toBe(down);
    expect(written).toHaveLength(1);
  });

  it("never stays at an older pass, and passes again when it can be read", async () => {
    const { evaluate, written, state } = evaluation(factsOf());
    await evaluate(jobOf(), 0);
    state.facts = down;
    await expect(evaluate(jobOf(), 2)).rejects.toBe(down);
    state.facts = factsOf();
    await evaluate(jobOf(), 3);
    expect(written.map(({ report }) => report.conclusion)).toEqual(["success", "failure", "success"]);
  });

  it("is no passing neighbour to a request with the same head", async () => {
    const { evaluate, written, state } = evaluation(factsOf());
    await evaluate(jobOf(), 0);
    state.facts = down;
    await expect(evaluate(jobOf(), 2)).rejects.toBe(down);
    state.facts = factsOf({ number: 8, siblings: [{ number: 7, baseRef: "main" }] });
    await evaluate(jobOf({ change: { ...jobOf().change, number: 8 } }), 0);
    expect(written.at(-1)?.report.conclusion).toBe("action_required");
  });

  it("where the event named no head says it on the one that was judged last", async () => {
    const { evaluate, written, state } = evaluation(down);
    await expect(evaluate(jobOf({ head: null }), 2)).rejects.toBe(down);
    expect(written).toEqual([]);
    state.facts = factsOf();
    await evaluate(jobOf(), 0);
    state.facts = down;
    await expect(evaluate(jobOf({ head: null }), 2)).rejects.toBe(down);
    expect(written.at(-1)).toMatchObject({ headSha: HEAD, report: { conclusion: "failure" } });
  });

  it("where the policy observed at last says why and fails nobody; where it is off, nothing", async () => {
    const observing = evaluation(factsOf({ policy: policyText("mode: observe\n") }));
    await observing.evaluate(jobOf(), 0);
    observing.state.facts = down;
    await expect(observing.evaluate(jobOf(), 2)).rejects.toBe(down);
    expect(observing.written.at(-1)).toMatchObject({ report: { conclusion: "neutral", mode: "observe" } });
    expect(observing.written.at(-1)?.report.summary).toContain("GitHub answered 502");

    const off = evaluation(factsOf({ policy: policyText("mode: off\n") }));
    await off.evaluate(jobOf(), 0);
    off.state.facts = down;
    await expect(off.evaluate(jobOf(), 2)).rejects.toBe(down);
    expect(off.written).toHaveLength(1);
  });

  it("because of an error in Countersign fails alike, and shows nothing of it", async () => {
    const bug = new TypeError("Cannot read properties of undefined (reading 'secret plans')");
    const { evaluate, written } = evaluation(bug);
    await expect(evaluate(jobOf(), 2)).rejects.toBe(bug);
    expect(written).toMatchObject([{ report: { conclusion: "failure" } }]);
    expect(JSON.stringify(written)).not.toContain("secret plans");
  });

  it("nor written to goes on being tried", async () => {
    const { evaluate, state, log } = evaluation(down);
    state.refuses = new GitHubError("publishing: no answer");
    await expect(evaluate(jobOf(), 2)).rejects.toBe(down);
    expect(log()).toContain("couldn't be shown");
  });
});

describe("a report that GitHub doesn't take", () => {
  it("is written at the next attempt", async () => {
    const { evaluate, written, state } = evaluation(factsOf({ commits: [byAgent] }));
    state.refuses = down;
    await expect(evaluate(jobOf(), 0)).rejects.toBe(down);
    state.refuses = null;
    await evaluate(jobOf(), 1);
    expect(written).toMatchObject([{ report: { conclusion: "action_required" } }]);
  });

  it("because the repository is gone is given up after a while", async () => {
    const { evaluate, state, outcomes } = evaluation(factsOf());
    state.refuses = new GitHubError("publishing: GitHub answered 404", { status: 404, permanent: true });
    for (const attempt of [0, 1, 2, 3, 4]) await expect(evaluate(jobOf(), attempt)).rejects.toBe(state.refuses);
    await evaluate(jobOf(), 5);
    expect(outcomes.at(-1)).toBe("gone");
  });
});

describe("a limit that names a time", () => {
  it("makes the job wait for it, whatever the attempt, and writes nothing meanwhile", async () => {
    const limited = new GitHubError("limited", { status: 403, retryAfterSeconds: 60 });
    const { evaluate, written } = evaluation(limited);
    for (const attempt of [0, 5]) {
      const failure = evaluate(jobOf(), attempt);
      await expect(failure).rejects.toBeInstanceOf(RetryLater);
      await expect(failure).rejects.toMatchObject({ seconds: 60, cause: limited });
    }
    expect(written).toEqual([]);
  });
});
