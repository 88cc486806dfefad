/** Agents as they really come: their accounts, and the marks that they leave. */
import type { Person } from "../../simulator/build/repository.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import type { Account } from "../../simulator/state/model.ts";

/** Co-author lines of agents that work under their engineer's account. */
export const KIRO_TRAILER = "Co-authored-by: Kiro Agent <244629292+kiro-agent@users.noreply.github.com>";
export const CLAUDE_TRAILER = "Co-authored-by: Claude <noreply@anthropic.com>";
export const COPILOT_TRAILER = "Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>";

/** Accounts of agents, with their real numbers; made once a simulator. */
export function agentsOf(github: Simulator) {
  return {
    /** A plain user account, which authors the commits of Kiro's requests. */
    kiroUser: github.user("kiro-agent", { id: 244629292 }),
    kiro: github.bot("kiro-agent", { id: 245459735 }),
    amazonQ: github.bot("amazon-q-developer", { id: 208079219 }),
    copilot: github.bot("copilot-swe-agent", { id: 198982749 }),
    claude: github.bot("claude", { id: 209825114 }),
    devin: github.bot("devin-ai-integration", { id: 158243242 }),
    jules: github.bot("google-labs-jules", { id: 161369871 }),
    actions: github.bot("github-actions", { id: 41898282 }),
    dependabot: github.bot("dependabot", { id: 49699333 }),
  };
}

/** A bot as the author of its commits: git knows it by its private address only. */
export function authorOf(bot: Account): Person {
  return { name: `${bot.login}[bot]`, email: `${bot.id}+${bot.login}[bot]@users.noreply.github.com` };
}
