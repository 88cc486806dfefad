import { describe, expect, it } from "vitest";
import { agentOfIdentity } from "../authorship/match.ts";
import { DEFAULT_POLICY } from "../policy.ts";
import { AUTOMATION, isAutomationId, isAutomationLogin, isExemptAutomation } from "./automation.ts";

describe("automation", () => {
  it("is known by login, in any case, and by number", () => {
    expect(isAutomationLogin("Dependabot[bot]", [])).toBe(true);
    expect(isAutomationLogin("rosa", [])).toBe(false);
    expect(isAutomationLogin("acme-release", ["Acme-Release"])).toBe(true);
    expect(isAutomationId(49699333)).toBe(true);
    expect(isAutomationId(1)).toBe(false);
  });

  it("exempts no workflow: agents run in them", () => {
    expect(isExemptAutomation("renovate[bot]", [])).toBe(true);
    expect(isExemptAutomation("github-actions[bot]", ["github-actions[bot]"])).toBe(false);
    expect(isExemptAutomation("azure-pipelines[bot]", [])).toBe(false);
  });

  it("is no agent", () => {
    for (const { id, login } of AUTOMATION) {
      const email = id === null ? `${login}@users.noreply.github.com` : `${id}+${login}@users.noreply.github.com`;
      expect(agentOfIdentity({ name: login, email, accountId: id }, DEFAULT_POLICY), login).toBeNull();
    }
  });
});
