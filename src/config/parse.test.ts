import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePolicy } from "./parse.ts";

const SOURCE = "acme/shop/.github/ai-review.yml";

/** Every key of the format. */
const EVERYTHING = `version: 1
mode: enforce
branches: [trunk, "stable/**", "v?.x"]
detection:
  minimum_confidence: weak
  treat_every_change_as_ai: true
  declaration: required
  ignore_agents: [aider]
  automation: ["tidy[bot]"]
  custom_agents:
    - id: loom
      name: Loom
      logins: ["loom[bot]", loom_acme]
      emails: ["*@loom.example"]
      trailers: [Loom-Thread]
      branches: ["loom/**"]
approvals: { required: 2, unattributed: 3, teams: [acme/leads], valid_for: commit, exclude: prompters }
prompters: { trained_team: acme/trained, untrained_approvals: 3 }
identities:
  machine_users: [acme-ci]
  people:
    - { login: rita, accounts: [rita-home], emails: [rita@acme.example] }
risk:
  builtin: [infrastructure, data]
  rules:
    - { id: billing, name: Billing, paths: ["src/billing/**"], level: critical, approvals: 2, teams: [acme/billing] }
    - { id: pipeline, approvals: 2 }
override: { teams: [acme/oncall] }
pushes: { unreviewed: check }
enforcement: { manage: verify }
deployments: { environments: [production] }
reviewers: { request: false, label: false }
`;

function problemsOf(text: string) {
  const parsed = parsePolicy(text, SOURCE);
  return parsed.ok ? [] : parsed.problems;
}

describe("a sound policy", () => {
  test.each([
    ["", "nothing"],
    ["# only\n# comments\n", "comments"],
    ["---\n", "an empty document"],
    ["\uFEFF", "a byte order mark"],
    ["{}", "an empty mapping"],
  ])("%j writes no key (%s)", (text) => {
    expect(parsePolicy(text, SOURCE)).toEqual({ ok: true, written: {} });
  });

  test("has every key of the format", () => {
    const parsed = parsePolicy(EVERYTHING, SOURCE);
    expect(problemsOf(EVERYTHING)).toEqual([]);
    expect(parsed).toMatchObject({
      written: { approvals: { required: 2 }, risk: { builtin: ["infrastructure", "data"] } },
    });
    expect(Object.keys(parsed.ok ? parsed.written : {})).toHaveLength(13);
  });

  test("keeps what was written apart from what was not", () => {
    expect(parsePolicy("approvals:\n  required: 1\n", SOURCE)).toEqual({
      ok: true,
      written: { approvals: { required: 1 } },
    });
  });

  test("may have CRLF, a byte order mark and tabs after a colon", () => {
    expect(parsePolicy("\uFEFFmode:\toff\r\nversion: 1\r\n", SOURCE)).toEqual({
      ok: true,
      written: { mode: "off", version: 1 },
    });
  });

  test("is read as YAML 1.2, where off is a word, whatever version it claims", () => {
    expect(parsePolicy("%YAML 1.1\n---\nmode: off\n", SOURCE)).toMatchObject({ ok: true, written: { mode: "off" } });
  });
});

