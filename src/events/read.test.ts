import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { handledEvents, readEvent, subscribedEvents } from "./read.ts";

const APP_ID = 7;
const HEAD = "a".repeat(40);
const place = {
  installation: { id: 11 },
  repository: { id: 22, name: "shop", owner: { login: "acme" } },
};
const change = { installationId: 11, owner: "acme", repo: "shop", repositoryId: 22, number: 5 };
const pull_request = { number: 5, state: "open", head: { sha: HEAD } };
const issue = { number: 5, state: "open", pull_request: {} };

const read = (name: string, payload: object) => readEvent(name, { ...place, ...payload }, APP_ID);
const lookAgain = (reason: string, head: string | null = HEAD) => ({
  kind: "look-again",
  jobs: [{ change, head, reason }],
});
const ignored = { kind: "ignored" };

describe("a pull_request event", () => {
  it.each([
    "opened",
    "reopened",
    "synchronize",
    "edited",
    "ready_for_review",
    "converted_to_draft",
    "assigned",
    "unassigned",
    "labeled",
  ])("that says %s asks to look again", (action) => {
    expect(read("pull_request", { action, pull_request })).toEqual(lookAgain(`pull_request.${action}`));
  });

  it.each(["unlabeled", "locked", "review_requested", "auto_merge_enabled", "an action of next year"])(
    "that says %s costs nothing",
    (action) => {
      expect(read("pull_request", { action, pull_request })).toEqual(ignored);
    },
  );

  it("that puts on the App's own label costs nothing, whoever did it; an agent's label counts", () => {
    const labeled = (name: string) => read("pull_request", { action: "labeled", pull_request, label: { name } });
    expect(labeled("AI-authored")).toEqual(ignored);
    expect(labeled("kiro")).toEqual(lookAgain("pull_request.labeled"));
  });

  it("that edits only the title costs nothing; body and base count", () => {
    const edited = (changes: object) => read("pull_request", { action: "edited", pull_request, changes });
    expect(edited({ title: { from: "old" } })).toEqual(ignored);
    expect(edited({ title: { from: "old" }, body: { from: "old" } })).toEqual(lookAgain("pull_request.edited"));
    expect(edited({ base: { ref: { from: "dev" } } })).toMatchObject(lookAgain("pull_request.edited"));
  });

  it("that ends a shared head is about the others there, and about the request itself only while it's open", () => {
    const left = (head: string, action: string) => ({ change, head, reason: `pull_request.${action}` });
    const closed = { action: "closed", pull_request: { ...pull_request, state: "closed" } };
    expect(read("pull_request", closed)).toEqual({ kind: "look-again", jobs: [], left: left(HEAD, "closed") });
    const edited = { action: "edited", pull_request, changes: { base: { ref: { from: "dev" } } } };
    expect(read("pull_request", edited)).toEqual({
      ...lookAgain("pull_request.edited"),
      left: left(HEAD, "edited"),
    });
    const before = "b".repeat(40);
    expect(read("pull_request", { action: "synchronize", pull_request, before, after: HEAD })).toEqual({
      ...lookAgain("pull_request.synchronize"),
      left: left(before, "synchronize"),
    });
  });

  it("on a closed request costs nothing", () => {
    const closed = { ...pull_request, state: "closed" };
    expect(read("pull_request", { action: "labeled", pull_request: closed })).toEqual(ignored);
  });
});

describe("a review event", () => {
  const reviewed = (action: string, state: string, body: string | null = null) =>
    read("pull_request_review", { action, pull_request, review: { state, body } });

  it.each(["approved", "changes_requested"])("of state %s asks to look again", (state) => {
    expect(reviewed("submitted", state)).toEqual(lookAgain("pull_request_review.submitted"));
  });

  it("that dismisses asks to look again", () => {
    expect(reviewed("dismissed", "dismissed")).toEqual(lookAgain("pull_request_review.dismissed"));
  });

  it("that only comments costs nothing, unless it commands an agent", () => {
    expect(reviewed("submitted", "commented", "nice")).toEqual(ignored);
    expect(reviewed("submitted", "commented", "well\r\n@copilot fix it")).toEqual(
      lookAgain("pull_request_review.submitted"),
    );
  });

  it("that edits the body costs nothing", () => {
    expect(reviewed("edited", "approved")).toEqual(ignored);
  });
});

