import { describe, expect, it } from "vitest";
import { answered, type Canned, octokitAnswering } from "../octokit.fixture.ts";
import type { FactsAnswer, PullRequestAnswer } from "./answer.ts";
import {
  alice,
  BASE,
  commitAnswer,
  factsAnswer,
  fileAnswer,
  HEAD,
  headAnswer,
  page,
  policyEntry,
  policyRepository,
} from "./answers.fixture.ts";
import { readPullRequest } from "./read.ts";

const ref = { owner: "acme", repo: "shop", number: 7 };

async function read(...answers: Canned[]) {
  const { octokit, asked } = octokitAnswering(...answers);
  return { facts: await readPullRequest(octokit, ref, 7), asked };
}
const readOne = async (request: Partial<PullRequestAnswer>, more: Partial<FactsAnswer> = {}) =>
  (await read(answered(factsAnswer(request, more)))).facts;
const withHead = (more: Parameters<typeof headAnswer>[0]) => ({ head: { nodes: [{ commit: headAnswer(more) }] } });

describe("a pull request", () => {
  it("is read in one request, with this App's id", async () => {
    const { facts, asked } = await read(answered(factsAnswer()));
    expect(facts).toMatchObject({ number: 7, head: { sha: HEAD }, base: { ref: "main", sha: BASE }, gaps: [] });
    expect(asked).toMatchObject([
      {
        url: "https://api.github.com/graphql",
        body: { variables: { owner: "acme", name: "shop", number: 7, appId: 7 } },
      },
    ]);
  });

  it("is read whole where GitHub doesn't show what helps people around it", async () => {
    const error = { message: "Resource not accessible by integration", type: "FORBIDDEN", path: ["around", "label"] };
    const { facts } = await read(answered({ ...factsAnswer(), around: null }, [error]));
    expect(facts).toMatchObject({ number: 7, around: { asked: [], suggested: [], codeowners: null, labelId: null } });
  });

  it("by an account that is gone, from a fork that is gone, is read all the same", async () => {
    const facts = await readOne({ author: null, editor: null, headRepository: null, lastEditedAt: "2026-01-02" });
    expect(facts).toMatchObject({ author: null, bodyEditor: null, bodyEdited: true, head: { repository: null } });
  });

  it("whose list of commits doesn't end at its head is read again", async () => {
    await expect(readOne(withHead({ oid: "e".repeat(40) }))).rejects.toThrow(
      `the list of commits ends at ${"e".repeat(40)}`,
    );
    await expect(readOne({ head: { nodes: [] } })).rejects.toThrow("ends at nothing");
  });

  it.each(["reviews", "files"] as const)("whose %s GitHub gives as null is read again", async (list) => {
    await expect(readOne({ [list]: null })).rejects.toThrow(`expected the list of ${list}, got null`);
  });

  it("shares its check with open requests of the same head in the same repository", async () => {
    const other = {
      number: 8,
      state: "OPEN",
      baseRefName: "dev",
      headRefOid: HEAD,
      baseRepository: { nameWithOwner: "acme/shop" },
    };
    const associatedPullRequests = page([
      other,
      { ...other, number: 7 },
      { ...other, number: 9, state: "CLOSED" },
      { ...other, number: 10, headRefOid: "f".repeat(40) },
      { ...other, number: 11, baseRepository: { nameWithOwner: "eve/shop" } },
      { ...other, number: 12, baseRepository: null },
    ]);
    expect((await readOne(withHead({ associatedPullRequests })))?.siblings).toEqual([{ number: 8, baseRef: "dev" }]);
  });

  it("knows the newest of this App's runs on its head", async () => {
    const run = { status: "COMPLETED", conclusion: "SUCCESS", externalId: "pr:7", title: "ok" };
    const nodes = [
      { ...run, databaseId: 5, title: "old" },
      null,
      { ...run, databaseId: 6 },
      { ...run, databaseId: null },
    ];
    const checkSuites = { nodes: [{ checkRuns: { nodes } }, null, { checkRuns: null }] };
    expect((await readOne(withHead({ checkSuites })))?.check).toMatchObject({ id: 6, title: "ok" });
    expect((await readOne(withHead({ checkSuites: null })))?.check).toBeNull();
  });
});

