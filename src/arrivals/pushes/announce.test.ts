import { describe, expect, it } from "vitest";
import type { AccountKind, TimelineItem } from "../../core/facts.ts";
import { judgePush } from "../../core/push/judge.ts";
import { markOf } from "../../core/report/push.ts";
import { account } from "../../core/testing/accounts.ts";
import { aClaudeCommit } from "../../core/testing/commit.ts";
import { aPolicy, inForce } from "../../core/testing/policy.ts";
import { aPush } from "../../core/testing/push.ts";
import type { PushJob } from "../../queue/job.ts";
import type { ReportedLanding } from "../../store/landings.ts";
import { announce, landingOf } from "./announce.ts";

const facts = aPush([aClaudeCommit()]);
const policy = inForce(aPolicy());
const judgement = judgePush(facts, policy, { evidence: [] });
const job: PushJob = {
  kind: "push",
  installationId: 1,
  owner: "acme",
  repo: "shop",
  repositoryId: 22,
  branch: "main",
  defaultBranch: "main",
  before: "base",
  head: facts.after,
  forced: false,
  pusher: account("alice"),
  at: "2026-01-02T03:04:05Z",
  mayChangePolicy: false,
  waited: false,
  awaits: null,
  asked: 0,
  reason: "push",
};

/** GitHub and the store; the process dies once, right before or after GitHub took the announcement. */
function setUp(hasIssues: boolean, dies: "before" | "after" = "after") {
  const there: string[] = [];
  const comments: TimelineItem[] = [];
  let diesNext = true;
  const die = (when: typeof dies) => {
    if (!diesNext || when !== dies) return;
    diesNext = false;
    throw new Error("the process died");
  };
  let known: ReportedLanding = {
    ...landingOf(job),
    conclusion: "failure",
    issue: null,
    commented: false,
    announcedAt: null,
    countersigned: [],
  };
  const comment = (body: string, kind: AccountKind): TimelineItem => ({
    kind: "comment",
    id: body,
    at: job.at,
    author: account("countersign", kind),
    body,
    lastEdit: null,
    url: "",
  });
  const github = {
    findIssue: async () => (there.includes("issue") ? 12 : null),
    openIssue: async () => {
      die("before");
      there.push("issue");
      return 12;
    },
    commentOnCommit: async (_: unknown, __: string, body: string) => {
      die("before");
      there.push("comment");
      comments.push(comment(body, "Bot"));
      return true;
    },
    readCommitComments: async () => comments,
  };
  const store = {
    keepAnnouncing: async () => {
      known = { ...known, announcedAt: job.at };
    },
    keepAnnounced: async (_: unknown, how: { readonly issue: number } | "comment") => {
      die("after");
      known = how === "comment" ? { ...known, commented: true } : { ...known, issue: how.issue };
    },
  };
  const tell = () => announce(job, known, facts, judgement, policy, hasIssues, github, store);
  return { there, tell, say: (body: string) => comments.push(comment(body, "User")) };
}

describe("a push is announced once, though the process died right before or after GitHub took it", () => {
  it.each(["before", "after"] as const)("in an issue (%s)", async (dies) => {
    const { there, tell } = setUp(true, dies);
    await expect(tell()).rejects.toThrow("died");
    expect(await tell()).toEqual({ kind: "issue", number: 12 });
    expect(await tell()).toEqual({ kind: "issue", number: 12 });
    expect(there).toEqual(["issue"]);
  });

  it.each(["before", "after"] as const)("in a comment on the commit (%s)", async (dies) => {
    const { there, tell, say } = setUp(false, dies);
    // A person's comment that begins like it silences nothing.
    say(`${markOf(facts)} Nothing to see here.`);
    await expect(tell()).rejects.toThrow("died");
    expect(await tell()).toEqual({ kind: "comment" });
    expect(await tell()).toEqual({ kind: "comment" });
    expect(there).toEqual(["comment"]);
  });
});
