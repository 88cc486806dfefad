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
  "Take them off the bypass list (Settings → Rules → Rulesets). For emergencies the policy has `override.teams`, which leaves a record.";

export const CATALOGUE = {
  "check-not-required": {
    gravity: "critical",
    means: "GitHub merges whatever `ai-review` says: the check stops nobody on this branch.",
    mend: "Add `.github/ai-review.yml` in mode `enforce` with `enforcement.manage: ruleset`, or require `ai-review` from this App in a ruleset for this branch.",
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
    mend: "Set `mode: enforce` in `.github/ai-review.yml`, or in the organisation's file, once people know the check.",
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
    mend: "Let the App see `.github-private` (or `.github`) of the organisation: Settings → GitHub Apps → Configure → Repository access.",
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
    mend: "Switch on “Do not allow bypassing the above settings” in the branch protection rule, or use a ruleset.",
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
    mend: "Take them out of who may bypass the rule, or have somebody else watch this merge.",
  },
  "principal-administers": {
    gravity: "serious",
    means: "Somebody who had a part in an AI-written change that is open now can switch off the rule that holds it.",
    mend: "Have as few administrators as possible, and none who works on changes: owners can change rules through a second account that doesn't write code.",
  },
  "agent-administers": {
    gravity: "critical",
    means: "An AI assistant can change who may do what, and switch off the rules that hold its own work.",
    mend: "Take the administration permission from it: an assistant needs to push to its own branch and open pull requests, no more.",
  },
  "agent-writes": {
    gravity: "minor",
    means: "An AI assistant can push here. That is how it proposes changes; make sure that it is where you want it.",
    mend: "If it has no business here, take it out of the repository, or limit the App to chosen repositories.",
  },
  "collaborator-outside-teams": {
    gravity: "minor",
    means:
      "They have write access by themselves and are in none of the teams that the policy relies on: nobody who minds those teams has them in view.",
    mend: "Give access through a team, or take it away (Settings → Collaborators and teams).",
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
    mend: "App's settings → Permissions & events: give it what `app.yml` lists. Each installation must accept it afterwards.",
  },
  "app-event-missing": {
    gravity: "serious",
    means: "GitHub doesn't tell when this happens: checks stay as they were.",
    mend: "App's settings → Permissions & events → Subscribe to events: tick what `app.yml` lists.",
  },
  "installation-permission-missing": {
    gravity: "serious",
    means: "The App asks for it, and this account's owners haven't accepted it: what needs it fails here.",
    mend: "An owner accepts it: Settings → GitHub Apps → Configure → Review request.",
  },
  "installation-suspended": {
    gravity: "critical",
    means:
      "The App gets no events and may do nothing here. Where the check is required, nothing merges; where it isn't, nothing is judged.",
    mend: "An owner unsuspends it: Settings → GitHub Apps → Configure → Unsuspend.",
  },
  "webhook-address": {
    gravity: "critical",
    means: "Events go where Countersign doesn't listen, so no change is judged when it changes.",
    mend: "App's settings → Webhook URL: the server's public address with the path `/api/github/webhooks`.",
  },
  "webhook-content-type": {
    gravity: "critical",
    means: "Countersign reads JSON only, and refuses what comes as a form.",
    mend: "App's settings → Webhook: content type `application/json`.",
  },
  "webhook-insecure": {
    gravity: "serious",
    means: "GitHub doesn't check who it delivers to: somebody on the way can read and drop events about private code.",
    mend: "App's settings → Webhook: an `https` address, and SSL verification on.",
  },
  "webhook-without-secret": {
    gravity: "critical",
    means: "Events come unsigned, and Countersign refuses every one of them.",
    mend: "App's settings → Webhook secret: the value of `WEBHOOK_SECRET`.",
  },
  "deliveries-failing": {
    gravity: "serious",
    means: "GitHub doesn't try again by itself: a change may not have been judged when it changed.",
    mend: "Look at the server and what stands before it (proxy, firewall, TLS). Lost events can be redelivered for 3 days: App's settings → Advanced → Recent deliveries.",
  },
  "deliveries-missing": {
    gravity: "serious",
    means:
      "Something was pushed, and GitHub's log has no delivery for it: who pushed is lost, and the check came late or not at all.",
    mend: "App's settings: the webhook must be active, and the App must subscribe to `push`.",
  },
  "could-not-look": {
    gravity: "serious",
    means: "Nobody knows, so it doesn't count as clean.",
    mend: "Grant the permission that is named, or look again later if GitHub had trouble.",
  },
} as const satisfies Readonly<Record<string, Text>>;

export type FindingId = keyof typeof CATALOGUE;
