import { describe, expect, test } from "vitest";
import { type AskedReviewer, NOTHING_AROUND } from "../facts.ts";
import { judge } from "../judge.ts";
import { NO_MEMORY } from "../memory.ts";
import type { Policy, PolicyInForce } from "../policy.ts";
import { account, gitOf, KIRO } from "../testing/accounts.ts";
import { aPolicy, inForce } from "../testing/policy.ts";
import { aPullRequest, type PullRequestBuilder } from "../testing/pull-request.ts";
import type { Candidate } from "./candidates.ts";

const claudes = aPullRequest().by("alice").withClaude().touching("shop.ts");

const suggesting = (...logins: readonly string[]) =>
  claudes.with({
    around: { ...NOTHING_AROUND, suggested: logins.map((login) => ({ account: account(login), nodeId: login })) },
  });

const owned = (codeowners: string, ...suggested: readonly string[]) =>
  claudes.with({ around: { ...suggesting(...suggested).facts().around, codeowners } });

const askedAlready = (request: PullRequestBuilder, ...asked: readonly AskedReviewer[]) =>
  request.with({ around: { ...request.facts().around, asked } });

const nameOf = (each: Candidate) => (each.type === "team" ? each.name : each.account.login);

function courtesies(request: PullRequestBuilder, policy: PolicyInForce = inForce(), done = NO_MEMORY.done) {
  const { label, ask } = judge(request.facts(), policy, { ...NO_MEMORY, done }).courtesies;
  return { label, ask: ask.map(nameOf) };
}

const ask = (request: PullRequestBuilder, policy?: Policy) => courtesies(request, inForce(policy)).ask;

describe("whom to ask", () => {
  test("is two of whom GitHub suggests, or as many as are missing, and never more than five", () => {
    const many = suggesting("a1", "a2", "a3", "a4", "a5", "a6", "a7");
    expect(ask(many)).toEqual(["a1", "a2"]);
    expect(ask(many, aPolicy({ approvals: { required: 3 } }))).toHaveLength(3);
    expect(ask(many, aPolicy({ approvals: { required: 9 } }))).toHaveLength(5);
  });

  test("begins with the owners of the changed files", () => {
    expect(ask(owned("* @olga @acme/shop", "rita"))).toEqual(["olga", "acme/shop"]);
    expect(ask(owned("*.ts @olga", "rita", "OLGA"))).toEqual(["OLGA", "rita"]);
    expect(ask(owned("docs/ @olga", "rita"))).toEqual(["rita"]);
  });

  test("takes an owner's address for whoever the policy says that it is", () => {
    const olga = { login: "olga", accounts: [], emails: ["olga@acme.example"] };
    const policy = aPolicy({ identities: { people: [olga], machineUsers: [] } });
    const request = owned("* Olga@acme.example someone@acme.example");
    expect(ask(request, policy)).toEqual(["olga"]);
    expect(ask(request)).toEqual([]);
  });

  test("is the teams that requirements name, and nobody else", () => {
    const policy = aPolicy({ approvals: { teams: ["acme/payments"] } });
    const teams = [{ name: "acme/payments", state: "read", members: new Set<number>() }] as const;
    expect(ask(suggesting("rita").with({ teams }), policy)).toEqual(["acme/payments"]);
  });

  test("is never a principal, under another of their accounts either, nor whom the policy merely lets approve", () => {
    const identities = { people: [{ login: "alice", accounts: ["rita"], emails: [] }], machineUsers: [] };
    expect(ask(suggesting("alice", "rita", "sam"), aPolicy({ identities }))).toEqual(["sam"]);
    const helped = suggesting("rita", "sam").withCommit({ by: gitOf("rita") });
    expect(ask(helped, aPolicy({ approvals: { exclude: "prompters" } }))).toEqual(["sam"]);
  });

  test("is never a bot, an agent or a machine", () => {
    const policy = aPolicy({ identities: { people: [], machineUsers: ["robot"] } });
    const request = suggesting("acme[bot]", "robot", KIRO.login, "sam");
    const suggested = [{ account: KIRO, nodeId: "kiro" }, ...request.facts().around.suggested];
    expect(ask(request.with({ around: { ...NOTHING_AROUND, suggested } }), policy)).toEqual(["sam"]);
    expect(ask(owned(`* @${KIRO.login}`))).toEqual([]);
  });

  test("isn't who gave a review or is asked already; those who are asked count", () => {
    expect(ask(suggesting("rita", "sam").commentedOnBy("rita"))).toEqual(["sam"]);
    const person = (login: string) => ({ type: "person", account: account(login) }) as const;
    expect(ask(askedAlready(suggesting("rita", "sam", "tess"), person("rita")))).toEqual(["sam"]);
    expect(ask(askedAlready(suggesting("sam"), person("rita"), { type: "unknown" }))).toEqual([]);
    // Whoever can't give it doesn't count.
    expect(ask(askedAlready(suggesting("rita", "sam"), person("acme[bot]")))).toEqual(["rita", "sam"]);
  });
});

