/** Bots that write no AI code. Being one is no signal, and no exemption: any other mark in their commits counts. */

interface Automation {
  readonly id: number;
  readonly login: string;
}

/** Each number is the account's at https://api.github.com/users/LOGIN. */
const AUTOMATION: readonly Automation[] = [
  { id: 49699333, login: "dependabot[bot]" },
  { id: 29139614, login: "renovate[bot]" },
  { id: 41898282, login: "github-actions[bot]" },
  { id: 66853113, login: "pre-commit-ci[bot]" },
  { id: 49736102, login: "kodiakhq[bot]" },
  { id: 31301654, login: "imgbot[bot]" },
];

/** `github-actions[bot]` is nobody's exemption: agents run in workflows. */
const NO_EXEMPTION = "github-actions[bot]";

/** @param more logins that the policy adds */
export function isAutomationLogin(login: string, more: readonly string[]): boolean {
  const wanted = login.toLowerCase();
  return AUTOMATION.some((bot) => bot.login === wanted) || more.some((other) => other.toLowerCase() === wanted);
}

/** Whether an account's own requests are exempt from declarations and from `treat_every_change_as_ai`. */
export function isExemptAutomation(login: string, more: readonly string[]): boolean {
  return login.toLowerCase() !== NO_EXEMPTION && isAutomationLogin(login, more);
}

export function isAutomationId(id: number): boolean {
  return AUTOMATION.some((bot) => bot.id === id);
}
