import { describe, expect, test } from "vitest";
import { account, COPILOT, KIRO } from "../testing/accounts.ts";
import { aPolicy } from "../testing/policy.ts";
import { humanness, personOf, personOfGit, samePerson } from "./identity.ts";
import { isIdentifiedByPolicy } from "./known-people.ts";

const plain = aPolicy();
const login = (name: string) => ({ id: null, login: name, email: null, name: null, isAccount: false });
const email = (address: string) => ({ id: null, login: null, email: address, name: "Somebody", isAccount: false });

describe("two references are one person", () => {
  test("octocat and OctoCat are", () => {
    expect(samePerson(login("octocat"), login("OctoCat"), plain)).toBe(true);
  });

  test("a renamed account is, by its number", () => {
    expect(samePerson({ ...login("old-name"), id: 5 }, { ...login("new-name"), id: 5 }, plain)).toBe(true);
  });

  test("who took over a login isn't who had it before", () => {
    expect(samePerson({ ...login("alice"), id: 5 }, { ...login("alice"), id: 6 }, plain)).toBe(false);
  });

  test("the number in a private address counts", () => {
    const git = personOfGit("Rita", "5+was-rita@users.noreply.github.com", null);
    expect(samePerson(git, { ...login("rita"), id: 5 }, plain)).toBe(true);
  });

  test("the login in an old private address counts", () => {
    const git = personOfGit("Rita", "Rita@users.noreply.github.com", null);
    expect(samePerson(git, personOf(account("rita")), plain)).toBe(true);
  });

  test("one address is one person, and an empty one is nobody's", () => {
    expect(samePerson(email("jo@acme.example"), email("Jo@Acme.example"), plain)).toBe(true);
    expect(samePerson(email(""), email(""), plain)).toBe(false);
  });

  test("a name alone joins nobody", () => {
    expect(samePerson(email("a@acme.example"), email("b@acme.example"), plain)).toBe(false);
  });
});

describe("identities join", () => {
  const policy = aPolicy({
    identities: {
      people: [
        { login: "Alice", accounts: ["alice-private"], emails: ["Alice@acme.example"] },
        { login: "rita", accounts: [], emails: [] },
      ],
    },
  });

  test("a person's accounts, whatever their case", () => {
    expect(samePerson(personOf(account("ALICE")), personOf(account("Alice-Private")), policy)).toBe(true);
  });

  test("a person's addresses", () => {
    expect(samePerson(email("alice@ACME.example"), personOf(account("alice-private")), policy)).toBe(true);
  });

  test("nobody else", () => {
    expect(samePerson(personOf(account("alice")), personOf(account("rita")), policy)).toBe(false);
    expect(samePerson(personOf(account("rita")), personOf(account("bob")), policy)).toBe(false);
  });

  test("entries that share an account or an address, in whatever order they stand", () => {
    const entries = [
      { login: "a", accounts: ["b"], emails: [] },
      { login: "c", accounts: [], emails: ["x@acme.example"] },
      { login: "b", accounts: [], emails: ["x@acme.example"] },
    ];
    for (const people of [entries, entries.toReversed()]) {
      const joined = aPolicy({ identities: { people } });
      expect(samePerson(login("a"), login("c"), joined)).toBe(true);
    }
  });
});

describe("an address is identified by the policy", () => {
  const entry = { login: "alice", accounts: [], emails: ["alice@home.example"] };

  test("when somebody's entry has it", () => {
    const policy = aPolicy({ identities: { people: [entry] } });
    expect(isIdentifiedByPolicy(email("ALICE@home.example"), policy)).toBe(true);
    expect(isIdentifiedByPolicy(email("other@home.example"), policy)).toBe(false);
  });

  test("but not by a repository's entry that can only exclude", () => {
    const policy = aPolicy({ identities: { people: [{ ...entry, onlyExcludes: true }] } });
    expect(isIdentifiedByPolicy(email("alice@home.example"), policy)).toBe(false);
    expect(samePerson(email("alice@home.example"), login("alice"), policy)).toBe(true);
  });
});

describe("what an account is", () => {
  test("a User is a human", () => {
    expect(humanness(account("rita"), plain)).toBe("human");
  });

  test("people named Claude, Devin or Jules are humans", () => {
    for (const name of ["claude", "devin", "jules"]) expect(humanness(account(name), plain)).toBe("human");
  });

  test("an agent's account is an agent, also one of type User", () => {
    expect(humanness(COPILOT, plain)).toBe("agent");
    expect(humanness(KIRO, plain)).toBe("agent");
  });

  test("a person who took over an agent's login isn't the agent, as the number says", () => {
    expect(humanness({ id: 12345, login: KIRO.login, kind: "User" }, plain)).toBe("human");
  });

  test.each([
    ["Bot", "bot"],
    ["Mannequin", "mannequin"],
    ["Organization", "organization"],
    ["EnterpriseUserAccount", "organization"],
  ] as const)("a %s is no human", (kind, expected) => {
    expect(humanness(account("x", kind), plain)).toBe(expected);
  });

  test("machine users and the policy's automation are machines, whatever the case of their login", () => {
    const policy = aPolicy({ identities: { machineUsers: ["Deploy-Robot"] }, detection: { automation: ["releaser"] } });
    expect(humanness(account("deploy-robot"), policy)).toBe("machine-user");
    expect(humanness(account("Releaser"), policy)).toBe("machine-user");
    expect(humanness(account("rita"), policy)).toBe("human");
  });

  test("an account of the policy's own agent is an agent", () => {
    const acme = { id: "acme", name: "Acme", logins: ["Acme-Codegen"], emails: [], trailers: [], branches: [] };
    const policy = aPolicy({ detection: { customAgents: [acme] } });
    expect(humanness(account("acme-codegen"), policy)).toBe("agent");
  });
});
