import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aShop, graphql, rest, tokenOf } from "../client.fixture.ts";
import { nodeId } from "../render/node-id.ts";
import { type Simulator, startSimulator } from "../simulator.ts";

let github: Simulator;
let shop: ReturnType<typeof aShop>;
let request: ReturnType<ReturnType<typeof aShop>["shop"]["openRequest"]>;
beforeEach(async () => {
  github = await startSimulator({ permissions: { pull_requests: "write", contents: "read", members: "read" } });
  shop = aShop(github);
  shop.shop.commit("fix", { by: shop.alice, files: { "README.md": "Hello\n" } });
  request = shop.shop.openRequest({ by: shop.alice, head: "fix" });
});
afterEach(() => github.close());

const token = (limits = {}) => tokenOf(github, shop.installation, limits);
const idOfRequest = () => {
  const found = shop.shop.repository.conversations.get(request.number);
  return nodeId("PullRequest", found?.id ?? 0);
};
const idOf = (account: { readonly kind: string; readonly id: number }) => nodeId(account.kind, account.id);

const ASK = `mutation ask($request: ID!, $users: [ID!], $teams: [ID!], $union: Boolean) {
  requestReviews(input: { pullRequestId: $request, userIds: $users, teamIds: $teams, union: $union }) {
    pullRequest { reviewRequests(first: 10) { nodes { requestedReviewer { ... on User { login } ... on Team { slug } } } } }
  }
}`;
const ask = async (variables: object, limits = {}) =>
  graphql(github, await token(limits), ASK, { request: idOfRequest(), union: true, ...variables });

describe("requestReviews", () => {
  it("asks people and teams besides those who are asked already", async () => {
    const team = shop.acme.team("payments", [shop.rita]);
    request.requestReview(shop.alice, shop.acme.owner);
    const nodes = ["acme-owner", "rita"].map((login) => ({ requestedReviewer: { login } }));
    expect(await ask({ users: [idOf(shop.rita)], teams: [nodeId("Team", team.id)] })).toMatchObject({
      body: {
        data: {
          requestReviews: {
            pullRequest: { reviewRequests: { nodes: [...nodes, { requestedReviewer: { slug: "payments" } }] } },
          },
        },
      },
    });
    expect(request.asked).toEqual(["acme-owner", "rita", "payments"]);
  });

  it("takes the others off the list without `union`", async () => {
    request.requestReview(shop.alice, shop.acme.owner);
    await ask({ users: [idOf(shop.rita)], union: false });
    expect(request.asked).toEqual(["rita"]);
  });

  it("asks nobody for the author, or for somebody who can't see the repository", async () => {
    const users = [idOf(shop.rita), idOf(shop.alice)];
    expect(await ask({ users })).toMatchObject({ body: { errors: [{ type: "UNPROCESSABLE" }] } });
    const away = github.user("away");
    expect(await ask({ users: [idOf(away)] })).toMatchObject({
      body: { errors: [{ message: expect.stringContaining("Reviews may only be requested from collaborators") }] },
    });
    expect(request.asked).toEqual([]);
  });

  it("is refused without write access to requests, and for an id of another kind", async () => {
    const users = [idOf(shop.rita)];
    expect(await ask({ users }, { permissions: { pull_requests: "read" } })).toMatchObject({
      body: { data: { requestReviews: null }, errors: [{ type: "FORBIDDEN" }] },
    });
    expect(await ask({ users: [idOfRequest()] })).toMatchObject({
      body: { errors: [{ type: "NOT_FOUND", message: expect.stringContaining("Could not resolve to User node") }] },
    });
  });

  it("is fulfilled by any review", async () => {
    await ask({ users: [idOf(shop.rita)] });
    request.review(shop.rita, "COMMENT");
    expect(request.asked).toEqual([]);
  });

  it("tells of each who is asked, in the App's name", async () => {
    await ask({ users: [idOf(shop.rita)] });
    await github.idle();
    const told = github.hooks.deliveries.filter(({ action }) => action === "review_requested");
    expect(told.map(({ body }) => JSON.parse(body))).toMatchObject([
      { requested_reviewer: { login: "rita" }, sender: { login: "countersign[bot]" } },
    ]);
  });
});

describe("a label", () => {
  it("is made once, and put on by its id", async () => {
    const create = async () =>
      rest(github, "POST", "/repos/acme/shop/labels", { token: await token(), body: { name: "ai-authored" } });
    const made = await create();
    expect(made).toMatchObject({ status: 201, body: { name: "ai-authored" } });
    expect(await create()).toMatchObject({ status: 422, body: { errors: [{ code: "already_exists" }] } });
    const label = (made.body as { readonly node_id: string }).node_id;
    const query = `mutation label($request: ID!, $label: ID!) {
      addLabelsToLabelable(input: { labelableId: $request, labelIds: [$label] }) { clientMutationId }
    }`;
    const answer = await graphql(github, await token(), query, { request: idOfRequest(), label });
    expect(answer).toMatchObject({ body: { data: { addLabelsToLabelable: { clientMutationId: null } } } });
    expect(request.labels).toEqual(["ai-authored"]);
  });
});

describe("suggestedReviewers", () => {
  it("are those who changed these files before, without the author", async () => {
    shop.shop.commit("main", { by: shop.rita, files: { "README.md": "Hi there\n" } });
    request.close(shop.alice);
    const other = shop.shop.openRequest({ by: shop.alice, head: "fix" });
    const query = `query suggested($number: Int!) { repository(owner: "acme", name: "shop") {
      pullRequest(number: $number) { suggestedReviewers { isAuthor reviewer { login } } } } }`;
    const { body } = await graphql(github, await token(), query, { number: other.number });
    const suggestedReviewers = ["rita", "acme-owner"].map((login) => ({ isAuthor: true, reviewer: { login } }));
    expect(body).toEqual({ data: { repository: { pullRequest: { suggestedReviewers } } } });
  });
});
