import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RequestHandle } from "../build/request.ts";
import { aShop, graphql, tokenOf } from "../client.fixture.ts";
import { type Simulator, startSimulator } from "../simulator.ts";

let github: Simulator;
let token: string;
let made: ReturnType<typeof aShop>;
let request: RequestHandle;
beforeEach(async () => {
  github = await startSimulator();
  made = aShop(github);
  made.shop.commit("fix", { by: made.alice, files: { "a.txt": "a\n", "b.txt": "b\n" } });
  request = made.shop.openRequest({ by: made.alice, head: "fix", body: "Fixes #2" });
  token = await tokenOf(github, made.installation);
});
afterEach(() => github.close());

const ask = (query: string, variables = {}, as = token) => graphql(github, as, query, variables);
const inRequest = (selection: string) =>
  ask(`{ repository(owner: "acme", name: "shop") { pullRequest(number: 1) { ${selection} } } }`);
const found = (pullRequest: unknown) => ({ status: 200, body: { data: { repository: { pullRequest } } } });
const failed = (...errors: unknown[]) => ({
  status: 200,
  body: { errors: errors.map((each) => expect.objectContaining(each)) },
});

describe("a query is refused", () => {
  it("for a field that GitHub's schema doesn't have, with no data at all", async () => {
    const { body } = await inRequest("number nonsense");
    expect(body).toMatchObject({ errors: [{ message: expect.stringContaining('Cannot query field "nonsense"') }] });
    expect(body).not.toHaveProperty("data");
  });

  it("for a field or an argument that isn't simulated, by name", async () => {
    expect(await inRequest("bodyHTML")).toMatchObject(
      failed({ type: "NOT_SIMULATED", message: "not simulated: PullRequest.bodyHTML" }),
    );
    expect(
      await inRequest(
        "commits(first: 1) { nodes { commit { checkSuites(first: 1, filterBy: { appId: 1 }) { totalCount } history(first: 1) { totalCount } } } }",
      ),
    ).toMatchObject(failed({ message: "not simulated: Commit.history" }));
    expect(await inRequest("timelineItems(first: 1, itemTypes: [LOCKED_EVENT]) { totalCount }")).toMatchObject(
      failed({ message: "not simulated: timelineItems of type LOCKED_EVENT" }),
    );
    const issues =
      "reviews(first: 1) { nodes { reactions(first: 1) { totalCount } } } assignees(first: 1) { totalCount } labels(first: 1, orderBy: { field: NAME, direction: ASC }) { totalCount }";
    expect(await inRequest(issues)).toMatchObject(failed({ message: "not simulated: PullRequest.labels(orderBy:)" }));
  });

  it("for a list without bounds, with bounds over 100, and for over 500,000 nodes", async () => {
    expect(await inRequest("commits { totalCount }")).toMatchObject(
      failed({ type: "MISSING_PAGINATION_BOUNDARIES", path: ["repository", "pullRequest", "commits"] }),
    );
    expect(await inRequest("commits(first: 101) { totalCount }")).toMatchObject(
      failed({ type: "EXCESSIVE_PAGINATION" }),
    );
    const wide =
      "commits(first: 100) { nodes { commit { authors(first: 100) { nodes { name } } parents(first: 100) { nodes { authors(first: 100) { totalCount } } } } } }";
    expect(await inRequest(wide)).toMatchObject(failed({ type: "MAX_NODE_LIMIT_EXCEEDED" }));
  });
});

describe("what isn't there", () => {
  it("is null with NOT_FOUND and its path, beside the data that is there", async () => {
    const query = `{
      shop: repository(owner: "acme", name: "shop") { name pullRequest(number: 99) { number } }
      policy: repository(owner: "acme", name: ".github-private") { name }
    }`;
    expect(await ask(query)).toMatchObject({
      body: {
        data: { shop: { name: "shop", pullRequest: null }, policy: null },
        errors: [
          { type: "NOT_FOUND", path: ["shop", "pullRequest"] },
          { type: "NOT_FOUND", path: ["policy"], message: expect.stringContaining("'acme/.github-private'") },
        ],
      },
    });
  });

  it("is plainly null for a file, a ref and an expression", async () => {
    const query = `{ repository(owner: "acme", name: "shop") {
      ref(qualifiedName: "refs/notes/ai") { name }
      object(expression: "main:nothing.md") { oid }
      defaultBranchRef { target { ... on Commit { file(path: "nothing.md") { oid } } } }
    } }`;
    const { body } = await ask(query);
    expect(body).toEqual({
      data: { repository: { ref: null, object: null, defaultBranchRef: { target: { file: null } } } },
    });
  });

  it("is also what another organisation's installation sees of this one's", async () => {
    const other = await tokenOf(github, github.install(github.organization("other")));
    const query = `{ repository(owner: "acme", name: "shop") { name } }`;
    expect(await ask(query, {}, other)).toMatchObject({ body: { data: { repository: null } } });
  });
});

