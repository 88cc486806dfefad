/** Every finding that there is: how grave it is, what it means, how it's mended. Data, so that it can be read as a set. */

/**
 * - `critical`: AI-written changes can land without a second person now, or nothing is judged at all
 * - `serious`: one step away from that, or a part of the protection doesn't work
 * - `minor`: worth knowing, and somebody may have meant it so
 */
export type Gravity = "critical" | "serious" | "minor";

interface Text {
  readonly gravity: Gravity;
  readonly means: string;
  readonly mend: string;
}

const PAST_IT = "They can merge an AI-written change that nobody else has looked at.";
const TAKE_OFF =
  "Take them off the ruleset's bypass list (a repository's: Settings → Rules → Rulesets; an organisation's: Settings → Repository → Rulesets). Or let Countersign keep its own ruleset beside it (`enforcement.manage: ruleset`): that lets nobody past, and one such is enough. For emergencies the policy has `override.teams`, which leaves a record.";

/** Where the App's owner changes its registration. */
const APP_SETTINGS = "the App's settings (its owner's Settings → Developer settings → GitHub Apps → Edit)";
/** Where an account's owner changes what an App may do there. */
const INSTALLATION = "the organisation's Settings → GitHub Apps → Configure";
/** The same, where a person's account may be meant. */
const ACCOUNT = "Settings → GitHub Apps → Configure (of an organisation), or Settings → Applications (of a person)";
const ACCEPT = "accept it (docs/doctor.md, “Accepting what is meant so”)";

/** How the check becomes required where Countersign isn't to see to it. */
export const REQUIRE_BY_HAND =
  "The policy leaves this to you (`enforcement.manage`). In a ruleset for this branch (Settings → Rules → Rulesets) choose “Require status checks to pass”, add `ai-review`, and choose this App as its source; docs/enforcement.md has the whole list. Or set `enforcement.manage: ruleset`.";

/** Why the check may not be required although Countersign is to see to it. */
export const WHY_NO_RULESET =
  "Countersign makes the ruleset by itself, seconds after the policy was pushed, as long as its server runs; in many repositories at once it takes longer. If it's still missing, the summary of `ai-review` on any request says what keeps it (GitHub's plan, or the permission Administration), and docs/enforcement.md how to require the check by hand.";

/** For who may bypass a rule, where GitHub doesn't show it. */
export const HIDDEN_LIST =
  "Let Countersign keep its own ruleset in the repository (`enforcement.manage: ruleset`): it lets nobody past, and then this list doesn't matter. Or look at the list yourself, and " +
  `${ACCEPT}; or grant the permission that is named.`;

/** For what only the server's memory knows. */
export const NO_MEMORY =
  "Give the server a PostgreSQL database, and this command the same `DATABASE_URL`. With the embedded database, only one of the two can open it: run this where the server's data is, while the server is stopped; or read in the server's log what its own look found when it started.";

