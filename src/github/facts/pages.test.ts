import { describe, expect, it } from "vitest";
import { answered, type Canned, octokitAnswering } from "../octokit.fixture.ts";
import { factsAnswer, fileAnswer, HEAD, page, reviewAnswer } from "./answers.fixture.ts";
import { allPages } from "./pages.ts";
import { readPullRequest } from "./read.ts";

const more = (cursor: string | null) => ({ pageInfo: { hasNextPage: true, endCursor: cursor } });

describe("all pages of a list", () => {
  it("are read to the end, in order", async () => {
    const pages = [page([2], { totalCount: 3, ...more("b") }), page([3], { totalCount: 3 })];
    const cursors: string[] = [];
    const all = await allPages(page([1], { totalCount: 3, ...more("a") }), "numbers", async (after) => {
      cursors.push(after);
      return pages.shift() ?? page([]);
    });
    expect([all, cursors]).toEqual([
      [1, 2, 3],
      ["a", "b"],
    ]);
  });

  it("need no request where there is one", async () => {
    const none = () => Promise.reject(new Error("asked"));
    expect(await allPages(page([1]), "numbers", none)).toEqual([1]);
  });

  it.each([
    ["stands still", "a"],
    ["is null", null],
  ])("are no answer when the cursor %s", async (_, cursor) => {
    const first = page([1], { totalCount: 9, ...more("a") });
    const read = async () => page([2], { totalCount: 9, ...more(cursor) });
    await expect(allPages(first, "numbers", read)).rejects.toThrow("the same cursor again");
  });

  it.each([1, 3])("are no answer when %d more are said to be there than came, or fewer", async (total) => {
    await expect(allPages(page([1, 2], { totalCount: total }), "numbers", async () => page([]))).rejects.toThrow(
      `expected ${total} numbers, got 2: the list changed while it was read`,
    );
  });
});

describe("a pull request's further pages", () => {
  const ref = { owner: "acme", repo: "shop", number: 7 };
  const first = factsAnswer({ changedFiles: 2, files: page([fileAnswer("a")], { totalCount: 2, ...more("c1") }) });
  const second = (node: object | null) => answered({ node });
  const read = async (...answers: Canned[]) => {
    const { octokit, asked } = octokitAnswering(...answers);
    return { facts: await readPullRequest(octokit, ref, 7), asked };
  };

  it("are asked for by node and cursor, one list at a time", async () => {
    const files = page([fileAnswer("b")], { totalCount: 2 });
    const { facts, asked } = await read(answered(first), second({ headRefOid: HEAD, files }));
    expect(facts?.files.map((file) => file.path)).toEqual(["a", "b"]);
    expect(asked.map(({ body }) => body.variables).at(1)).toEqual({ id: "PR_7", after: "c1" });
  });

  it("read at another head are no answer", async () => {
    const files = page([fileAnswer("b")], { totalCount: 2 });
    await expect(read(answered(first), second({ headRefOid: "f".repeat(40), files }))).rejects.toThrow(
      "the head moved while it was read",
    );
  });

  it("that don't come are no answer", async () => {
    await expect(read(answered(first), second(null))).rejects.toThrow("expected more files, got none");
    await expect(read(answered(first), second({ headRefOid: HEAD }))).rejects.toThrow("expected more files, got none");
    const partial = answered({ node: null }, [{ message: "gone", type: "NOT_FOUND", path: ["node"] }]);
    await expect(read(answered(first), partial)).rejects.toThrow("GitHub answered in part");
  });

  it("of a review's comments are read too", async () => {
    const comment = (id: string) => ({
      id,
      createdAt: "2026",
      lastEditedAt: null,
      body: "/q",
      url: "",
      author: null,
      editor: null,
    });
    const comments = page([comment("C1")], { totalCount: 2, ...more("c1") });
    const reviewed = factsAnswer({ reviews: page([reviewAnswer({ comments })]) });
    const rest = second({ comments: page([comment("C2")], { totalCount: 2 }) });
    const { facts, asked } = await read(answered(reviewed), rest);
    expect(facts?.timeline.map((item) => item.id)).toEqual(["C1", "C2"]);
    expect(asked.at(1)?.body.variables).toEqual({ id: "PRR_1", after: "c1" });
    await expect(read(answered(reviewed), second(null))).rejects.toThrow("review comments, got null");
  });
});
