import { describe, expect, test } from "vitest";
import type { Account, TimelineItem } from "../facts.ts";
import { judge } from "../judge.ts";
import { type Memory, NO_MEMORY } from "../memory.ts";
import { DEFAULT_POLICY, type Policy } from "../policy.ts";
import { account, gitOf } from "../testing/accounts.ts";
import { aPolicy, inForce } from "../testing/policy.ts";
import { aPullRequest, type PullRequestBuilder } from "../testing/pull-request.ts";
import { accountsToAsk, asksToOverride } from "./wanted.ts";

const [rita, sam] = [account("rita"), account("sam")];
const HEAD = "3f2c1d9".padEnd(40, "0");
const claudes = aPullRequest().by("alice").withClaude({ sha: HEAD });
const withRitasHelp = aPullRequest()
  .by("alice")
  .withCommit({ by: gitOf("rita") })
  .withClaude({ sha: HEAD });
const pushes = [{ branch: "cart", before: null, after: HEAD, actor: null, at: "2025-12-31T00:00:00Z" }];
const remembering: Memory = { ...NO_MEMORY, pushes };

const writers = (...people: readonly Account[]) => ({
  access: people.map((each) => ({ account: each, canPush: true })),
});
const oncall = (...people: readonly Account[]) => ({
  teams: [{ name: "acme/oncall", state: "read" as const, members: new Set(people.map(({ id }) => id ?? 0)) }],
});
const overriding: Policy = { ...DEFAULT_POLICY, override: { teams: ["acme/oncall"] } };

/** The verdict, and what becomes of each command. */
function judged(request: PullRequestBuilder, policy: Policy = DEFAULT_POLICY, memory: Memory = remembering) {
  const { verdict } = judge(request.facts(), inForce(policy), memory);
  const states = verdict.commands.map(({ state }) => (state.kind === "discounted" ? state.discount.why : state.kind));
  return [verdict.kind, ...states];
}

describe("`not-ai`", () => {
  const said = claudes.comment(rita, "/ai-review not-ai I saw her type it");

  test("clears what was found where its author may write, and until then is nothing", () => {
    expect(judged(said)).toEqual(["waiting", "unasked"]);
    expect(judged(said.with({ access: [{ account: rita, canPush: null }] }))).toEqual(["waiting", "access-unknown"]);
    expect(judged(said.with({ access: [{ account: rita, canPush: false }] }))).toEqual(["waiting", "no-write-access"]);
    expect(judged(said.with(writers(rita)))).toEqual(["not-ai", "counts"]);
  });

  test("knows from a review what its author may", () => {
    expect(judged(said.reviewedBy(rita, { state: "COMMENTED" }))).toEqual(["not-ai", "counts"]);
    expect(judged(said.reviewedBy(rita, { state: "COMMENTED", authorCanPush: false }))).toEqual([
      "waiting",
      "no-write-access",
    ]);
  });

  test("by one person with two accounts is one person's", () => {
    const people = [{ login: "rita", accounts: ["sam"], emails: [] }];
    const both = said.comment(sam, "/ai-review not-ai I too").with(writers(rita, sam));
    expect(judged(both, aPolicy({ approvals: { required: 2 } }))[0]).toBe("not-ai");
    expect(judged(both, aPolicy({ approvals: { required: 2 }, identities: { people } }))[0]).toBe("waiting");
  });

  test("adds nothing to approvals, nor they to it", () => {
    const policy = aPolicy({ approvals: { required: 2 } });
    expect(judged(said.with(writers(rita)).approvedBy(sam), policy)).toEqual(["waiting", "counts"]);
  });

  test("by who could approve counts, and by a prompter never", () => {
    const policy = aPolicy({ approvals: { exclude: "prompters" } });
    const helped = withRitasHelp.comment(rita, "/ai-review not-ai I saw her type it");
    expect(judged(helped.with(writers(rita)), policy)).toEqual(["not-ai", "counts"]);
    expect(judged(helped.with(writers(rita)))).toEqual(["waiting", "principal"]);
    const alices = claudes.comment("alice", "/ai-review not-ai I did").with(writers(account("alice")));
    expect(judged(alices, policy)).toEqual(["waiting", "principal"]);
  });

  test("is nothing where nothing was found, and where the policy asks for a second person anyway", () => {
    const plain = aPullRequest().withCommit({ sha: HEAD }).comment(rita, "/ai-review not-ai so").with(writers(rita));
    expect(judged(plain)).toEqual(["not-ai", "not-needed"]);
    expect(judged(plain, aPolicy({ detection: { treatEveryChangeAsAi: true } }))).toEqual(["waiting", "every-change"]);
    const { verdict } = judge(
      said.with(writers(rita)).facts(),
      inForce(undefined, { touchesPolicy: true }),
      remembering,
    );
    expect(verdict).toMatchObject({ kind: "waiting", commands: [{ state: { discount: { why: "policy-file" } } }] });
  });

  test("is nothing once the comment was edited or a delivery said that it is gone", () => {
    const edited = claudes.comment(rita, "/ai-review not-ai so", rita).with(writers(rita));
    expect(judged(edited)).toEqual(["waiting", "edited"]);
    const gone = { ...remembering, withdrawn: new Set(["https://github.example/c"]) };
    expect(judged(said.with(writers(rita)), DEFAULT_POLICY, gone)).toEqual(["waiting", "edited"]);
  });

  test("doesn't pass what GitHub didn't show whole", () => {
    const gaps = [{ list: "commits", what: "cut" }] as const;
    expect(judged(said.with({ ...writers(rita), gaps }))).toEqual(["blocked", "counts"]);
  });
});

