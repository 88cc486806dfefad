import { describe, expect, it } from "vitest";
import { answered, type Canned, octokitAnswering } from "../octokit.fixture.ts";
import { listFailedDeliveries, redeliver } from "./deliveries.ts";
import { listInstallations } from "./installations.ts";
import { listRequests, listRequestsOfMany } from "./open-requests.ts";
import { listRepositories } from "./repositories.ts";

const place = { installationId: 1, owner: "acme", repo: "shop", repositoryId: 22 };
const updatedAt = "2026-01-01T00:00:00Z";

function repository(numbers: readonly number[], more: object = {}, endCursor: string | null = null) {
  return {
    databaseId: 22,
    name: "shop",
    owner: { login: "acme" },
    isArchived: false,
    isDisabled: false,
    pullRequests: {
      pageInfo: { hasNextPage: endCursor !== null, endCursor },
      nodes: numbers.map((number) => ({ number, updatedAt })),
    },
    ...more,
  };
}
const open = (number: number) => ({ ...place, number, updatedAt });

describe("the open requests of a repository", () => {
  it("are read page by page, each once", async () => {
    const { octokit, asked } = octokitAnswering(
      answered({ repository: repository([3, 2], {}, "c1") }),
      answered({ repository: repository([2, 1]) }),
    );
    expect(await listRequests(octokit, place, "next")).toEqual([open(3), open(2), open(1)]);
    expect(asked.map(({ body }) => body.variables)).toEqual([
      { owner: "acme", name: "shop", base: "next", after: null },
      { owner: "acme", name: "shop", base: "next", after: "c1" },
    ]);
  });

  it("of an archived or disabled one are none: they can't be merged", async () => {
    for (const state of [{ isArchived: true }, { isDisabled: true }]) {
      const { octokit } = octokitAnswering(answered({ repository: repository([1], state) }));
      expect(await listRequests(octokit, place, null)).toEqual([]);
    }
  });

  it("of one that isn't there are no answer, and asking on won't help", async () => {
    const gone = [{ type: "NOT_FOUND", path: ["repository"], message: "Could not resolve" }];
    const { octokit } = octokitAnswering(answered({ repository: null }, gone));
    await expect(listRequests(octokit, place, null)).rejects.toMatchObject({ permanent: true });
  });

  it("that don't go on where GitHub says so are no answer", async () => {
    const page = answered({ repository: repository([1], {}, "c1") });
    const { octokit } = octokitAnswering(page, page);
    await expect(listRequests(octokit, place, null)).rejects.toThrow("the list doesn't go on");
  });
});

describe("the open requests of many repositories", () => {
  it("come in one request, and one more for each hundred of a repository that has over fifty", async () => {
    const { octokit, asked } = octokitAnswering(
      answered({ nodes: [repository([1]), repository([9, 8], { name: "big", databaseId: 23 }, "c1")] }),
      answered({ repository: repository([9, 8, 7], { name: "big", databaseId: 23 }) }),
    );
    const { requests, unread } = await listRequestsOfMany(octokit, 1, ["R_1", "R_2"]);
    expect(requests.map(({ repo, number }) => `${repo}#${number}`)).toEqual(["shop#1", "big#9", "big#8", "big#7"]);
    expect(unread).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it("are told apart: gone repositories have none, and one that can't be read spoils no other", async () => {
    const errors = [
      { type: "NOT_FOUND", path: ["nodes", 0], message: "Could not resolve to a node" },
      { type: "FORBIDDEN", path: ["nodes", 2, "pullRequests"], message: "Not for you" },
    ];
    const answer = answered({ nodes: [null, repository([1]), null, null] }, errors);
    const { octokit } = octokitAnswering(answer);
    const read = await listRequestsOfMany(octokit, 1, ["R_0", "R_1", "R_2", "R_3"]);
    expect(read).toEqual({ requests: [open(1)], branches: [], unread: ["R_2", "R_3"] });
  });

  it("are no answer if the query itself failed", async () => {
    const { octokit } = octokitAnswering(answered(null, [{ message: "Something went wrong" }]));
    await expect(listRequestsOfMany(octokit, 1, ["R_1"])).rejects.toThrow("GitHub answered in part");
  });
});

describe("the repositories of an installation", () => {
  it("are read in pages of a hundred, without those in which nothing can change", async () => {
    const page = (ids: readonly number[], more: object = {}): Canned => ({
      body: {
        total_count: 250,
        repositories: ids.map((id) => ({ node_id: `R_${id}`, archived: false, disabled: false, ...more })),
      },
    });
    const { octokit, asked } = octokitAnswering(page([1]), page([2]), page([3], { archived: true }));
    expect(await listRepositories(octokit, 1)).toEqual(["R_1", "R_2"]);
    expect(asked.map(({ url }) => url.replace(/.*\?/, ""))).toEqual([1, 2, 3].map((n) => `per_page=100&page=${n}`));
  });
});

describe("the App's installations", () => {
  it("are those that aren't suspended", async () => {
    const all = Array.from({ length: 100 }, (_, id) => ({ id: id + 1, suspended_at: id === 0 ? updatedAt : null }));
    const { octokit } = octokitAnswering({ body: all }, { body: [{ id: 101, suspended_at: null }] });
    expect(await listInstallations(octokit)).toEqual(Array.from({ length: 100 }, (_, index) => index + 2));
  });
});

describe("failed deliveries", () => {
  const item = (id: string, day: number, status_code = 502) =>
    `{"id": ${id}, "guid": "g-${id}", "event": "push", "installation_id": 12345678901234567890,
      "delivered_at": "2026-01-0${day}T00:00:00Z", "status_code": ${status_code}}`;
  const list = (...items: string[]): Canned => ({
    body: `[${items.join()}]`,
    headers: { "content-type": "application/json" },
  });

  it("are read back to a time, with ids that are too long for numbers", async () => {
    const next = '<https://api.github.com/app/hook/deliveries?per_page=100&cursor=v1_5>; rel="next"';
    const first = list(item("12345678901234567891", 5), item("4", 4, 200));
    const { octokit, asked } = octokitAnswering(
      { ...first, headers: { ...first.headers, link: next } },
      { ...list(item("3", 3), item("1", 1)), headers: { "content-type": "application/json", link: next } },
    );
    const found = await listFailedDeliveries(octokit, Date.parse("2026-01-02T00:00:00Z"));
    expect(found.map(({ id }) => id)).toEqual(["12345678901234567891", "3"]);
    expect(asked.map(({ url }) => new URL(url).search)).toEqual([
      "?per_page=100&status=failure",
      "?per_page=100&status=failure&cursor=v1_5",
    ]);
  });

  it("that aren't listed as documented are no answer", async () => {
    const { octokit } = octokitAnswering({ body: '[{"id": 1}]', headers: { "content-type": "application/json" } });
    await expect(listFailedDeliveries(octokit, 0)).rejects.toThrow("expected a list with");
  });

  it("are asked for by their whole id; one that GitHub has no more is said to be lost", async () => {
    const { octokit, asked } = octokitAnswering(
      { status: 202, body: {} },
      { status: 404, body: { message: "Not Found" } },
      { status: 502, body: "<html>" },
    );
    expect(await redeliver(octokit, "12345678901234567891")).toBe(true);
    expect(await redeliver(octokit, "1")).toBe(false);
    await expect(redeliver(octokit, "2")).rejects.toMatchObject({ isOutage: true });
    expect(asked[0]?.url).toMatch(/\/app\/hook\/deliveries\/12345678901234567891\/attempts$/);
  });
});
