/** Bots that write no AI code. Being one is no signal, and no exemption: any other mark in their commits counts. */

interface Automation {
  /** The account's at https://api.github.com/users/LOGIN; null where only the login is known. */
  readonly id: number | null;
  readonly login: string;
  readonly does: string;
}

/**
 * Bots that may use AI for what they write (`aikido-autofix[bot]`, `deepsource-autofix[bot]`, `mintlify[bot]` …) aren't
 * here: each organisation can name those that it trusts in its policy.
 */
export const AUTOMATION: readonly Automation[] = [
  { id: 49699333, login: "dependabot[bot]", does: "updates dependencies" },
  { id: 27856297, login: "dependabot-preview[bot]", does: "updates dependencies" },
  { id: 29139614, login: "renovate[bot]", does: "updates dependencies" },
  { id: 23040076, login: "greenkeeper[bot]", does: "updates dependencies" },
  { id: 42748379, login: "dotnet-maestro[bot]", does: "updates dependencies" },
  { id: null, login: "pyup-bot", does: "updates dependencies" },
  { id: null, login: "snyk-bot", does: "updates dependencies" },
  { id: null, login: "scala-steward", does: "updates dependencies" },
  { id: 50673670, login: "whitesource-for-github-com[bot]", does: "scans dependencies" },
  { id: 42819689, login: "whitesource-bolt-for-github[bot]", does: "scans dependencies" },
  { id: 163413896, login: "qodana-cloud[bot]", does: "analyses code" },
  { id: 41898282, login: "github-actions[bot]", does: "whatever a workflow does" },
  { id: null, login: "github-merge-queue[bot]", does: "merges" },
  { id: 26634292, login: "bors[bot]", does: "merges" },
  { id: 122020455, login: "rust-bors[bot]", does: "merges" },
  { id: 49736102, login: "kodiakhq[bot]", does: "merges" },
  { id: 181008794, login: "kubernetes-prow[bot]", does: "merges" },
  { id: null, login: "mergify[bot]", does: "merges" },
  { id: 96075541, login: "graphite-app[bot]", does: "merges" },
  { id: 66853113, login: "pre-commit-ci[bot]", does: "formats" },
  { id: 114827586, login: "autofix-ci[bot]", does: "formats" },
  { id: 31301654, login: "imgbot[bot]", does: "compresses images" },
  { id: null, login: "allcontributors[bot]", does: "lists contributors" },
  { id: null, login: "weblate", does: "translates" },
  { id: null, login: "crowdin-bot", does: "translates" },
  { id: null, login: "transifex-integration[bot]", does: "translates" },
  { id: null, login: "semantic-release-bot", does: "releases" },
  { id: null, login: "release-please[bot]", does: "releases" },
  { id: null, login: "goreleaserbot", does: "releases" },
  { id: 180476844, login: "sentry-release-bot[bot]", does: "releases" },
  { id: 224641728, login: "gemini-cli-robot", does: "releases" },
  { id: 142633134, login: "stainless-app[bot]", does: "generates client libraries" },
  { id: 55726097, login: "microsoft-github-operations[bot]", does: "sets repositories up" },
  { id: 77245923, login: "microsoft-github-policy-service[bot]", does: "applies rules" },
  { id: 52462049, login: "fly-io[bot]", does: "sets repositories up" },
  { id: 157653362, login: "blacksmith-sh[bot]", does: "sets repositories up" },
  { id: null, login: "azure-pipelines[bot]", does: "whatever a pipeline does" },
];

/** What workflows everywhere give to `git config user.email`, at GitHub's own domain. They are no reviewer's. */
const WORKFLOW_ADDRESSES: ReadonlySet<string> = new Set([
  "github-actions@github.com",
  "actions@github.com",
  "action@github.com",
]);

const LOGINS: ReadonlySet<string> = new Set(AUTOMATION.map((bot) => bot.login));
const IDS: ReadonlySet<number | null> = new Set(AUTOMATION.map((bot) => bot.id).filter((id) => id !== null));

/** Agents run in workflows and pipelines, so whoever commits for them is nobody's exemption. */
const NO_EXEMPTION = new Set(["github-actions[bot]", "azure-pipelines[bot]"]);

/** @param more logins that the policy adds */
export function isAutomationLogin(login: string, more: readonly string[]): boolean {
  const wanted = login.toLowerCase();
  return LOGINS.has(wanted) || more.some((other) => other.toLowerCase() === wanted);
}

/** Whether an account's own requests are exempt from declarations and from `treat_every_change_as_ai`. */
export function isExemptAutomation(login: string, more: readonly string[]): boolean {
  return !NO_EXEMPTION.has(login.toLowerCase()) && isAutomationLogin(login, more);
}

/** Whether workflows commit under this address, which tells nothing of who wrote what they commit. */
export function isWorkflowAddress(email: string): boolean {
  return WORKFLOW_ADDRESSES.has(email.trim().toLowerCase());
}

export function isAutomationId(id: number): boolean {
  return IDS.has(id);
}