describe("`override`", () => {
  const said = claudes.comment(rita, `/ai-review override ${HEAD.slice(0, 7)} It burns`);

  test("passes by a member of the policy's teams who may write", () => {
    expect(judged(said, overriding)).toEqual(["waiting", "unasked"]);
    expect(judged(said.with(writers(rita)), overriding)).toEqual(["waiting", "unasked"]);
    expect(judged(said.with(oncall(rita)), overriding)).toEqual(["waiting", "unasked"]);
    expect(judged(said.with({ ...writers(rita), ...oncall(sam) }), overriding)).toEqual(["waiting", "not-in-team"]);
    expect(judged(said.with({ ...writers(rita), ...oncall(rita) }), overriding)).toEqual(["overridden", "counts"]);
    expect(judged(said.with({ ...writers(rita), ...oncall(rita) }))).toEqual(["waiting", "no-override-teams"]);
  });

  test("is nothing where the team can't be looked up", () => {
    for (const state of ["absent", "unreadable"] as const) {
      const teams = [{ name: "acme/oncall", state }];
      expect(judged(said.with({ ...writers(rita), teams }), overriding)).toEqual(["waiting", "team-unreadable"]);
    }
  });

  test("by anybody who had a part in the change is nothing, also where the policy would let them approve it", () => {
    const policy = { ...overriding, approvals: { ...overriding.approvals, exclude: "prompters" } } as const;
    const helped = withRitasHelp.comment(rita, `/ai-review override ${HEAD} It burns`);
    expect(judged(helped.with({ ...writers(rita), ...oncall(rita) }), policy)).toEqual(["waiting", "principal"]);
  });

  test("passes objections and teams that can't be looked up, and never a broken policy or what GitHub didn't show", () => {
    const able = said.with({ ...writers(rita), ...oncall(rita) });
    expect(judged(able.changesRequestedBy(sam), overriding)[0]).toBe("overridden");
    const lost = { ...overriding, approvals: { ...overriding.approvals, teams: ["acme/lost"] } };
    expect(judged(able, lost)[0]).toBe("overridden");
    expect(judged(able.with({ gaps: [{ list: "timeline", what: "cut" }] }), overriding)[0]).toBe("blocked");
    const proposed = { problems: [{ line: 1, column: 1, message: "broken" }] };
    expect(judge(able.facts(), inForce(overriding, { proposed }), remembering).verdict.kind).toBe("blocked");
  });

  test("of an abbreviation doesn't cover a commit that was made to begin the same, and in full needs no order", () => {
    const able = { ...writers(rita), ...oncall(rita) };
    const later = { ...NO_MEMORY, pushes: [{ ...pushes[0], at: "2027-01-01T00:00:00Z" }] } as Memory;
    expect(judged(said.with(able), overriding, later)).toEqual(["waiting", "earlier-head"]);
    expect(judged(said.with(able), overriding, NO_MEMORY)).toEqual(["waiting", "arrival-unknown"]);
    const full = claudes.comment(rita, `/ai-review override ${HEAD} It burns`).with(able);
    expect(judged(full, overriding, NO_MEMORY)).toEqual(["overridden", "counts"]);
  });
});