describe("a comment event", () => {
  const commented = (action: string, body: string, changes?: object) =>
    read("issue_comment", { action, issue, comment: { body }, changes });

  it.each(["@claude fix the test", "/q dev", "Well.\n  /kiro please", "Well.\r\n@copilot go"])(
    "with a line that may command an agent asks to look again: %j",
    (body) => {
      expect(commented("created", body)).toEqual(lookAgain("issue_comment.created", null));
    },
  );

  it.each(["LGTM", "thanks @claude", "> @claude fix it", "see src/a/b", ""])(
    "without one costs nothing: %j",
    (body) => {
      expect(commented("created", body)).toEqual(ignored);
    },
  );

  it("that edits a command away asks to look again", () => {
    expect(commented("edited", "never mind", { body: { from: "@claude fix it" } })).toEqual(
      lookAgain("issue_comment.edited", null),
    );
    expect(commented("edited", "never mind", { body: { from: "nothing" } })).toEqual(ignored);
  });

  it("that deletes asks to look again: the timeline says that something is gone", () => {
    expect(commented("deleted", "LGTM")).toEqual(lookAgain("issue_comment.deleted", null));
  });

  it("on an issue or a closed request costs nothing", () => {
    const comment = { body: "@claude go", html_url: "#1" };
    const plain = { number: 5, state: "open" };
    expect(read("issue_comment", { action: "created", issue: plain, comment })).toEqual(ignored);
    expect(read("issue_comment", { action: "created", issue: { ...issue, state: "closed" }, comment })).toEqual(
      ignored,
    );
  });

  it("on a line of code counts alike", () => {
    const onCode = (body: string) =>
      read("pull_request_review_comment", { action: "created", pull_request, comment: { body } });
    expect(onCode("@copilot rename this")).toEqual(lookAgain("pull_request_review_comment.created"));
    expect(onCode("rename this")).toEqual(ignored);
  });
});

describe("a check event", () => {
  const check_run = { head_sha: HEAD, external_id: `pr:5:${HEAD}`, app: { id: APP_ID }, pull_requests: [] };
  const run = (action: string, more: object = {}) =>
    read("check_run", { action, check_run: { ...check_run, ...more } });

  it.each(["rerequested", "requested_action"])("%s names the change by external_id, as for forks", (action) => {
    expect(run(action)).toEqual(lookAgain(`check_run.${action}`));
  });

  it("of another App, of our own writing, or with a foreign external_id costs nothing", () => {
    expect(run("rerequested", { app: { id: 8 } })).toEqual(ignored);
    expect(run("rerequested", { app: null })).toEqual(ignored);
    expect(run("rerequested", { external_id: "build-5" })).toEqual(ignored);
    expect(run("created")).toEqual(ignored);
    expect(run("completed")).toEqual(ignored);
  });

  it("for a suite names each request of this repository once, and whatever else arrived at that head", () => {
    const request = (number: number, repo: number) => ({ number, base: { repo: { id: repo } } });
    const suite = (app: { id: number }) =>
      read("check_suite", {
        action: "rerequested",
        check_suite: { head_sha: HEAD, app, pull_requests: [request(5, 22), request(5, 22), request(9, 99)] },
      });
    const { installation, repository } = place;
    const at = { installationId: installation.id, owner: "acme", repo: "shop", repositoryId: repository.id };
    const arrival = { kind: "at-head", ...at, head: HEAD, reason: "check_suite.rerequested" };
    expect(suite({ id: APP_ID })).toEqual({
      ...lookAgain("check_suite.rerequested"),
      errands: [],
      arrivals: [arrival],
    });
    expect(suite({ id: 8 })).toEqual(ignored);
  });
});

