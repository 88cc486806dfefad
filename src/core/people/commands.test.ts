import { describe, expect, it } from "vitest";
import { addressedAgents, labelledAgents } from "./commands.ts";

describe("a comment", () => {
  it.each([
    ["@copilot fix the flaky test", "copilot"],
    ["Thanks!\n\n@Claude please retry twice", "claude-code"],
    ["/q dev", "amazon-q-developer"],
    ["/q rename this", "amazon-q-developer"],
    ["/kiro", "kiro"],
    ["/kiro all", "kiro"],
    ["  /kiro fix", "kiro"],
    ["/oc add a test", "opencode"],
    ["@codex, fix it", "codex"],
    ["@claude review and fix it", "claude-code"],
  ])("%s sets %s… to work", (body, agent) => {
    expect(addressedAgents(body)).toEqual([agent]);
  });

  it.each([
    "thanks @claude",
    "> @copilot fix the flaky test",
    "```\n/kiro all\n```",
    "    /kiro all",
    "@claude-fan have a look",
    "/query",
    "/q review",
    "@codex review",
    "@coderabbitai full review.",
    "",
  ])("%s sets nobody to work", (body) => {
    expect(addressedAgents(body)).toEqual([]);
  });

  it("can address several", () => {
    expect(addressedAgents("@copilot do it\n@claude or you\n@copilot really")).toEqual(["copilot", "claude-code"]);
  });
});

describe("a label", () => {
  it("sets its agent to work, in any case", () => {
    expect(labelledAgents("Amazon Q development agent")).toEqual(["amazon-q-developer"]);
    expect(labelledAgents(" Kiro ")).toEqual(["kiro"]);
    expect(labelledAgents("bug")).toEqual([]);
  });
});