describe("`ai`", () => {
  const plain = aPullRequest().by("alice").withCommit({ sha: HEAD });
  const said = plain.comment(rita, "/ai-review ai @sam");

  test("makes it AI's, and whom it names a prompter who answers for nothing", () => {
    expect(judged(said)).toEqual(["not-ai", "unasked"]);
    expect(judged(said.with(writers(rita)))).toEqual(["waiting", "counts"]);
    const { verdict } = judge(said.with(writers(rita)).approvedBy(sam).facts(), inForce());
    expect(verdict).toMatchObject({ kind: "waiting", standings: [{ discount: { why: "principal" } }] });
    const bots = aPullRequest()
      .by("ci[bot]")
      .withCommit({ by: { name: "x", email: "", account: null } });
    expect(
      judge(bots.comment(rita, "/ai-review ai @sam").with(writers(rita)).facts(), inForce()).verdict,
    ).toMatchObject({
      principals: { unattributed: true },
    });
  });

  test("is found, so that it is remembered, and isn't asked about again once accepted", () => {
    const { found } = judge(said.with(writers(rita)).facts(), inForce());
    expect(found.some((item) => item.type === "agent" && item.signal === "comment")).toBe(true);
    expect(found.some((item) => item.type === "person" && item.role === "named in a comment")).toBe(true);
    const id = said.facts().timeline[0]?.id ?? "";
    const answers = new Map([[id, { accepted: true, why: null }]]);
    expect(judged(said, DEFAULT_POLICY, { ...NO_MEMORY, answers })).toEqual(["waiting", "counts"]);
  });
});

describe("what is asked of GitHub", () => {
  const asked = (request: PullRequestBuilder, memory: Memory = remembering, policy: Policy = DEFAULT_POLICY) => {
    const { verdict } = judge(request.facts(), inForce(policy), memory);
    return accountsToAsk(verdict, request.facts(), memory).map(({ login }) => login);
  };
  const answered = (request: PullRequestBuilder, accepted: boolean, why: "no-write-access" | null): Memory => ({
    ...remembering,
    answers: new Map(request.facts().timeline.map(({ id }) => [id, { accepted, why }])),
  });
  const said = claudes.comment(rita, "/ai-review not-ai so");

  test("is each person's access once, and again only where the check stands on it", () => {
    expect(asked(said.comment(rita, "/ai-review not-ai indeed"))).toEqual(["rita"]);
    expect(asked(said.with(writers(rita)))).toEqual([]);
    expect(asked(said, answered(said, true, null))).toEqual(["rita"]);
    const approved = said.approvedBy(sam);
    expect(asked(approved)).toEqual(["rita"]);
    expect(asked(approved, answered(approved, true, null))).toEqual([]);
  });

  test("is nothing about who was turned down for good, who can't count, and who only wants another look", () => {
    expect(asked(said, answered(said, false, "no-write-access"))).toEqual([]);
    expect(asked(claudes.comment("alice", "/ai-review not-ai so"))).toEqual([]);
    expect(asked(claudes.comment("ci[bot]", "/ai-review not-ai so"))).toEqual([]);
    expect(asked(claudes.comment(rita, "/ai-review recheck"))).toEqual([]);
    expect(asked(aPullRequest().withCommit().comment(rita, "/ai-review not-ai so"))).toEqual([]);
  });

  test("is bounded, whoever writes however much", () => {
    const timeline = Array.from(
      { length: 60 },
      (_, index): TimelineItem => ({
        kind: "comment",
        id: `c${index}`,
        at: "2026-01-01T00:05:00Z",
        author: account(`somebody${index}`),
        body: "/ai-review not-ai so",
        lastEdit: null,
        url: `u${index}`,
      }),
    );
    const people = asked(claudes.with({ timeline }));
    expect(people).toHaveLength(20);
    expect(people[0]).toBe("somebody59");
  });

  test("is the teams that may override, only where somebody would", () => {
    const override = (text: string) => asksToOverride(claudes.comment(rita, text).facts(), NO_MEMORY);
    expect(override(`/ai-review override ${HEAD} It burns`)).toBe(true);
    expect(override("/ai-review override 0000000 It burns")).toBe(false);
    expect(override("/ai-review not-ai so")).toBe(false);
  });
});
