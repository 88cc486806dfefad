import { describe, expect, it } from "vitest";
import { noteEvidence } from "./notes.ts";

const SHA = "0123456789abcdef0123456789abcdef01234567";

function aNote(attestation: string, metadata: object): string {
  return `${attestation}\n---\n${JSON.stringify({ schema_version: "authorship/3.0.0", prompts: {}, ...metadata })}`;
}

const SESSION = {
  sessions: {
    s_c9883b05a2487d: {
      agent_id: { tool: "cursor", id: "6ef2299e", model: "claude-sonnet-4-5" },
      human_author: "Rosa Lindqvist <rosa@acme.example>",
    },
  },
};

describe("git-ai's authorship log", () => {
  it("names the agent that lines are given to, and whom it worked for", () => {
    const note = aNote("src/main.rs\n  s_c9883b05a2487d::t_9f8e7d6c5b4a32 1-10,15\n  h_31dce776f88375 20-30", SESSION);
    expect(noteEvidence(note, SHA)).toMatchObject([
      { type: "agent", agent: "cursor", signal: "note", confidence: "strong", where: { kind: "note", sha: SHA } },
      {
        type: "person",
        person: { email: "rosa@acme.example", name: "Rosa Lindqvist" },
        as: "prompter",
        role: "named in a git note",
        agent: "cursor",
        authenticated: false,
      },
    ]);
  });

  it("reads the older form, with prompts for sessions and an address alone", () => {
    const prompts = {
      abcd1234abcd1234: { agent_id: { tool: "claude" }, human_author: "1234+rosa@users.noreply.github.com" },
    };
    expect(noteEvidence(aNote('"src/my file.rs"\n  abcd1234abcd1234 1-4', { prompts }), SHA)).toMatchObject([
      { agent: "claude-code" },
      { person: { id: 1234, login: "rosa" } },
    ]);
  });

  it.each([
    ["cursor", "cursor"],
    ["claude", "claude-code"],
    ["github-copilot", "copilot"],
    ["gemini", "gemini-cli"],
    ["droid", "factory-droid"],
    ["pi", "pi"],
    ["amp", "amp"],
    ["windsurf", "windsurf"],
    ["kiro", "kiro"],
    ["frobnicator", "unknown"],
  ])("knows the tool %s", (tool, agent) => {
    const sessions = { s_1: { agent_id: { tool } } };
    expect(noteEvidence(aNote("a.ts\n  s_1::t_1 1", { sessions }), SHA)).toMatchObject([{ type: "agent", agent }]);
  });

  it("says nothing where no line is given to an agent", () => {
    expect(noteEvidence(aNote("", SESSION), SHA)).toEqual([]);
    expect(noteEvidence(aNote("src/main.rs\n  h_31dce776f88375 1-10", SESSION), SHA)).toEqual([]);
    expect(noteEvidence(aNote("src/main.rs", SESSION), SHA)).toEqual([]);
  });

  it("says that an agent wrote where the session's record is missing", () => {
    expect(noteEvidence(aNote("a.ts\n  s_1::t_1 1", {}), SHA)).toMatchObject([{ agent: "unknown" }]);
  });

  it("takes nobody for a person who is named without an address, and no test of git-ai's for an agent", () => {
    const sessions = {
      s_1: { agent_id: { tool: "codex" }, human_author: "Rosa" },
      s_2: { agent_id: { tool: "mock_ai" } },
    };
    expect(noteEvidence(aNote("a.ts\n  s_1::t_1 1\n  s_2::t_1 2", { sessions }), SHA)).toMatchObject([
      { agent: "codex" },
    ]);
  });

  it("says nothing that it can't read", () => {
    for (const note of ["", "---", "---\n[]", "---\n{", "hello", "null", "[1]", "a.ts\n  s_1::t_1 1"]) {
      expect(noteEvidence(note, SHA), note).toEqual([]);
    }
    const hostile = aNote("a.ts\n  __proto__ 1", { sessions: [1], prompts: "x" });
    expect(noteEvidence(hostile, SHA)).toMatchObject([{ agent: "unknown" }]);
  });
});

describe("an Agent Trace record", () => {
  const aTrace = (type: string, change: object = {}) => ({
    version: "0.1.0",
    id: "550e8400-e29b-41d4-a716-446655440000",
    timestamp: "2026-01-23T14:30:00Z",
    vcs: { type: "git", revision: SHA },
    tool: { name: "cursor", version: "2.4.0" },
    files: [
      {
        path: "src/a.ts",
        conversations: [
          { contributor: { type, model_id: "anthropic/claude-opus-4-5" }, ranges: [{ start_line: 1, end_line: 2 }] },
        ],
      },
    ],
    ...change,
  });

  it.each(["ai", "mixed"])("names the tool where a range is by %s", (type) => {
    expect(noteEvidence(JSON.stringify(aTrace(type)), SHA)).toMatchObject([{ agent: "cursor", signal: "note" }]);
  });

  it.each(["human", "unknown"])("says nothing where all is by %s", (type) => {
    expect(noteEvidence(JSON.stringify(aTrace(type)), SHA)).toEqual([]);
  });

  it("lets a range's own contributor replace its conversation's", () => {
    const ranges = [{ start_line: 1, end_line: 2, contributor: { type: "human" } }];
    const files = [{ path: "a", conversations: [{ contributor: { type: "ai" }, ranges }] }];
    expect(noteEvidence(JSON.stringify(aTrace("ai", { files })), SHA)).toEqual([]);
  });

  it("says nothing of another commit, or without a range", () => {
    expect(noteEvidence(JSON.stringify(aTrace("ai", { vcs: { type: "git", revision: "ffff" } })), SHA)).toEqual([]);
    const files = [{ path: "a", conversations: [{ contributor: { type: "ai" }, ranges: [] }] }];
    expect(noteEvidence(JSON.stringify(aTrace("ai", { files })), SHA)).toEqual([]);
  });

  it("may come as a list or line by line", () => {
    const records = [aTrace("human"), aTrace("ai", { tool: undefined }), aTrace("ai")];
    const expected = [{ agent: "unknown" }, { agent: "cursor" }];
    expect(noteEvidence(JSON.stringify(records), SHA)).toMatchObject(expected);
    expect(noteEvidence(records.map((record) => JSON.stringify(record)).join("\n"), SHA)).toMatchObject(expected);
  });
});
