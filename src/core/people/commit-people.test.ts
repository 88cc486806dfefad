import { describe, expect, test } from "vitest";
import type { PersonEvidence } from "../evidence.ts";
import type { Commit } from "../facts.ts";
import type { Policy } from "../policy.ts";
import { account, COPILOT_GIT, gitOf, stranger, WEB_FLOW } from "../testing/accounts.ts";
import { aCommit } from "../testing/commit.ts";
import { aPolicy } from "../testing/policy.ts";
import { commitPeople } from "./commit-people.ts";

const plain = aPolicy();

function peopleOf(commit: Commit, agent: string | null = null, policy: Policy = plain): PersonEvidence[] {
  return commitPeople(commit, agent, policy).filter((item): item is PersonEvidence => item.type === "person");
}

function strangersOf(commit: Commit, policy: Policy = plain): string[] {
  return commitPeople(commit, null, policy).flatMap((item) => (item.type === "stranger" ? [item.email] : []));
}

const roles = (items: readonly PersonEvidence[]) => items.map((item) => [item.person.login, item.role]);

describe("the people of a commit", () => {
  test("are its author, its committer and its co-authors", () => {
    const commit = aCommit({ by: gitOf("alice"), committer: gitOf("bob"), coAuthors: [gitOf("rita")] });
    expect(roles(peopleOf(commit))).toEqual([
      ["alice", "authored"],
      ["bob", "committed"],
      ["rita", "co-authored"],
    ]);
  });

  test("are contributors to a person's commit, and prompters of an agent's", () => {
    expect(peopleOf(aCommit()).map((item) => item.as)).toEqual(["contributor", "contributor"]);
    expect(peopleOf(aCommit(), "kiro").map((item) => [item.as, item.agent])).toEqual([
      ["prompter", "kiro"],
      ["prompter", "kiro"],
    ]);
  });

  test("are found in a trailer that GitHub's own list doesn't have", () => {
    const commit = aCommit({ trailers: ["CO-AUTHORED-BY: Rita <7+rita@users.noreply.github.com>"] });
    expect(peopleOf(commit).map((item) => item.person.id)).toContain(7);
  });

  test("are found in GitHub's list wherever the author stands in it", () => {
    const commit = { ...aCommit({ by: gitOf("alice") }), authors: [gitOf("rita"), gitOf("alice")] };
    expect(roles(peopleOf(commit)).filter(([, role]) => role === "co-authored")).toEqual([["rita", "co-authored"]]);
  });

  test("are found where GitHub shows an account and no address", () => {
    const hidden = (login: string) => ({ name: login, email: "", account: account(login) });
    const commit = aCommit({ by: hidden("alice"), coAuthors: [hidden("rita")] });
    expect(roles(peopleOf(commit))).toContainEqual(["rita", "co-authored"]);
  });

  test("are never a null person", () => {
    const nobody = { name: "", email: "", account: null };
    expect(peopleOf(aCommit({ by: nobody })).every((item) => item.person.login === null)).toBe(true);
    expect(strangersOf(aCommit({ by: nobody }))).toEqual(["", ""]);
  });
});

describe("nobody's addresses", () => {
  test("GitHub itself, as a committer, is nobody", () => {
    expect(roles(peopleOf(aCommit({ committer: WEB_FLOW })))).toEqual([["alice", "authored"]]);
    expect(strangersOf(aCommit({ committer: { ...WEB_FLOW, account: null } }))).toEqual([]);
  });

  test.each([
    ["an agent's", "198982749+Copilot@users.noreply.github.com"],
    ["an agent's tool's", "noreply@anthropic.com"],
    ["automation's", "49699333+dependabot[bot]@users.noreply.github.com"],
    ["any App's", "123+acme-release[bot]@users.noreply.github.com"],
  ])("%s address is no person and no stranger", (_whose, email) => {
    const commit = aCommit({ coAuthors: [stranger(email)] });
    expect(roles(peopleOf(commit)).filter(([, role]) => role === "co-authored")).toEqual([]);
    expect(strangersOf(commit)).toEqual([]);
  });

  test("behind a name with an agent's suffix stands the person all the same", () => {
    const commit = aCommit({ by: stranger("jo@home.example", "Jo Doe (aider)") });
    expect(strangersOf(commit)).toContain("jo@home.example");
    expect(peopleOf(commit).map((item) => item.person.email)).toContain("jo@home.example");
  });

  test("a person's account is a person, whatever name stands before the address", () => {
    const commit = aCommit({ by: { ...gitOf("rita"), name: "dependabot[bot]" } });
    expect(roles(peopleOf(commit))).toContainEqual(["rita", "authored"]);
  });
});

describe("strangers", () => {
  test("are addresses without an account, in each role", () => {
    const commit = aCommit({
      by: stranger("a@x.example"),
      committer: stranger("b@x.example"),
      coAuthors: [stranger("c@x.example")],
    });
    expect(strangersOf(commit)).toEqual(["a@x.example", "b@x.example", "c@x.example"]);
  });

  test("an old private address without a number is one: GitHub knows no account for it", () => {
    expect(strangersOf(aCommit({ by: stranger("ghost@users.noreply.github.com") }))).not.toEqual([]);
  });

  test("an address with a number is none", () => {
    expect(strangersOf(aCommit({ by: stranger("7+rita@users.noreply.github.com") }))).toEqual([]);
  });

  test("an address in identities is none, unless the entry can only exclude", () => {
    const entry = { login: "alice", accounts: [], emails: ["alice@home.example"] };
    const commit = aCommit({ by: stranger("Alice@Home.example") });
    expect(strangersOf(commit, aPolicy({ identities: { people: [entry] } }))).toEqual([]);
    const excluding = aPolicy({ identities: { people: [{ ...entry, onlyExcludes: true }] } });
    expect(strangersOf(commit, excluding)).not.toEqual([]);
  });
});

describe("what GitHub vouches for", () => {
  const authenticated = (commit: Commit, agent: string | null, policy = plain) =>
    peopleOf(commit, agent, policy).flatMap((item) => (item.authenticated ? [item.person.login] : []));

  test("a co-author in an agent's commit that GitHub signed", () => {
    const commit = aCommit({ by: COPILOT_GIT, coAuthors: [gitOf("alice")], signedByGitHub: true });
    expect(authenticated(commit, "copilot")).toEqual(["alice"]);
  });

  test("not one in a commit that GitHub didn't sign: anyone can write Copilot's address", () => {
    expect(authenticated(aCommit({ by: COPILOT_GIT, coAuthors: [gitOf("alice")] }), "copilot")).toEqual([]);
  });

  test("not one whom a person names in the browser, even under a name with an agent's suffix", () => {
    const by = { ...gitOf("bob"), name: "Bob (aider)" };
    const commit = aCommit({ by, committer: WEB_FLOW, coAuthors: [gitOf("alice")], signedByGitHub: true });
    expect(authenticated(commit, "aider")).toEqual([]);
  });

  test("not a machine user, nor an address that only has a login", () => {
    const policy = aPolicy({ identities: { machineUsers: ["robot"] } });
    const coAuthors = [gitOf("robot"), stranger("nobody@users.noreply.github.com")];
    const commit = aCommit({ by: COPILOT_GIT, coAuthors, signedByGitHub: true });
    expect(authenticated(commit, "copilot", policy)).toEqual([]);
  });
});