describe("a comment on a commit", () => {
  const commented = (action: string, body: string | null) =>
    read("commit_comment", { action, comment: { commit_id: HEAD, html_url: "#1", body } });

  it("that approves a commit asks to look at the one that it stands on", () => {
    const at = { installationId: 11, owner: "acme", repo: "shop", repositoryId: 22 };
    expect(commented("created", "Fine.\n\n/ai-review approve 3f2c1d9")).toEqual({
      kind: "look-again",
      jobs: [],
      arrivals: [{ kind: "approval", ...at, on: "commit", sha: HEAD, url: "#1", reason: "commit_comment.created" }],
    });
  });

  it("that says anything else costs nothing", () => {
    for (const body of ["LGTM", "> /ai-review approve 3f2c1d9", "/ai-review approve it", null]) {
      expect(commented("created", body)).toEqual(ignored);
    }
    expect(commented("deleted", "/ai-review approve 3f2c1d9")).toEqual(ignored);
  });

  it("of no commit is odd", () => {
    expect(read("commit_comment", { action: "created", comment: { body: "" } })).toMatchObject({ kind: "odd" });
  });
});

describe("any event", () => {
  it("that isn't subscribed to costs nothing", () => {
    expect(read("star", { action: "created" })).toEqual(ignored);
    expect(read("toString", { action: "created" })).toEqual(ignored);
  });

  it("of a webhook that isn't the App's costs nothing: it has no installation", () => {
    const { repository } = place;
    expect(readEvent("pull_request", { action: "opened", pull_request, repository }, APP_ID)).toEqual(ignored);
  });

  it("with an odd installation, number or action says what was expected", () => {
    const odd = { kind: "odd", expected: expect.any(String) };
    expect(read("pull_request", { action: "opened", pull_request, installation: { id: "11" } })).toEqual(odd);
    expect(read("pull_request", { action: "opened", pull_request, installation: null })).toEqual(odd);
    expect(read("pull_request", { action: "opened", pull_request, repository: undefined })).toEqual(odd);
    expect(read("pull_request", { action: "opened", pull_request: { ...pull_request, number: "5" } })).toEqual(odd);
    expect(read("pull_request", { pull_request })).toEqual(odd);
  });

  it("never throws, whatever the payload", () => {
    const action = fc.constantFrom("opened", "created", "submitted", "rerequested", "deleted", "edited");
    const odd = fc.record({
      action: fc.oneof(action, fc.jsonValue()),
      pull_request: fc.jsonValue(),
      issue: fc.jsonValue(),
      comment: fc.jsonValue(),
      review: fc.jsonValue(),
      check_run: fc.jsonValue(),
      check_suite: fc.jsonValue(),
      changes: fc.jsonValue(),
    });
    const payload = fc.oneof(fc.jsonValue(), odd);
    fc.assert(
      fc.property(fc.constantFrom(...handledEvents), payload, (name, value) => {
        expect(readEvent(name, value, APP_ID).kind).not.toBe("look-again");
      }),
    );
  });
});

describe("app.yml", () => {
  const manifest = parse(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")) as {
    default_events: string[];
    default_permissions: Record<string, string>;
    hook_attributes: { url: string };
  };

  it("subscribes to exactly the events that are handled and don't come by themselves", () => {
    expect(manifest.default_events).toEqual([...subscribedEvents].sort());
  });

  it("asks for write access to what it writes and nothing else", () => {
    const writes = Object.entries(manifest.default_permissions).filter(([, access]) => access !== "read");
    expect(writes).toEqual([
      ["administration", "write"],
      ["checks", "write"],
      ["deployments", "write"],
      ["issues", "write"],
      ["pull_requests", "write"],
    ]);
  });

  it("registers the webhook where the server listens", () => {
    expect(new URL(manifest.hook_attributes.url).pathname).toBe("/api/github/webhooks");
  });
});
