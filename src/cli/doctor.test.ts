import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Acceptance, judged } from "../doctor/accepted.ts";
import { finding, inAccount, inRepository, THE_APP } from "../doctor/finding.ts";
import { doctor, doctorIn } from "./doctor.ts";
import { asText } from "./doctor-text.ts";

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, "error").mockImplementation((line: string) => void said.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("countersign doctor", () => {
  test.each([
    [["--repo", "nothing"], "expected --repo OWNER/NAME, got nothing"],
    [["--org", "acme", "--repo", "other/shop"], "expected --repo of --org acme, got other/shop"],
    [["--format", "xml"], "expected --format text or json, got xml"],
    [["--everything"], "--everything"],
    [["acme"], "acme"],
    [["--accepted", "nowhere.yml"], "expected a file after --accepted: ENOENT"],
    [["--accepted", "app.yml"], "app.yml: accepted:"],
  ])("refuses %j with status 2", async (args, why) => {
    expect(await doctor(args)).toBe(2);
    expect(said.join("\n")).toContain(why);
  });
});

test("a mistake of the program's own is status 2 as well, never taken for findings", async () => {
  const told: string[] = [];
  const status = await doctorIn([], {
    get env(): never {
      throw new TypeError("x is not a function");
    },
    ...{ folder: "/", print: () => {}, tell: (line: string) => told.push(line), colour: false, gapMs: 0 },
  });
  expect(status).toBe(2);
  expect(told.join()).toContain("TypeError: x is not a function");
});

describe("the findings as text", () => {
  const shop = inRepository({ owner: "acme", repo: "shop" });
  const found = [
    finding("webhook-without-secret", THE_APP, { says: "The webhook has no secret." }),
    finding("check-not-required", { ...shop, branch: "main" }, { says: "Nothing requires `ai-review` on main." }),
  ];
  const findings = judged(found, [], 0);
  const examination = { findings, accounts: 1, repositories: 2, leftOut: 0 };

  test("stand by repository, with what they mean and how to mend them", () => {
    const text = asText(examination, false);
    expect(text).toMatch(/^The App\n\n {2}critical {2}The webhook has no secret\. {2}\[webhook-without-secret\]\n/);
    expect(text).toContain("\n\nacme/shop\n\n  critical  Nothing requires `ai-review` on main.");
    expect(text).toContain("\n    Mend it: Add `.github/ai-review.yml`");
    expect(text).toMatch(/Looked at 2 repositories of 1 account: 2 critical\.$/);
    expect(text).not.toContain("\u001b");
  });

  test("say which of them were accepted, until when and why", () => {
    const devin = finding("agent-writes", inAccount("acme"), { says: "Devin's App writes.", who: ["devin"] });
    const acceptance: Acceptance = {
      finding: "agent-writes",
      place: "acme",
      branch: null,
      gravity: "minor",
      who: ["devin"],
      reason: "It works on the website.",
      until: "2027-01-31",
    };
    const accepted = judged([devin, ...found], [acceptance], Date.parse("2026-12-01"));
    const text = asText({ ...examination, findings: accepted }, false);
    expect(text).toContain(
      "acme\n\n  accepted (minor)  Devin's App writes.  [agent-writes]\n    Accepted until 2027-01-31: It works on the website.\n",
    );
    expect(text).toMatch(/2 critical; 1 accepted\.$/);
  });

  test("are coloured where a person looks on", () => {
    expect(asText(examination, true)).toContain("\u001b[31mcritical\u001b[0m");
  });

  test("are none where all is well", () => {
    expect(asText({ ...examination, findings: [], repositories: 1 }, true)).toBe(
      "Looked at 1 repository of 1 account: nothing found.",
    );
  });
});