export const CATALOGUE = {
  "check-not-required": {
    gravity: "critical",
    means: "GitHub merges whatever `ai-review` says: the check stops nobody on this branch.",
    mend: "Add `.github/ai-review.yml` to the default branch (an empty file will do), or to the organisation's `.github-private` for all its repositories: Countersign then requires the check by a ruleset of its own. If this repository is none of its business, take it out of the App's reach.",
  },
  "check-from-anybody": {
    gravity: "critical",
    means: "Any workflow or App that may write checks can report a green `ai-review`.",
    mend: "In the rule that requires `ai-review`, choose this App as the check's source instead of “any source”.",
  },
  "check-from-another-app": {
    gravity: "critical",
    means: "The rule waits for another App's `ai-review`; what this App says stops nobody.",
    mend: "In the rule that requires `ai-review`, choose this App as the check's source.",
  },
  "not-enforced": {
    gravity: "minor",
    means: "Changes are looked at (or not even that), and nothing is held back in this repository.",
    mend: `Set \`mode: enforce\` in \`.github/ai-review.yml\`, or in the organisation's file, once people know the check. Until then ${ACCEPT}.`,
  },
  "policy-broken": {
    gravity: "serious",
    means: "The built-in policy holds in the broken file's place: what the file asked for beyond that isn't asked for.",
    mend: "Mend the lines that the check names; `countersign validate FILE` tells them too.",
  },
  "organization-policy-unseen": {
    gravity: "minor",
    means:
      "“Not there” and “not to be seen” look the same to an App: a policy that the organisation keeps may not be applied.",
    mend: `Let the App see \`.github-private\` (or \`.github\`) of the organisation: ${INSTALLATION} → Repository access. If there is none, make it, with an empty \`.github/ai-review.yml\` in it; or ${ACCEPT}.`,
  },
  "bypass-role": { gravity: "critical", means: PAST_IT, mend: TAKE_OFF },
  "bypass-organization-owners": { gravity: "critical", means: PAST_IT, mend: TAKE_OFF },
  "bypass-team": { gravity: "critical", means: PAST_IT, mend: TAKE_OFF },
  "bypass-user": { gravity: "critical", means: PAST_IT, mend: TAKE_OFF },
  "bypass-app": {
    gravity: "critical",
    means: "The App, and whoever can make it act, can land a change that nobody has looked at.",
    mend: TAKE_OFF,
  },
  "bypass-deploy-keys": {
    gravity: "critical",
    means: "Whoever holds a deploy key with write access can push to this branch, past the check.",
    mend: `${TAKE_OFF} Give machines that must push an App of their own and a branch that isn't protected.`,
  },
  "bypass-administrators": {
    gravity: "critical",
    means: "The branch protection lets administrators past: they can merge whatever the check says.",
    mend: "Switch on “Do not allow bypassing the above settings” in the branch protection rule. Or let Countersign keep its own ruleset beside it (`enforcement.manage: ruleset`): that lets nobody past.",
  },
  "bypass-pull-request": {
    gravity: "serious",
    means: "They can push to this branch without a pull request, where only a commit's check stands in the way.",
    mend: "Take them off “Allow specified actors to bypass required pull requests” in the branch protection rule.",
  },
  "agent-may-push": {
    gravity: "serious",
    means: "An AI assistant is among the few who may push to this branch.",
    mend: "Take it off “Restrict who can push to matching branches” in the branch protection rule: it can open pull requests instead.",
  },
  "principal-can-bypass": {
    gravity: "critical",
    means: "Somebody who had a part in an AI-written change that is open now can merge it without a second person.",
    mend: "Take them out of who may bypass the rule, as the finding about its bypass list says. Until then have a second person look at this request, and merge it.",
  },
  "principal-administers": {
    gravity: "serious",
    means: "Somebody who had a part in an AI-written change that is open now can switch off the rule that holds it.",
    mend: `Give whoever works on changes the role Write, not Admin; it goes by itself once the request is closed. Where a team is too small for that, ${ACCEPT}: with \`enforcement.manage: ruleset\` Countersign puts the rule back, and records who loosened it.`,
  },
  "agent-administers": {
    gravity: "critical",
    means: "An AI assistant can change who may do what, and switch off the rules that hold its own work.",
    mend: `An assistant needs to push to its own branch and open pull requests, no more. An account: lower its role to Write. An App: what it may do is its vendor's choice, so use one that asks for less, or uninstall it: ${INSTALLATION}.`,
  },
  "agent-writes": {
    gravity: "minor",
    means: "An AI assistant can push here. That is how it proposes changes; make sure that it is where you want it.",
    mend: `If you want it here, ${ACCEPT}. If not: limit its App to chosen repositories or uninstall it, in ${INSTALLATION}; take its account out of the repository, in that one's Settings → Collaborators and teams.`,
  },
  "collaborator-outside-teams": {
    gravity: "minor",
    means:
      "They have write access by themselves and are in none of the teams that the policy relies on: nobody who minds those teams has them in view.",
    mend: `Give access through a team, or take it away (the repository's Settings → Collaborators and teams). Somebody from outside who is meant to write here: ${ACCEPT}.`,
  },
  "environment-unguarded": {
    gravity: "critical",
    means:
      "The policy wants deployments to this environment held until their AI-written commits are reviewed, and GitHub doesn't ask.",
    mend: "Settings → Environments → the environment → Deployment protection rules: tick this App's.",
  },
  "app-permission-missing": {
    gravity: "serious",
    means: "What needs this permission fails, or stays unseen.",
    mend: `In ${APP_SETTINGS} → Permissions & events: give it what \`app.yml\` lists. Each account's owners must accept it afterwards. If you left out what \`app.yml\` calls optional, ${ACCEPT}.`,
  },
  "app-event-missing": {
    gravity: "serious",
    means: "GitHub doesn't tell when this happens, so Countersign doesn't look again then.",
    mend: `In ${APP_SETTINGS} → Permissions & events → Subscribe to events: tick what \`app.yml\` lists. If you left out those that it calls optional, ${ACCEPT}.`,
  },
  "installation-permission-missing": {
    gravity: "serious",
    means: "The App asks for it, and this account's owners haven't accepted it: what needs it fails here.",
    mend: `An owner of the account accepts it, by “Review request”: ${ACCOUNT}.`,
  },
  "installation-suspended": {
    gravity: "critical",
    means:
      "The App gets no events and may do nothing here. Where the check is required, nothing merges; where it isn't, nothing is judged.",
    mend: `An owner of the account unsuspends it: ${ACCOUNT}.`,
  },
  "webhook-address": {
    gravity: "critical",
    means: "Events go where Countersign doesn't listen, so no change is judged when it changes.",
    mend: `In ${APP_SETTINGS} → Webhook URL: the server's public address with the path \`/api/github/webhooks\`.`,
  },
  "webhook-content-type": {
    gravity: "critical",
    means: "Countersign reads JSON only, and refuses what comes as a form.",
    mend: `In ${APP_SETTINGS} → Webhook: content type \`application/json\`.`,
  },
  "webhook-insecure": {
    gravity: "serious",
    means: "GitHub doesn't check who it delivers to: somebody on the way can read and drop events about private code.",
    mend: `In ${APP_SETTINGS} → Webhook: an \`https\` address, and SSL verification on.`,
  },
  "webhook-without-secret": {
    gravity: "critical",
    means: "Events come unsigned, and Countersign refuses every one of them.",
    mend: `In ${APP_SETTINGS} → Webhook secret: the value of \`WEBHOOK_SECRET\`.`,
  },
  "deliveries-failing": {
    gravity: "serious",
    means: "GitHub doesn't try again by itself: a change may not have been judged when it changed.",
    mend: "Look at the server's log and what stands before it (proxy, firewall, TLS). Once events arrive, Countersign asks GitHub by itself for those that were lost, for 3 days, and this goes.",
  },
  "deliveries-missing": {
    gravity: "serious",
    means:
      "Something was pushed, and GitHub's log has no delivery for it: who pushed is lost, and the check came late or not at all.",
    mend: `In ${APP_SETTINGS}: the webhook must be active, and the App must subscribe to \`push\`. The next push that is delivered clears it.`,
  },
  "could-not-look": {
    gravity: "serious",
    means: "Nobody knows, so it doesn't count as clean.",
    mend: `Where a permission is named, grant it in ${APP_SETTINGS} → Permissions & events; then the account's owners accept it. If you left it out on purpose, look yourself, and ${ACCEPT}. Where GitHub had trouble, look again later.`,
  },
} as const satisfies Readonly<Record<string, Text>>;

export type FindingId = keyof typeof CATALOGUE;
