import { describe, expect, test } from "vitest";
import { type Acceptance, judged, parseAccepted } from "./accepted.ts";
import { finding, inAccount, inRepository, THE_APP } from "./finding.ts";

const devin: Acceptance = {
  finding: "agent-writes",
  place: "Acme",
  branch: null,
  gravity: "minor",
  who: ["devin", "contents: write"],
  reason: "It works on the website.",
  until: "2027-01-31",
};

function written(...lines: readonly string[]): string {
  return ["accepted:", ...lines].join("\n");
}

describe("a file of what was accepted", () => {
  test("says which finding, where, of whom, why and until when", () => {
    const text = written(
      "  - finding: agent-writes",
      "    place: Acme",
      "    gravity: minor",
      '    who: [devin, "contents: write"]',
      "    reason: It works on the website.",
      "    until: 2027-01-31",
    );
    expect(parseAccepted(text, "a.yml")).toEqual([devin]);
    expect(parseAccepted("accepted: []", "a.yml")).toEqual([]);
  });

  test.each([
    ["", "a.yml: file:"],
    ["accepted: [", "a.yml: "],
    [written("  - {}"), "a.yml: accepted.0.reason:"],
    [
      written("  - { finding: agent-sleeps, place: a, gravity: minor, reason: r, until: 2027-01-31 }"),
      'got "agent-sleeps"',
    ],
    [
      written("  - { finding: agent-writes, place: a, gravity: minor, reason: r, until: never }"),
      "expected a day as 2027-01-31",
    ],
    [
      written("  - { finding: agent-writes, place: a, gravity: minor, reason: r, until: 2027-02-30 }"),
      "expected a day as 2027-01-31",
    ],
    [
      written("  - { finding: agent-writes, place: a, gravity: minor, reason: ' ', until: 2027-01-31 }"),
      "accepted.0.reason:",
    ],
    [written("  - { finding: agent-writes, place: a, gravity: minor, reason: r, until: 2027-01-31, all: yes }"), "all"],
  ])("isn't %j", (text, message) => {
    expect(() => parseAccepted(text, "a.yml")).toThrow(message);
  });
});

describe("a finding", () => {
  const here = inAccount("acme");
  const isAccepted = (found: ReturnType<typeof finding>, acceptance = devin) =>
    judged([found], [acceptance], Date.parse("2027-01-31T23:00:00Z")).every(({ accepted }) => accepted);
  const writes = (...who: readonly string[]) => finding("agent-writes", here, { says: "It writes.", who });

  test("is accepted where all that it names was", () => {
    expect(isAccepted(writes("devin", "contents: write"))).toBe(true);
    expect(isAccepted(writes("devin"))).toBe(true);
  });

  test("isn't where it names more, is of another kind, or stands elsewhere", () => {
    expect(isAccepted(writes("devin", "contents: write", "all repositories"))).toBe(false);
    expect(isAccepted(finding("agent-administers", here, { says: "It administers.", who: ["devin"] }))).toBe(false);
    const shop = { ...inRepository({ owner: "acme", repo: "shop" }), branch: "main" };
    expect(isAccepted({ ...writes("devin"), place: shop })).toBe(false);
    expect(isAccepted({ ...writes("devin"), place: shop }, { ...devin, place: "acme/shop" })).toBe(false);
    expect(isAccepted({ ...writes("devin"), place: shop }, { ...devin, place: "acme/shop", branch: "main" })).toBe(
      true,
    );
    expect(isAccepted({ ...writes("devin"), place: THE_APP }, { ...devin, place: "The App" })).toBe(true);
  });

  test("is accepted in each repository of an account by one entry, which isn't about the account itself", () => {
    const everywhere = { ...devin, place: "acme/*" };
    expect(isAccepted({ ...writes("devin"), place: inRepository({ owner: "acme", repo: "shop" }) }, everywhere)).toBe(
      true,
    );
    expect(isAccepted({ ...writes("devin"), place: inRepository({ owner: "acme-2", repo: "shop" }) }, everywhere)).toBe(
      false,
    );
    expect(isAccepted(writes("devin"), everywhere)).toBe(false);
  });

  test("isn't where it became graver", () => {
    expect(isAccepted({ ...writes("devin"), gravity: "serious" })).toBe(false);
    expect(isAccepted(writes("devin"), { ...devin, gravity: "critical" })).toBe(true);
  });

  test("isn't any more after the day on which that ends", () => {
    expect(isAccepted(writes("devin"), { ...devin, until: "2027-01-30" })).toBe(false);
  });
});
