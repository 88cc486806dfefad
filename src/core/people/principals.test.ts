import { describe, expect, test } from "vitest";
import type { PersonEvidence, PersonRef, StrangerEvidence } from "../evidence.ts";
import { aPolicy } from "../testing/policy.ts";
import { mayNotApprove, principalInTheWay, principalsOf } from "./principals.ts";

const ref = (part: Partial<PersonRef>): PersonRef => ({
  id: null,
  login: null,
  email: null,
  name: null,
  isAccount: false,
  ...part,
});

function item(person: Partial<PersonRef>, more: Partial<PersonEvidence> = {}): PersonEvidence {
  return {
    type: "person",
    person: ref(person),
    as: "contributor",
    role: "authored",
    agent: null,
    where: { kind: "commit", sha: "c1" },
    authenticated: false,
    ...more,
  };
}

const grouped = (items: readonly PersonEvidence[], policy = aPolicy()) =>
  principalsOf(items, policy).people.map(({ evidence }) => evidence.length);

describe("one principal", () => {
  test("is made of all that is said of one person", () => {
    const rita = [{ id: 5, login: "rita" }, { login: "RITA" }, { id: 5, login: "was-rita" }];
    expect(grouped(rita.map((each) => item(each)))).toEqual([3]);
    expect(grouped(rita.toReversed().map((each) => item(each)))).toEqual([3]);
  });

  test("joins what was apart until an item told that they are one", () => {
    const items = [item({ id: 5 }), item({ email: "x@acme.example" }), item({ id: 5, email: "X@acme.example" })];
    expect(grouped(items)).toEqual([3]);
  });

  test("isn't two accounts that had one login after another", () => {
    expect(grouped([item({ id: 5, login: "alice" }), item({ id: 6, login: "alice" })])).toEqual([1, 1]);
  });

  test("is what identities join", () => {
    const people = [{ login: "alice", accounts: ["alice-private"], emails: ["a@home.example"] }];
    const items = [
      item({ id: 1, login: "alice" }),
      item({ id: 2, login: "alice-private" }),
      item({ email: "a@home.example" }),
    ];
    expect(grouped(items, aPolicy({ identities: { people } }))).toEqual([3]);
    expect(grouped(items)).toEqual([1, 1, 1]);
  });

  test("is a prompter as soon as one item says so, and goes by the account that GitHub named", () => {
    const items = [item({ login: "rita" }), item({ id: 5, login: "rita", isAccount: true }, { as: "prompter" })];
    const [principal] = principalsOf(items, aPolicy()).people;
    expect(principal?.as).toBe("prompter");
    expect(principal?.person).toEqual(ref({ id: 5, login: "rita", isAccount: true }));
  });

  test("isn't all those who have no name at all", () => {
    expect(grouped([item({ email: "" }), item({ email: "" })])).toEqual([1, 1]);
  });

  test("is found among thousands within the second", () => {
    const crowd = Array.from({ length: 20_000 }, (_, index) => item({ email: `${index}@acme.example` }));
    const start = performance.now();
    expect(grouped(crowd)).toHaveLength(20_000);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("a change is unattributed", () => {
  const unattributed = (...items: readonly PersonEvidence[]) => principalsOf(items, aPolicy()).unattributed;

  test("without anybody, and with those whom only forgeable text names", () => {
    expect(unattributed()).toBe(true);
    expect(unattributed(item({ id: 5, login: "rita" }))).toBe(true);
  });

  test("until GitHub vouches for one person", () => {
    expect(unattributed(item({}), item({ id: 5, login: "rita" }, { authenticated: true }))).toBe(false);
  });

  test("where what is vouched for names nobody", () => {
    expect(unattributed(item({ name: "Rita" }, { authenticated: true }))).toBe(true);
  });
});

test("strangers are counted once an address", () => {
  const stranger = (email: string): StrangerEvidence => ({
    type: "stranger",
    role: "authored",
    name: "X",
    email,
    where: { kind: "commit", sha: "c1" },
  });
  const { strangers } = principalsOf([stranger("a@x.example"), stranger("A@x.example"), stranger("b@x")], aPolicy());
  expect(strangers).toHaveLength(2);
});

describe("who may not approve", () => {
  const prompters = aPolicy({ approvals: { exclude: "prompters" } });
  const inTheWay = (items: readonly PersonEvidence[], policy = aPolicy()) =>
    principalInTheWay(ref({ id: 5, login: "rita" }), principalsOf(items, policy), policy)?.as ?? null;

  test("is every principal", () => {
    expect(inTheWay([item({ id: 5 })])).toBe("contributor");
    expect(inTheWay([item({ id: 6 })])).toBeNull();
  });

  test("is a person whose address alone says so, where identities know it", () => {
    const people = [{ login: "Rita", accounts: [], emails: ["rita@home.example"] }];
    expect(inTheWay([item({ email: "rita@home.example" })], aPolicy({ identities: { people } }))).toBe("contributor");
  });

  test("is only prompters and the opener, where the policy excludes no more", () => {
    expect(inTheWay([item({ id: 5 })], prompters)).toBeNull();
    expect(inTheWay([item({ id: 5 }, { as: "prompter" })], prompters)).toBe("prompter");
    const [opener] = principalsOf([item({ id: 5 }, { role: "opened the request" })], prompters).people;
    expect(opener && mayNotApprove(opener, prompters)).toBe(true);
  });

  test("is a prompter even if something else shows the same person as a mere contributor", () => {
    const items = [item({ id: 6, login: "rita" }), item({ id: 5 }), item({ login: "rita" }, { as: "prompter" })];
    expect(inTheWay(items, prompters)).toBe("prompter");
  });
});