describe("a broken policy", () => {
  test.each([
    ["mode: enforced\n", 1, 7, 'mode: expected one of enforce, observe, off, found "enforced" (did you mean enforce?)'],
    ["\uFEFFmode: on\n", 1, 7, 'found "on"'],
    ["version: 1\r\nmod: off\r\n", 2, 1, 'unknown key "mod" (did you mean mode?); accepted: version, mode,'],
    ["approvals:\n  requird: 1\n", 2, 3, 'unknown key "requird" in approvals (did you mean required?)'],
    ["approvals:\n  valid-for: diff\n", 2, 3, "did you mean valid_for?"],
    ["approvals: { required: 0 }", 1, 24, "approvals.required: expected a whole number from 1 to 10, found 0"],
    ["approvals: { required: 1.5 }", 1, 24, "found 1.5"],
    ['approvals: { required: "1" }', 1, 24, 'found "1"'],
    ["approvals: { unattributed: 0 }", 1, 28, "expected a whole number from 1 to 10"],
    ["approvals:\nmode: off\n", 1, 11, "approvals: expected a mapping of keys, found nothing"],
    ["version: 2", 1, 10, "expected 1, the only version of the format, found 2"],
    ["branches: []", 1, 11, "at least one branch pattern"],
    ["branches: [main, '!dev']", 1, 18, "branches[1]: expected a branch pattern"],
    ["branches: ['re**']", 1, 12, "whose ** stands alone"],
    ["branches: [refs/heads/main]", 1, 12, "without refs/heads/"],
    ["branches: ['{main,dev}']", 1, 12, "only *, ? and **"],
    ["override: { teams: [oncall] }", 1, 21, "expected a team as organisation/team-slug"],
    ["risk:\n  builtin: [infra, data]\n", 2, 13, "risk.builtin[0]: expected all, none, or a list of infrastructure"],
    ["risk:\n  rules:\n    - { id: x }\n", 3, 7, "risk.rules[0]: expected paths, or the id of a built-in risk"],
    ["risk: { rules: [{ id: x, paths: ['!a'] }] }", 1, 34, "without negation"],
    ["risk: { rules: [{ id: x, paths: ['../a'] }] }", 1, 34, "without negation, . and .."],
    ["risk: { rules: [{ id: x, paths: [a/./b] }] }", 1, 34, "without negation, . and .."],
    ["risk: { rules: [{ id: x, paths: [' a'] }] }", 1, 34, "without negation, . and .."],
    ["risk: { rules: [{ id: a, paths: [a] }, { id: a, paths: [b] }] }", 1, 46, "an id that no other entry"],
    ["risk: { rules: [{ id: data, approvls: 2 }] }", 1, 29, 'unknown key "approvls" in risk.rules[0] (did you mean'],
    ["detection: { custom_agents: [{ id: Loom, logins: [a] }] }", 1, 36, "lower-case letters"],
    ["detection: { custom_agents: [{ id: loom }] }", 1, 30, "at least one mark"],
    ["detection:\n  custom_agents:\n  - &a { id: x, logins: [x] }\n  - *a\n", 3, 8, "anchors and aliases"],
    ["mode: off\nmode: enforce\n", 2, 1, 'duplicate key "mode"'],
    ["reviewers: { label: yes }", 1, 21, 'expected true or false, found "yes"'],
    ["- mode: off", 1, 1, "expected a mapping of keys, found a list of 1"],
    ["mode: off\n---\nmode: off\n", 2, 1, "expected one YAML document"],
    ["mode: [off\n", 2, 1, "not sound YAML"],
    ["mode: !!binary b2Zm\n", 1, 7, "not sound YAML"],
    ["mode: !mine off\n", 1, 7, "not sound YAML: Unresolved tag"],
    ["approvals: { required: !!int '2' }", 1, 30, "tags are not allowed"],
    ["!!map { mode: off }", 1, 7, "tags are not allowed"],
    ["&a mode: off", 1, 4, "anchors and aliases"],
    ["a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 1, 7, "anchors and aliases"],
    ["%YAML 1.1\n---\n<<: { mode: off }\n", 3, 1, 'unknown key "<<"'],
    ["%YAML 1.1\n---\nreviewers: { label: on }\n", 3, 21, 'expected true or false, found "on"'],
    ["1: a\n'1': b\n", 2, 1, 'duplicate key "1"'],
    ["a: 1\r\nmode: off\r\nmode : on\r\n", 3, 1, 'duplicate key "mode"'],
    ["mode: false", 1, 7, "found false"],
    ["mode: 'off\u0085'", 1, 7, 'found "off\\u{85}"'],
    ["\u202Emode: off", 1, 1, 'unknown key "\\u{202e}mode"'],
    ["toString: 1", 1, 1, 'unknown key "toString"; accepted'],
    ["approvals: { constructor: 1 }", 1, 14, 'unknown key "constructor" in approvals; accepted'],
    ["approvals: { required: -1 }", 1, 24, "found -1"],
    ["approvals: { required: .nan }", 1, 24, "found NaN"],
    ["approvals: { required: 1e400 }", 1, 24, "found Infinity"],
    ["approvals: { required: 9007199254740993 }", 1, 24, "found 9007199254740992"],
    ["approvals: { required: true }", 1, 24, "found true"],
    ["approvals: { teams: acme/leads }", 1, 21, 'expected a list of at most 50 teams, found "acme/leads"'],
    ["approvals: { teams: { a: b } }", 1, 21, "found a mapping"],
    ["approvals: { teams: ['@acme/leads'] }", 1, 22, "expected a team as organisation/team-slug"],
    ["branches: [1]", 1, 12, "found 1"],
    ["branches: ['-']\ndetection: { ignore_agents: [Kiro] }", 2, 30, "expected an id in lower-case letters"],
    ["risk: { builtin: [all] }", 1, 19, "risk.builtin[0]: expected all, none, or a list of"],
    ["? [a]\n: b\n", 1, 3, "expected a plain key"],
    ["__proto__: { mode: off }\n", 1, 1, 'unknown key "__proto__"'],
    ["<<: { mode: off }\n", 1, 1, 'unknown key "<<"'],
    [`branches: ${"[".repeat(30)}${"]".repeat(30)}`, 1, 22, "nested too deeply"],
  ])("%j is refused at %i:%i", (text, line, column, message) => {
    expect(problemsOf(text)[0]).toEqual({ line, column, message: expect.stringContaining(message) });
  });

  test("over 64 KiB is refused before it is parsed", () => {
    const line = "# é\n";
    expect(problemsOf(line.repeat(13_107))).toEqual([]);
    expect(problemsOf(line.repeat(13_108))).toEqual([
      { line: 1, column: 1, message: `${SOURCE} is 65540 bytes long; at most 65536 are read` },
    ]);
  });

  test("names every problem, in the file's order, but no more than 20", () => {
    expect(problemsOf("b: 1\nmode: x\na: 2\n").map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(problemsOf(Array.from({ length: 50 }, (_, index) => `k${index}: 1`).join("\n"))).toHaveLength(20);
  });

  test("may hold 500 path patterns in all rules, and not one more", () => {
    const rules = (counts: number[]) =>
      JSON.stringify({
        risk: { rules: counts.map((count, rule) => ({ id: `r${rule}`, paths: Array(count).fill("a/**") })) },
      });
    expect(problemsOf(rules([250, 250]))).toEqual([]);
    expect(problemsOf(rules([250, 251]))[0]?.message).toContain("at most 500 path patterns");
  });

  test("may hold patterns of 256 characters, and not one more", () => {
    const rule = (length: number) => `risk: { rules: [{ id: x, paths: [${"a".repeat(length)}] }] }`;
    expect(problemsOf(rule(256))).toEqual([]);
    expect(problemsOf(rule(257))).toHaveLength(1);
  });

  test("may spell a path with ./ or / before it, / after it, and \\ in it", () => {
    expect(problemsOf("risk: { rules: [{ id: x, paths: [./a, /a, a/, 'a\\b', .github/**, a..b] }] }")).toEqual([]);
  });

  test("names a value once, however many checks refuse it", () => {
    expect(problemsOf("prompters: { trained_team: '' }")).toHaveLength(1);
    expect(problemsOf("approvals: { required: 99999999999999999999 }")).toHaveLength(1);
  });

  test.each([
    ["mode: on", null],
    ["mode: no", null],
    ["mode: Enforce", "enforce"],
    ["mode: obsrv", "observe"],
    ["risk: { builtin: [infra] }", "infrastructure"],
    ["risk: { builtin: [all] }", null],
    ["detection: { ignore: [] }", "ignore_agents"],
    ["detection: { custom-agents: [] }", "custom_agents"],
    ["approval: {}", "approvals"],
  ])("%s gets a suggestion only if it is near enough: %s", (text, meant) => {
    const suggestion = / \(did you mean (.*)\?\)/.exec(problemsOf(text)[0]?.message ?? "")?.[1];
    expect(suggestion ?? null).toBe(meant);
  });

  test("stays short, whatever it quotes", () => {
    const long = "x".repeat(60_000);
    for (const text of [
      `${long}: 1`,
      `mode: ${long}`,
      `mode: !${long} off`,
      `%${long}\n---\n`,
      `${long}: 1\n${long}: 1`,
    ]) {
      for (const { message } of problemsOf(text)) expect(message.length).toBeLessThan(500);
    }
  });

  test("leaves no trace on other objects", () => {
    parsePolicy("__proto__: { polluted: 1 }\nconstructor: { prototype: { polluted: 1 } }\n", SOURCE);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test.each(["[", "{a: ", "- ", "? ", "&a ", "*a ", '"', ":\n", "%\n", "---\n", "]", "!", "|\n", "\t", "\\"])(
    "made of nothing but %j up to the limit gets an answer",
    (piece) => {
      const text = piece.repeat(Math.floor(65_536 / piece.length));
      const parsed = parsePolicy(text, SOURCE);
      expect(parsed.ok ? "sound" : parsed.problems.length).toSatisfy((answer) => answer === "sound" || answer > 0);
      expect(parsed).not.toMatchObject({ ok: true, written: { mode: expect.anything() } });
    },
  );
});

/** A sound answer, or problems that stand inside the text. */
function answersWithPlaces(text: string): void {
  const parsed = parsePolicy(text, SOURCE);
  if (parsed.ok) return;
  expect(parsed.problems.length).toBeGreaterThan(0);
  const lines = text.split("\n");
  for (const { line, column } of parsed.problems) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
  }
}

describe("whatever the text", () => {
  test("any string gets an answer with places inside it", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), answersWithPlaces), { numRuns: 500 });
  });

  test("a sound policy with a piece cut out or put in gets an answer with places inside it", () => {
    const piece = fc.oneof(
      fc.constantFrom("\t", "\n", "- ", ": ", "&a ", "*a", "<<: ", "{", "]", "'", "!!x ", "---\n", "__proto__: ", "\r"),
      fc.string({ maxLength: 5 }),
    );
    const cut = fc.tuple(fc.nat(EVERYTHING.length), fc.nat(30), piece);
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), (cuts) => {
        answersWithPlaces(
          cuts.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), EVERYTHING),
        );
      }),
      { numRuns: 300 },
    );
  });
});