it("forbids what the token has no permission for", async () => {
  const narrow = await tokenOf(github, made.installation, { permissions: { pull_requests: "read", metadata: "read" } });
  const query = `{ repository(owner: "acme", name: "shop") { pullRequest(number: 1) { number commits(first: 1) { totalCount } } } }`;
  expect(await ask(query, {}, narrow)).toMatchObject({
    body: { errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }] },
  });
});

it("names a person's account for a commit, and none for an App's", async () => {
  const bot = github.bot("devin", { id: 777 });
  made.shop.commit("fix", { by: bot, signedByGitHub: true, files: { c: "c" } });
  const selection =
    "commits(last: 2) { nodes { commit { author { user { login } } signature { isValid wasSignedByGitHub } } } }";
  expect(await inRequest(selection)).toMatchObject(
    found({
      commits: {
        nodes: [
          { commit: { author: { user: { login: "alice" } }, signature: null } },
          { commit: { author: { user: null }, signature: { isValid: true, wasSignedByGitHub: true } } },
        ],
      },
    }),
  );
});

it("tells a bot by its type, with no [bot] in its login", async () => {
  request.review(github.bot("review-app"), "APPROVE");
  expect(await inRequest("reviews(first: 1) { nodes { author { __typename login } state } }")).toMatchObject(
    found({ reviews: { nodes: [{ author: { __typename: "Bot", login: "review-app" }, state: "APPROVED" }] } }),
  );
});

it("tells what a reviewer may do now, not when they reviewed, and that a review was dismissed", async () => {
  const review = request.review(made.rita, "APPROVE");
  const selection = "reviews(first: 1) { nodes { authorCanPushToRepository state } }";
  expect(await inRequest(selection)).toMatchObject(
    found({ reviews: { nodes: [{ authorCanPushToRepository: true, state: "APPROVED" }] } }),
  );
  made.shop.setAccess(made.rita, "read");
  review.dismiss(made.alice);
  expect(await inRequest(selection)).toMatchObject(
    found({ reviews: { nodes: [{ authorCanPushToRepository: false, state: "DISMISSED" }] } }),
  );
});

it("turns pages by cursor, from either end", async () => {
  const page = (args: string) =>
    inRequest(`files(${args}) { totalCount pageInfo { hasNextPage endCursor } nodes { path } }`);
  const first = await page("first: 1");
  expect(first).toMatchObject(
    found({ files: { totalCount: 2, pageInfo: { hasNextPage: true }, nodes: [{ path: "a.txt" }] } }),
  );
  const { endCursor } = (
    first.body as { data: { repository: { pullRequest: { files: { pageInfo: { endCursor: string } } } } } }
  ).data.repository.pullRequest.files.pageInfo;
  expect(await page(`first: 1, after: "${endCursor}"`)).toMatchObject(
    found({ files: { pageInfo: { hasNextPage: false }, nodes: [{ path: "b.txt" }] } }),
  );
  expect(await page("last: 1")).toMatchObject(found({ files: { nodes: [{ path: "b.txt" }] } }));
});

it("finds a request again by its node id, and nothing by a made-up one", async () => {
  const { body } = await inRequest("id");
  const { id } = (body as { data: { repository: { pullRequest: { id: string } } } }).data.repository.pullRequest;
  const query = "query again($id: ID!) { node(id: $id) { ... on PullRequest { number } } }";
  expect(await ask(query, { id })).toMatchObject({ body: { data: { node: { number: 1 } } } });
  expect(await ask(query, { id: "PR_x" })).toMatchObject({
    body: { data: { node: null }, errors: [{ type: "NOT_FOUND" }] },
  });
});

it("links a request with the issue that its body says it closes", async () => {
  made.shop.issue({ by: made.rita, title: "Broken" });
  expect(await inRequest("closingIssuesReferences(first: 5) { nodes { number } }")).toMatchObject(
    found({ closingIssuesReferences: { nodes: [{ number: 2 }] } }),
  );
  request.merge(made.rita);
  expect(made.shop.repository.conversations.get(2)?.state).toBe("CLOSED");
});

it("tells who is in a team, child teams' people too, to an App that may see members", async () => {
  const { acme, alice, rita, installation } = made;
  const platform = acme.team("Platform", [rita]);
  acme.team("Databases", [alice], platform);
  const query = `{ organization(login: "acme") {
    team(slug: "platform") { members(first: 9, membership: ALL) { nodes { login } } }
    none: team(slug: "none") { id }
  } }`;
  installation.grant({});
  expect((await ask(query, {}, await tokenOf(github, installation))).body).toMatchObject({
    errors: [{ type: "FORBIDDEN" }, { type: "FORBIDDEN" }],
  });
  installation.grant({ members: "read" });
  const granted = await tokenOf(github, installation);
  expect((await ask(query, {}, granted)).body).toEqual({
    data: { organization: { team: { members: { nodes: [{ login: "rita" }, { login: "alice" }] } }, none: null } },
  });
});
