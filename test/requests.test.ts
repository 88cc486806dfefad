/** What the app asks of GitHub, counted: its allowance is shared by all repositories of an installation. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KIRO_TRAILER } from "./support/agents.ts";
import {
  kiroCommit,
  kiroRequest,
  passesAsNotAi,
  passesBy,
  requestOf,
  type Stage,
  startStage,
  waits,
} from "./support/people.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

const READ = "POST /api/graphql";
const WRITE = "POST check-runs";
const UPDATE = "PATCH check-runs/ID";

/** Helping people around a request has a budget of its own. */
const NO_HELP = { policy: "reviewers: { request: false, label: false }\nenforcement: { manage: off }" };

/** What was asked of GitHub while this happened, up to quiet; tokens, and what the App asks each minute, apart. */
async function asked(happens: () => void): Promise<string[]> {
  const [, requests] = await whenAsked(happens);
  return requests;
}

/** What came of it, and what was asked of GitHub. */
async function whenAsked<Result>(happens: () => Result): Promise<[Result, string[]]> {
  await stage.quiet();
  const before = stage.github.requests.length;
  const result = happens();
  await stage.quiet();
  const requests = stage.github.requests.slice(before).filter(({ path }) => !path.startsWith("/api/v3/app/"));
  return [result, requests.map(({ method, path }) => `${method} ${withoutPlace(path)}`)];
}

const withoutPlace = (path: string) => path.replace(/^\/api\/v3\/repos\/[^/]+\/[^/]+\//, "").replace(/\d+$/, "ID");

describe("a request without AI", () => {
  it("costs one read and one write", async () => {
    const { paula } = stage;
    const shop = stage.repository(NO_HELP);
    shop.commit("fix", { by: paula, files: { "shop.txt": "new" } });
    expect(await asked(() => void shop.openRequest({ by: paula, head: "fix" }))).toEqual([READ, WRITE]);
  });

  it("costs one read and one write again when somebody pushes to it, and one read when somebody approves it", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository(NO_HELP);
    shop.commit("fix", { by: paula, files: { "shop.txt": "new" } });
    const request = shop.openRequest({ by: paula, head: "fix" });
    expect(await asked(() => void shop.commit("fix", { by: paula, files: { "b.txt": "b" } }))).toEqual([READ, WRITE]);
    expect(await asked(() => void request.review(rita, "APPROVE"))).toEqual([READ]);
    expect(await stage.check(request)).toMatchObject(passesAsNotAi());
  });
});

/** A repository of which the App hasn't heard: its first push is part of what is counted. */
const neverSeen = (name: string) =>
  stage.acme.repository(name, { files: { "shop.txt": "old" }, access: { paula: "write", rita: "write" } });

describe("a branch that is pushed and a request that is opened from it, in a repository never seen before", () => {
  it("cost one read and one write together", async () => {
    const { paula } = stage;
    const requests = await asked(() => {
      const shop = neverSeen("new-to-all");
      shop.commit("fix", { by: paula, files: { "shop.txt": "new" } });
      shop.openRequest({ by: paula, head: "fix" });
    });
    expect(requests).toEqual([READ, WRITE]);
  });

  it("cost the same with AI, where nobody is to be asked for help", async () => {
    const { paula } = stage;
    expect(await asked(() => void kiroRequest(neverSeen("new-to-ai"), paula))).toEqual([READ, WRITE]);
  });

  it("cost one more with AI where a policy asks for help: label and reviewers, and once a repository the label itself", async () => {
    const { paula } = stage;
    const shop = stage.repository({ policy: "enforcement: { manage: off }" });
    const HELP = READ;
    expect(await asked(() => void kiroRequest(shop, paula))).toEqual([READ, WRITE, "POST labels", HELP]);
    const second = await asked(() => {
      kiroCommit(shop, paula, { branch: "second" });
      shop.openRequest({ by: paula, head: "second" });
    });
    expect(second).toEqual([READ, WRITE, HELP]);
  });

  it("cost one read if no request is opened, and nothing from then on", async () => {
    const { paula } = stage;
    const shop = neverSeen("new-to-branches");
    expect(await asked(() => void shop.commit("fix", { by: paula, files: { "a.txt": "a" } }))).toEqual([READ]);
    const more = await asked(() => {
      shop.commit("fix", { by: paula, files: { "b.txt": "b" } });
      shop.commit("another", { by: paula, files: { "b.txt": "b" } });
      shop.commit("refs/tags/v1", { by: paula });
      shop.deleteBranch("fix", paula);
    });
    expect(more).toEqual([]);
  });
});

describe("a push to the default branch", () => {
  const COMPARE = expect.stringMatching(/^GET compare/);

  it("costs two reads where a person wrote it: what arrived, and whether a request brought it", async () => {
    const { paula } = stage;
    const shop = neverSeen("new-to-pushes");
    const push = (file: string) => asked(() => void shop.commit("main", { by: paula, files: { [file]: "a" } }));
    expect(await push("a.txt")).toEqual([COMPARE, READ]);
    expect(await push("b.txt")).toEqual([COMPARE, READ]);
  });

  it("costs one read where a request that passed was merged", async () => {
    const { paula, rita } = stage;
    const request = kiroRequest(stage.repository(NO_HELP), paula);
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
    expect(await asked(() => void request.merge(rita))).toEqual([COMPARE]);
  });
});