describe("a list that GitHub cuts", () => {
  it("of 3,000 files is a gap, even where GitHub says that there are no more", async () => {
    const files = Array.from({ length: 3000 }, (_, n) => fileAnswer(`f${n}`));
    const all = { ...page(files), totalCount: 3000 };
    expect((await readOne({ changedFiles: 3000, files: all }))?.gaps).toMatchObject([{ list: "files" }]);
    expect((await readOne({ changedFiles: 3, files: page([fileAnswer("a")]) }))?.gaps).toEqual([
      { list: "files", what: "GitHub shows 1 of 3 changed files." },
    ]);
  });

  it.each([
    ["authors", commitAnswer({ authors: { totalCount: 2, nodes: [commitAnswer().author] } })],
    [
      "parents",
      commitAnswer({ parents: { totalCount: 30, nodes: [{ oid: BASE, tree: { oid: "e".repeat(40) }, file: null }] } }),
    ],
  ])("of a commit's %s is a gap, also of a head that a forced push replaced", async (list, commit) => {
    expect((await readOne({ commits: page([{ commit }]) }))?.gaps).toMatchObject([{ list }]);
    const replaced = { __typename: "HeadRefForcePushedEvent", id: "T", createdAt: "2026", beforeCommit: commit };
    expect((await readOne({ timelineItems: page([replaced]) }))?.gaps).toMatchObject([{ list }]);
  });

  it("of labels, assignees or requests at the head is a gap", async () => {
    const cut = { totalCount: 101 };
    expect((await readOne({ labels: page([{ name: "a" }], cut) }))?.gaps).toMatchObject([{ list: "request" }]);
    expect((await readOne({ assignees: page([alice], cut) }))?.gaps).toMatchObject([{ list: "request" }]);
    const associated = withHead({ associatedPullRequests: page([], cut) });
    expect((await readOne(associated))?.gaps).toMatchObject([{ list: "request" }]);
  });
});

describe("a link that GitHub doesn't show", () => {
  const gaps = async (...answer: Parameters<typeof readOne>) => (await readOne(...answer))?.gaps;

  it.each([
    ["without its nodes", null],
    ["with a null in it", [null]],
  ])("is a gap, in the list of issues that is %s", async (_, nodes) => {
    const closingIssuesReferences = { totalCount: 1, pageInfo: { hasNextPage: false, endCursor: null }, nodes };
    expect(await gaps({ closingIssuesReferences })).toMatchObject([
      { list: "links", what: expect.stringContaining("every issue that the request closes") },
    ]);
  });

  it("is a gap, in the list of the head's requests that has a null in it", async () => {
    const associatedPullRequests = { totalCount: 1, nodes: [null] };
    expect(await gaps(withHead({ associatedPullRequests }))).toEqual([
      { list: "links", what: "GitHub doesn't show which requests have this head." },
    ]);
  });

  it("is none, where GitHub answers null and no error", async () => {
    expect(await gaps({ closingIssuesReferences: null })).toEqual([]);
    expect(await gaps(withHead({ associatedPullRequests: null }))).toEqual([]);
  });

  it("leaves open which of an issue's requests came first, where the list of these is cut", async () => {
    const list = { totalCount: 2, nodes: [{ number: 3, createdAt: "2026-01-01T00:00:00Z", author: null }] };
    const issue = { id: "I_1", number: 3, repository: { nameWithOwner: "acme/shop" }, timelineItems: page([]) };
    const closing = page([{ ...issue, closedByPullRequestsReferences: list }]);
    expect(await readOne({ closingIssuesReferences: closing })).toMatchObject({
      issues: [{ requests: null }],
      gaps: [],
    });
  });
});

describe("an answer with errors", () => {
  const error = (type: string, ...path: (string | number)[]) => ({ type, path, message: `Could not resolve ${type}` });
  const readWith = async (data: unknown, ...errors: object[]) => (await read(answered(data, errors))).facts;

  it("that the request or its repository isn't found is null", async () => {
    const none = { repository: null, organizationPrivate: null, organizationPublic: null };
    expect(await readWith(none, error("NOT_FOUND", "repository"))).toBeNull();
    expect(await readWith(none, error("NOT_FOUND", "repository", "pullRequest"))).toBeNull();
  });

  it("that something in the request isn't found is no answer: nothing says that the request is gone", async () => {
    const inside = error("NOT_FOUND", "repository", "pullRequest", "reviews", "nodes", 0, "author");
    await expect(readWith(factsAnswer(), inside)).rejects.toThrow("GitHub answered in part");
  });

  it.each(["FORBIDDEN", "INTERNAL", "SERVICE_UNAVAILABLE"])(
    "of type %s is never taken, data or no data",
    async (type) => {
      await expect(readWith(factsAnswer(), error(type, "repository", "pullRequest", "reviews"))).rejects.toThrow(
        `GitHub answered in part (${type} at repository.pullRequest.reviews`,
      );
      await expect(readWith(null, { message: "timeout" })).rejects.toThrow("error at ?: timeout");
    },
  );

  it("with neither data nor errors, or no JSON, is no answer", async () => {
    await expect(read(answered(null))).rejects.toThrow("without data");
    await expect(read(answered({ repository: null }))).rejects.toThrow("got null without a reason");
    await expect(read({ body: "<html>Unicorn!</html>" })).rejects.toThrow("expected a GraphQL answer");
    await expect(read({ body: [] })).rejects.toThrow("expected a GraphQL answer");
  });
});

