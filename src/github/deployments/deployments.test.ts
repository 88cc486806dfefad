import { describe, expect, it } from "vitest";
import { answered, octokitAnswering } from "../octokit.fixture.ts";
import { readHistory, readInstalledAt, readTipAt } from "./history.ts";
import { readDeployment, readOlderDeployments } from "./read.ts";
import { readRequestCommits } from "./request-commits.ts";
import { answerDeployment, readStarters } from "./run.ts";
import { readTies } from "./ties.ts";

const place = { owner: "acme", repo: "shop" };
const ANSWER = { environment: "production", state: "rejected", comment: "No" } as const;
const NO = { message: "No" };

describe("answering a run", () => {
  it("goes to the run, with state and comment", async () => {
    const { octokit, asked } = octokitAnswering({ status: 200, body: {} });
    expect(await answerDeployment(octokit, place, 77, ANSWER)).toBe(true);
    expect(asked).toEqual([
      {
        method: "POST",
        url: "https://api.github.com/repos/acme/shop/actions/runs/77/deployment_protection_rule",
        body: { environment_name: "production", state: "rejected", comment: "No" },
      },
    ]);
  });

  it("that waits for nothing any more is no failure; one that the App may not answer is", async () => {
    for (const status of [404, 422]) {
      expect(await answerDeployment(octokitAnswering({ status, body: NO }).octokit, place, 77, ANSWER)).toBe(false);
    }
    const refused = octokitAnswering({ status: 403, body: { message: "Resource not accessible by integration" } });
    await expect(answerDeployment(refused.octokit, place, 77, ANSWER)).rejects.toThrow("GitHub answered 403");
  });
});

describe("who started a run", () => {
  const tess = { id: 5, login: "tess", type: "User" };

  it("is who did at first and this time", async () => {
    const { octokit } = octokitAnswering({
      body: { actor: tess, triggering_actor: { ...tess, id: 6, login: "rita" } },
    });
    expect((await readStarters(octokit, place, 77)).map(({ login }) => login)).toEqual(["tess", "rita"]);
  });

  it("is nobody where GitHub doesn't show the run, and unknown where it doesn't answer", async () => {
    expect(await readStarters(octokitAnswering({ status: 404, body: NO }).octokit, place, 77)).toEqual([]);
    await expect(readStarters(octokitAnswering({ status: 500, body: "" }).octokit, place, 77)).rejects.toThrow("500");
  });
});

describe("what a branch pointed to at a time", () => {
  const main = { name: "main", sha: "now" };
  const movement = (before: string, after: string, day: number) => ({
    id: day,
    before,
    after,
    ref: "refs/heads/main",
    timestamp: `2026-01-0${day}T00:00:00Z`,
    activity_type: "push",
    actor: null,
  });
  const next = { link: '<https://api.github.com/repositories/1/activity?after=CURSOR&per_page=100>; rel="next"' };

  it("is told by the movements since, over pages", async () => {
    const { octokit, asked } = octokitAnswering(
      { body: [movement("c", "now", 7)], headers: next },
      { body: [movement("b", "c", 6), movement("a", "b", 3)] },
    );
    expect(await readTipAt(octokit, place, main, "2026-01-05T00:00:00Z")).toBe("b");
    expect(new URL(asked[1]?.url ?? "").searchParams.get("after")).toBe("CURSOR");
  });

  it("is what it points to now where it hasn't moved, and nothing where it wasn't there", async () => {
    const time = "2026-01-05T00:00:00Z";
    expect(await readTipAt(octokitAnswering({ body: [] }).octokit, place, main, time)).toBe("now");
    expect(await readTipAt(octokitAnswering({ body: [movement("b", "now", 3)] }).octokit, place, main, time)).toBe(
      "now",
    );
    const made = octokitAnswering({ body: [movement("0".repeat(40), "now", 7)] });
    expect(await readTipAt(made.octokit, place, main, time)).toBeNull();
  });

  it("is never guessed", async () => {
    const time = "2026-01-05T00:00:00Z";
    expect(await readTipAt(octokitAnswering({ status: 404, body: NO }).octokit, place, main, time)).toBeNull();
    const down = octokitAnswering({ status: 500, body: "" });
    await expect(readTipAt(down.octokit, place, main, time)).rejects.toThrow("500");
    const odd = octokitAnswering({ body: {} });
    await expect(readTipAt(odd.octokit, place, main, time)).rejects.toThrow("expected a list");
    const busy = octokitAnswering(
      ...Array.from({ length: 50 }, () => ({ body: [movement("a", "b", 7)], headers: next })),
    );
    await expect(readTipAt(busy.octokit, place, main, time)).rejects.toThrow("moved too often");
  });
});