describe("a request with AI", () => {
  it("costs at most three requests, with 100 commits and 100 files", async () => {
    const { paula } = stage;
    const shop = stage.repository(NO_HELP);
    for (let count = 1; count <= 100; count++) {
      const message = count === 50 ? `Change ${count}\n\n${KIRO_TRAILER}` : `Change ${count}`;
      shop.commit("fix", { by: paula, files: { [`files/${count}.txt`]: "new" }, message });
    }
    const requests = await asked(() => void shop.openRequest({ by: paula, head: "fix" }));
    expect(requests).toEqual([READ, WRITE]);
  });

  it("costs three when an approval arrives: the facts, what was approved, the check", async () => {
    const { paula, rita } = stage;
    const request = kiroRequest(stage.repository(NO_HELP), paula);
    expect(await asked(() => void request.review(rita, "APPROVE"))).toEqual([READ, READ, UPDATE]);
    expect(await stage.check(request)).toMatchObject(passesBy(rita));
  });

  it("costs two when it is amended: what the replaced head was is remembered", async () => {
    const { paula } = stage;
    const shop = stage.repository(NO_HELP);
    kiroRequest(shop, paula);
    const requests = await asked(() => {
      kiroCommit(shop, paula, { parents: ["main"], message: "Fix", force: true });
    });
    expect(requests).toEqual([READ, WRITE]);
  });

  it("costs one more for an issue that only its branch names", async () => {
    const { agents, paula, sam } = stage;
    const shop = stage.repository(NO_HELP);
    const issue = shop.issue({ by: sam, title: "Fix it" });
    issue.label(paula, "Amazon Q development agent");
    const branch = `Q-DEV-issue-${issue.number}-1767600000`;
    expect(await asked(() => void requestOf(shop, agents.amazonQ, { branch }))).toEqual([READ, READ, WRITE]);
  });
});

describe("git notes of agents", () => {
  it("cost one more request, once", async () => {
    const { paula } = stage;
    const shop = stage.repository(NO_HELP);
    const sha = shop.commit("fix", { by: paula, files: { "shop.txt": "new" } });
    shop.commit("refs/notes/ai", { by: paula, files: { [sha]: "---\n{}" }, parents: [] });
    const open = () => shop.openRequest({ by: paula, head: "fix" });
    const [request, requests] = await whenAsked(open);
    expect(requests).toEqual([READ, READ, WRITE]);
    const check = await stage.check(request);
    expect(await asked(() => check.rerequest(paula))).toEqual([READ]);
  });
});

describe("a request into a branch that isn't protected", () => {
  it("costs one read, and gets no check", async () => {
    const { paula } = stage;
    const shop = stage.repository(NO_HELP);
    shop.commit("dev", { by: paula, files: { "b.txt": "b" } });
    kiroCommit(shop, paula);
    expect(await asked(() => void shop.openRequest({ by: paula, head: "fix", base: "dev" }))).toEqual([READ]);
  });
});

describe("a re-evaluation with the same result", () => {
  it("reads once and writes nothing, whoever asks for it", async () => {
    const { paula, rita } = stage;
    const request = kiroRequest(stage.repository(NO_HELP), paula);
    const check = await stage.check(request);
    expect(await asked(() => check.rerequest(rita))).toEqual([READ]);
    expect(await asked(() => check.press("re-evaluate", rita))).toEqual([READ]);
    expect(await asked(() => check.rerequestSuite(rita))).toEqual([READ]);
    expect(await asked(() => void request.comment(rita, "@copilot explain this"))).toEqual([READ]);
    expect(await asked(() => request.markDraft(paula))).toEqual([READ]);
    const again = await stage.check(request);
    expect(again).toMatchObject({ id: check.id, ...waits("**Missing: a second person's approval**") });
  });
});

describe("an event that can't change a verdict", () => {
  it("costs nothing", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository(NO_HELP);
    const request = kiroRequest(shop, paula);
    const requests = await asked(() => {
      request.comment(rita, "Looks fine, thanks @claude");
      request.review(rita, "COMMENT");
      request.reviewComment(rita, { path: "shop.txt", body: "A remark." }).edit(rita, "Another remark.");
      request.edit(paula, { title: "Another title" });
      shop.commit("elsewhere", { by: rita, files: { "b.txt": "b" } });
      shop.deleteBranch("elsewhere", rita);
      const issue = shop.issue({ by: rita, title: "An issue" });
      issue.comment(rita, "@claude fix this");
      issue.label(rita, "bug");
      issue.close(rita);
      request.close(paula);
    });
    expect(requests).toEqual([]);
  });
});