describe("what is done around a request", () => {
  test("is nothing without AI, without a file, or in another mode", () => {
    const nothing = { label: false, ask: [] };
    expect(courtesies(aPullRequest().by("alice").withCommit())).toEqual(nothing);
    expect(courtesies(suggesting("rita"), inForce(undefined, { hasFile: false }))).toEqual(nothing);
    for (const mode of ["observe", "off"] as const) {
      expect(courtesies(suggesting("rita"), inForce(aPolicy({ mode })))).toEqual(nothing);
    }
  });

  test("is nothing where people say that AI didn't write it", () => {
    const sha = "a".repeat(40);
    const cleared = aPullRequest()
      .withClaude({ sha })
      .comment("rita", `/ai-review not-ai ${sha} She typed it`)
      .with({ access: [{ account: account("rita"), canPush: true }] });
    expect(courtesies(cleared)).toEqual({ label: false, ask: [] });
  });

  test("asks nobody of a request that doesn't wait for people, or is a draft, and labels it all the same", () => {
    const label = { label: true, ask: [] };
    expect(courtesies(suggesting("sam").approvedBy("rita"))).toEqual(label);
    expect(courtesies(suggesting("sam").changesRequestedBy("rita"))).toEqual(label);
    expect(courtesies(suggesting("sam").with({ isDraft: true }))).toEqual(label);
  });

  test("is done once: the store remembers both, the timeline the label", () => {
    const request = suggesting("rita");
    expect(courtesies(request, inForce(), { asked: true, labeled: false })).toEqual({ label: true, ask: [] });
    expect(courtesies(request, inForce(), { asked: false, labeled: true })).toEqual({ label: false, ask: ["rita"] });
    const labeled = request.happened({ kind: "labeled", actor: account("rita"), label: "AI-Authored" });
    expect(courtesies(labeled).label).toBe(false);
    expect(courtesies(request.with({ labels: ["ai-authored"] })).label).toBe(false);
  });
});

describe("the check", () => {
  const summary = (request: PullRequestBuilder, done = NO_MEMORY.done) =>
    judge(request.facts(), inForce(), { ...NO_MEMORY, done }).report.summary;

  test("says the same before and after somebody was asked", () => {
    const before = summary(suggesting("sam", "rita"));
    expect(before).toContain("who had no part in this change. @rita and @sam were asked.");
    const asked = ["sam", "rita"].map((login) => ({ type: "person", account: account(login) }) as const);
    const after = askedAlready(suggesting("sam", "rita"), ...asked);
    expect(summary(after, { asked: true, labeled: true })).toBe(before);
  });

  test("names three of those who were asked, and of them only who can give it", () => {
    const asked = ["e", "d", "c", "b", "a", "alice", "acme[bot]"].map(
      (login) => ({ type: "person", account: account(login) }) as const,
    );
    expect(summary(askedAlready(claudes, ...asked))).toContain(" @a, @b, @c and 2 more were asked.");
    expect(summary(askedAlready(claudes, { type: "team", name: "acme/shop" }))).toContain(" `acme/shop` was asked.");
  });
});