describe("a history", () => {
  const commit = (sha: string) => ({
    sha,
    parents: [],
    author: null,
    committer: null,
    commit: { message: "", tree: { sha: "t" }, author: null, committer: null },
  });
  const page = Array.from({ length: 100 }, (_, index) => commit(`a${index}`));

  it("is read to its end, oldest first, or has a gap", async () => {
    const whole = octokitAnswering({ body: page }, { body: [commit("root")] });
    const { commits, gaps } = await readHistory(whole.octokit, place, "a0");
    expect([commits.length, commits[0]?.sha, commits.at(-1)?.sha]).toEqual([101, "root", "a0"]);
    expect(gaps.map(({ list }) => list)).toEqual(["files"]);
    const cut = await readHistory(octokitAnswering({ body: page }).octokit, place, "a0", 1);
    expect(cut.gaps.map(({ list }) => list)).toEqual(["files", "commits"]);
  });

  it("begins with the installation", async () => {
    const { octokit } = octokitAnswering({ body: { created_at: "2026-01-01T00:00:00Z" } });
    expect(await readInstalledAt(octokit, 11)).toBe("2026-01-01T00:00:00Z");
    await expect(readInstalledAt(octokitAnswering({ body: {} }).octokit, 11)).rejects.toThrow("expected a time");
  });
});

describe("deployments", () => {
  const status = (state: string, day: number) => ({ state, createdAt: `2026-01-0${day}T00:00:00Z` });
  const deployments = {
    totalCount: 1,
    pageInfo: { hasNextPage: true, endCursor: "more" },
    nodes: [
      {
        databaseId: 9,
        commitOid: "a",
        environment: "production",
        createdAt: "2026-01-01T00:00:00Z",
        statuses: { nodes: [status("INACTIVE", 4), status("SUCCESS", 3), status("SUCCESS", 2)] },
      },
    ],
  };

  it("succeeded when that was last said of them, whatever they are now", async () => {
    const { octokit } = octokitAnswering(answered({ repository: { deployments } }));
    expect(await readOlderDeployments(octokit, place, ["production"], "cursor")).toEqual({
      deployments: [{ id: 9, sha: "a", createdAt: "2026-01-01T00:00:00Z", succeededAt: "2026-01-03T00:00:00Z" }],
      next: "more",
    });
  });

  it("of a repository that is gone are none, and a partial answer is no answer", async () => {
    const question = { ...place, sha: "a".repeat(40), ref: null };
    const gone = octokitAnswering(
      answered({ repository: null }, [{ type: "NOT_FOUND", path: ["repository"], message: "" }]),
    );
    expect(await readDeployment(gone.octokit, question, ["production"])).toBeNull();
    const partial = octokitAnswering(
      answered({ repository: null }, [{ type: "FORBIDDEN", path: ["repository", "deployments"], message: "" }]),
    );
    await expect(readDeployment(partial.octokit, question, ["production"])).rejects.toThrow("answered in part");
  });
});

describe("requests of commits", () => {
  const request = (number: number, repository: string) => ({
    number,
    state: "OPEN",
    baseRefName: "main",
    headRefOid: "head",
    baseRepository: { nameWithOwner: repository },
    mergeCommit: { oid: "a guess of GitHub's" },
    mergedBy: null,
    commits: { totalCount: 2 },
  });

  it("are those of the repository itself, each once, by fifty commits at a time", async () => {
    const shas = Array.from({ length: 51 }, (_, index) => String(index).padStart(40, "a"));
    const [first = "", last = ""] = [shas[0], shas.at(-1)];
    const tied = { associatedPullRequests: { nodes: [request(1, "Acme/shop"), request(2, "other/shop")] } };
    const { octokit, asked } = octokitAnswering(
      answered({ repository: { nameWithOwner: "acme/shop", [`c${first}`]: tied } }),
      answered({ repository: { nameWithOwner: "acme/shop", [`c${last}`]: tied } }),
    );
    expect(await readTies(octokit, place, shas)).toEqual([
      { number: 1, base: "main", head: "head", mergeCommit: null, mergedBy: null, commits: 2 },
    ]);
    expect(asked).toHaveLength(2);
  });

  it("list their commits to the end", async () => {
    const page = (oid: string, endCursor: string | null) =>
      answered({
        repository: {
          pullRequest: {
            commits: {
              totalCount: 2,
              pageInfo: { hasNextPage: endCursor !== null, endCursor },
              nodes: [{ commit: { oid } }],
            },
          },
        },
      });
    const { octokit } = octokitAnswering(page("a", "next"), page("b", null));
    expect([...(await readRequestCommits(octokit, place, 7))]).toEqual(["a", "b"]);
  });
});