describe("the policies", () => {
  const notFound = (alias: string) => ({ type: "NOT_FOUND", path: [alias], message: "Could not resolve" });
  const person = (more: Partial<FactsAnswer> = {}) => {
    const answer = factsAnswer({}, more);
    const owner = { __typename: "User", login: "acme" };
    return { ...answer, repository: answer.repository && { ...answer.repository, owner } };
  };

  it("of an organisation without such repositories are absent", async () => {
    const errors = [notFound("organizationPrivate"), notFound("organizationPublic")];
    expect((await read(answered(factsAnswer(), errors))).facts?.policy).toEqual({
      repository: { state: "absent" },
      organization: { state: "absent" },
    });
  });

  it("of an organisation that may not be read are no answer", async () => {
    const forbidden = { ...notFound("organizationPrivate"), type: "FORBIDDEN" };
    await expect(read(answered(factsAnswer(), [forbidden]))).rejects.toThrow("FORBIDDEN at organizationPrivate");
    const inside = { ...notFound("organizationPrivate"), path: ["organizationPrivate", "defaultBranchRef"] };
    await expect(read(answered(factsAnswer(), [inside]))).rejects.toThrow("NOT_FOUND at organizationPrivate");
  });

  it("of an organisation come from .github-private before .github", async () => {
    const organizationPublic = policyRepository("acme/.github", policyEntry("mode: observe"));
    const organizationPrivate = policyRepository("acme/.github-private", policyEntry("mode: enforce"));
    const both = await readOne({}, { organizationPrivate, organizationPublic });
    expect(both?.policy.organization).toMatchObject({ text: "mode: enforce" });
    const empty = policyRepository("acme/.github-private", null);
    const second = await readOne({}, { organizationPrivate: empty, organizationPublic });
    expect(second?.policy.organization).toMatchObject({ text: "mode: observe" });
  });

  it("of a person's other repositories are nobody's, and nothing about them matters", async () => {
    const organizationPublic = policyRepository("acme/.github", policyEntry("mode: off"));
    expect((await read(answered(person({ organizationPublic })))).facts?.policy.organization.state).toBe("absent");
    const forbidden = { ...notFound("organizationPrivate"), type: "FORBIDDEN" };
    expect((await read(answered(person(), [forbidden]))).facts?.policy.organization.state).toBe("absent");
  });

  it("of an empty repository are absent", async () => {
    const answer = factsAnswer();
    const repository = answer.repository && { ...answer.repository, defaultBranchRef: null };
    const { facts } = await read(answered({ ...answer, repository }));
    expect(facts).toMatchObject({ repository: { defaultBranch: "" }, policy: { repository: { state: "absent" } } });
  });
});

describe("a proposed policy", () => {
  const blob = (oid: string) => ({ oid });
  const from = (parent: { oid: string } | null) => {
    const commit = commitAnswer({ parents: page([{ oid: BASE, tree: { oid: "e".repeat(40) }, file: parent }]) });
    return { commits: page([{ commit }]) };
  };
  const at = (oid: string) => withHead({ file: policyEntry("mode: off", { oid }) });
  const base = (file: { oid: string } | null) => ({
    baseRef: { target: { __typename: "Commit", tree: { oid: "f".repeat(40) }, file } },
  });
  const proposed = async (request: Partial<PullRequestAnswer>) => (await readOne(request))?.proposedPolicy;

  it("is none where the head has the blob of every parent below the request", async () => {
    expect(await proposed({ ...from(blob("one")), ...at("one") })).toBeNull();
    expect(await proposed(from(null))).toBeNull();
  });

  it("is the head's where it differs, is new, or came by a rename", async () => {
    expect(await proposed({ ...from(blob("one")), ...at("two") })).toMatchObject({ state: "present", oid: "two" });
    expect(await proposed({ ...from(null), ...at("two") })).toMatchObject({ state: "present" });
    const renamed = { files: page([fileAnswer(".github/ai-review.yml", "RENAMED")]) };
    expect(await proposed({ ...from(null), ...at("two"), ...renamed })).toMatchObject({ state: "present" });
  });

  it("is absent where the request deletes it or renames it away", async () => {
    const away = { files: page([fileAnswer("docs/old.yml", "RENAMED")]) };
    expect(await proposed({ ...from(blob("one")), ...base(blob("one")), ...away })).toEqual({ state: "absent" });
  });

  it("is none where the base has the same by now: the request came by it when it merged its base", async () => {
    expect(await proposed({ ...from(blob("one")), ...at("two"), ...base(blob("two")) })).toBeNull();
    expect(await proposed({ ...from(blob("one")), ...base(null) })).toBeNull();
    expect(await proposed({ ...from(blob("one")), baseRef: null })).toEqual({ state: "absent" });
  });

  it("looks at every parent that isn't the request's own: a merge can bring it in", async () => {
    const parents = page([
      { oid: BASE, tree: { oid: "e".repeat(40) }, file: blob("one") },
      { oid: "f".repeat(40), tree: { oid: "e".repeat(40) }, file: blob("two") },
    ]);
    const merge = { commits: page([{ commit: commitAnswer({ parents }) }]) };
    expect(await proposed({ ...merge, ...at("one") })).toMatchObject({ state: "present" });
  });

  it("of a history without a beginning elsewhere is the head's", async () => {
    const orphan = { commits: page([{ commit: commitAnswer({ parents: page([]) }) }]) };
    expect(await proposed({ ...orphan, ...at("one") })).toMatchObject({ state: "present" });
  });
});
