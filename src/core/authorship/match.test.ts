import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY, type Policy } from "../policy.ts";
import { agentOfTrailer } from "./conventions.ts";
import { agentOfBranch, agentOfIdentity, isAgentsAddress } from "./match.ts";
import { readMessage } from "./trailers.ts";

const OWN: Policy = {
  ...DEFAULT_POLICY,
  detection: {
    ...DEFAULT_POLICY.detection,
    customAgents: [
      {
        id: "acme-codegen",
        name: "Acme Codegen",
        logins: ["acme-codegen[bot]"],
        emails: ["*@codegen.acme.example"],
        trailers: ["Acme-Session"],
        branches: ["acme/**"],
      },
    ],
  },
};

describe("a branch", () => {
  it.each([
    ["Q-DEV-issue-82-1767196495", "amazon-q-developer", "strong"],
    ["Q-TRANSFORM-issue-44-1765308912", "amazon-q-developer", "strong"],
    ["Q-DEV-something", "amazon-q-developer", "weak"],
    ["kiro/issue-12-20260101-1200", "kiro", "strong"],
    ["kiro/better-cache", "kiro", "weak"],
    ["copilot/fix-12", "copilot", "strong"],
    ["claude/issue-12-20260101-1200", "claude-code", "strong"],
    ["claude/fix-the-cache-YcnjP", "claude-code", "strong"],
    ["claude/fix-the-cache", "claude-code", "weak"],
    ["cursor/fix-the-cache-4f51", "cursor", "strong"],
    ["devin/1785691942-fix", "devin", "strong"],
    ["codex/fix", "codex", "weak"],
    ["v0/rosa-3a9a04ce", "v0", "strong"],
    ["vk/12ab-fix", "vibe-kanban", "strong"],
    ["openhands-fix-issue-12", "openhands", "strong"],
  ])("%s is a sign of %s, %s", (branch, agent, confidence) => {
    expect(agentOfBranch(branch, DEFAULT_POLICY)).toMatchObject({ agent, confidence });
  });

  it.each(["main", "fix/copilot/colours", "rosa/claude", "Q-DEVELOPMENT", "cursor-position"])(
    "%s is none",
    (branch) => {
      expect(agentOfBranch(branch, DEFAULT_POLICY)).toBeNull();
    },
  );
});

describe("the policy's own agents", () => {
  const identity = (email: string) => ({ name: "Rosa", email, accountId: null });

  it("are found by address, by login, by trailer and by branch", () => {
    const hit = { agent: "acme-codegen", name: "Acme Codegen", confidence: "strong" };
    expect(agentOfIdentity(identity("build@codegen.acme.example"), OWN)).toEqual(hit);
    expect(agentOfIdentity(identity("12+Acme-Codegen[bot]@users.noreply.github.com"), OWN)).toEqual(hit);
    const trailer = readMessage("Fix\n\nAcme-Session: 12").trailers[0];
    expect(trailer && agentOfTrailer(trailer, OWN)).toEqual(hit);
    expect(agentOfBranch("acme/fix/it", OWN)).toEqual(hit);
  });

  it("are nobody's without the policy", () => {
    expect(agentOfIdentity(identity("build@codegen.acme.example"), DEFAULT_POLICY)).toBeNull();
  });
});

describe("whether an address is an agent's", () => {
  it("asks for the address, never for a name", () => {
    expect(isAgentsAddress("noreply@anthropic.com", DEFAULT_POLICY)).toBe(true);
    expect(isAgentsAddress("208079219+amazon-q-developer[bot]@users.noreply.github.com", DEFAULT_POLICY)).toBe(true);
    expect(isAgentsAddress("build@codegen.acme.example", OWN)).toBe(true);
    expect(isAgentsAddress("rosa@acme.example", DEFAULT_POLICY)).toBe(false);
    expect(isAgentsAddress("rosa@anthropic.com", DEFAULT_POLICY)).toBe(false);
    expect(isAgentsAddress("41898282+github-actions[bot]@users.noreply.github.com", DEFAULT_POLICY)).toBe(false);
  });
});
