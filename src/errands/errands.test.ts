import { describe, expect, it } from "vitest";
import { GitHubError } from "../github/errors.ts";
import type { OpenRequest } from "../github/survey/open-requests.ts";
import { createLog } from "../log.ts";
import type { Errand, Job } from "../queue/job.ts";
import { RetryLater } from "../queue/lane.ts";
import { createErrandRunner } from "./errands.ts";

const place = { installationId: 1, owner: "acme", repo: "shop", repositoryId: 22 };
const open = (number: number, day: number, more: Partial<OpenRequest> = {}): OpenRequest => ({
  ...place,
  number,
  updatedAt: `2026-01-${String(day).padStart(2, "0")}T00:00:00Z`,
  ...more,
});
const ofInstallation: Errand = { kind: "survey-installation", installationId: 1, reason: "start" };
const ofRepository: Errand = { kind: "survey-repository", ...place, base: null, reason: "member.removed" };

function setUp(requests: readonly OpenRequest[] = []) {
  const state = {
    ids: ["R_1"],
    unread: [] as string[],
    fails: null as Error | null,
  };
  const queued: (Job & { readonly urgency: string | undefined })[] = [];
  const asked: string[] = [];
  const run = createErrandRunner({
    github: {
      async repositories(installationId) {
        asked.push(`repositories of ${installationId}`);
        if (state.fails) throw state.fails;
        return state.ids;
      },
      async requests({ repo }, base) {
        asked.push(`requests of ${repo} into ${base ?? "any"}`);
        if (state.fails) throw state.fails;
        return [...requests];
      },
      async requestsOfMany(_, ids) {
        asked.push(`requests of ${ids.length}`);
        return { requests: ids.includes("R_1") ? requests : [], branches: [], unread: state.unread };
      },
      renewToken: async (installationId) => void asked.push(`token of ${installationId}`),
    },
    keeping: { one: async () => {}, all: async () => {} },
    arrivals: { enqueue: async () => {} },
    store: { tips: async () => [], keepTip: async () => {}, delivered: async () => [] },
    changes: { enqueue: async (job, urgency) => void queued.push({ ...job, urgency }) },
    log: createLog({ level: "info", format: "json", secrets: [], write: () => {} }),
  });
  return { state, queued, asked, run };
}

describe("a survey of a repository", () => {
  it("queues each open request, behind what events ask for", async () => {
    const { queued, asked, run } = setUp([open(7, 1)]);
    await run(ofRepository, 0);
    expect(queued).toEqual([
      { change: { ...place, number: 7 }, head: null, reason: "survey: member.removed", urgency: "survey" },
    ]);
    expect(asked).toEqual(["requests of shop into any"]);
  });

  it("may be about one base only", async () => {
    const { asked, run } = setUp();
    await run({ ...ofRepository, base: "next" }, 0);
    expect(asked).toEqual(["requests of shop into next"]);
  });
});

describe("a survey of an installation", () => {
  const numbers = (queued: readonly Job[]) => queued.map(({ change }) => change.number);

  it("queues the open requests of all repositories, the last changed first", async () => {
    const { queued, asked, run } = setUp([open(1, 2), open(2, 9), open(3, 5, { repo: "pay", repositoryId: 23 })]);
    await run(ofInstallation, 0);
    expect(numbers(queued)).toEqual([2, 3, 1]);
    expect(queued[1]).toMatchObject({ change: { repo: "pay", repositoryId: 23 } });
    expect(asked).toEqual(["repositories of 1", "requests of 1"]);
  });

  it("may be about the last changed only", async () => {
    const { queued, run } = setUp([open(1, 2), open(2, 9), open(3, 5)]);
    await run({ ...ofInstallation, newest: 2 }, 0);
    expect(numbers(queued)).toEqual([2, 3]);
  });

  it("asks for another token first if the App may do more than before", async () => {
    const { asked, run } = setUp();
    await run({ ...ofInstallation, renewToken: true }, 0);
    expect(asked[0]).toBe("token of 1");
  });

  it("of 1,000 repositories costs 20 requests besides their list; less at a time where GitHub couldn't", async () => {
    const { state, asked, run } = setUp();
    state.ids = Array.from({ length: 1000 }, (_, index) => `R_${index}`);
    await run(ofInstallation, 0);
    expect(asked).toEqual(["repositories of 1", ...Array(20).fill("requests of 50")]);
    asked.length = 0;
    await run(ofInstallation, 1);
    expect(asked.filter((each) => each === "requests of 12")).toHaveLength(83);
  });

  it("queues what could be read, and tries a few times more where something couldn't", async () => {
    const { state, queued, run } = setUp([open(1, 1)]);
    state.unread = ["R_9"];
    await expect(run(ofInstallation, 0)).rejects.toThrow("1 of 1 repositories couldn't be surveyed");
    expect(numbers(queued)).toEqual([1]);
    await run(ofInstallation, 3);
  });
});

describe("an errand that fails", () => {
  it("waits as long as GitHub asks", async () => {
    const { state, run } = setUp();
    state.fails = new GitHubError("limited", { status: 403, retryAfterSeconds: 60 });
    await expect(run(ofRepository, 0)).rejects.toBeInstanceOf(RetryLater);
  });

  it("because there's nothing there is given up after half a minute; everything else is tried on", async () => {
    const { state, run } = setUp();
    state.fails = new GitHubError("gone", { status: 404, permanent: true });
    await expect(run(ofRepository, 4)).rejects.toBe(state.fails);
    await run(ofRepository, 5);
    state.fails = new GitHubError("no answer", { isOutage: true });
    await expect(run(ofRepository, 100)).rejects.toBe(state.fails);
  });
});
