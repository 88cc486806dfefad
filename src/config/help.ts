/** What each key is for, as data: editors show it beside the key, and docs/policy.md is made of it. */

export interface Help {
  /** What it is or does. */
  readonly what: string;
  /** Why one would set it. */
  readonly why?: string;
  /** What holds where it is left out, if the default's value doesn't say that by itself. */
  readonly otherwise?: string;
}

/** By key, as `keys.ts` names them; a test holds the two lists equal. */
export const HELP: Readonly<Record<string, Help>> = {
  version: {
    what: "The version of the format.",
    why: "Write it, so that a later version can tell for which format the file was written.",
  },
  mode: {
    what: "`enforce` holds a change back, `observe` only says what `enforce` would have done, `off` judges nothing.",
    why: "`observe` tries a policy out before it stops anybody.",
  },
  branches: {
    what:
      "The protected branches. The list replaces the default, so name the default branch too. `*` stands for anything " +
      "between two slashes, `?` for one character of it, `**` (alone between slashes) for any number of names: " +
      "`release/**` covers `release/a` and `release/a/b`, and not `release`. Case counts.",
    why: "Set it where more than the default branch ships.",
    otherwise: "the default branch",
  },

  detection: { what: "What counts as written by an agent." },
  "detection.minimum_confidence": {
    what:
      "How certain a signal must be to count: `definitive` is an account that GitHub authenticated, `strong` also an " +
      "agent's known mark, `weak` also a mere branch prefix.",
    why: "`weak` finds more, and asks for a second person now and then where no agent wrote. `definitive` misses every trailer.",
  },
  "detection.treat_every_change_as_ai": {
    what: "Judges every change as if an agent had written it; automation's own requests are exempt.",
    why: "An agent that leaves no mark can't be detected. This leaves nothing to detect.",
  },
  "detection.declaration": {
    what:
      "`required`: a request's body must state `AI-assisted: yes` or `AI-assisted: no`, and one that states neither is " +
      "judged as written by an agent. Automation's own requests are exempt.",
    why: "It asks people for what their agent may not tell.",
  },
  "detection.ignore_agents": {
    what: "Ids of agents whose signals don't count.",
    why: "For an assistant whose changes need no second person where you work. Every id is a gap: name as few as you can.",
    otherwise: "none",
  },
  "detection.automation": {
    what:
      "Logins of more bots that write no AI code. Only the bot's identity stops being a signal; any other signal in its " +
      "commits counts.",
    why: "For your own release or update bot, which needs no declaration then. Its approval never counts.",
    otherwise: "none",
  },
  "detection.custom_agents": {
    what: "Agents that the catalogue doesn't know. Each needs at least one of `logins`, `emails`, `trailers`, `branches`.",
    why: "For an assistant that was made in your organisation, or that is newer than the catalogue.",
    otherwise: "none",
  },
  "detection.custom_agents[].id": { what: "The agent's name in `ignore_agents` and in records; once a file." },
  "detection.custom_agents[].name": { what: "The agent's name for people to read.", otherwise: "the id" },
  "detection.custom_agents[].logins": { what: "The agent's accounts on GitHub.", otherwise: "none" },
  "detection.custom_agents[].emails": {
    what: "Addresses that it commits with; `*` stands for anything.",
    otherwise: "none",
  },
  "detection.custom_agents[].trailers": { what: "Keys of commit trailers that only it writes.", otherwise: "none" },
  "detection.custom_agents[].branches": { what: "Branches that only it makes, as in `branches`.", otherwise: "none" },

  approvals: { what: "How many people must approve what an agent wrote, and whose approval counts." },
  "approvals.required": {
    what: "How many approvals an AI-authored change needs. One that needs none would pass everything: `mode: observe` does that openly.",
    why: "One second person is the point of it all; ask for two where a mistake costs more.",
  },
  "approvals.unattributed": {
    what: "How many approvals a change needs where nobody can say for certain who prompted the agent, or whose address a commit carries.",
    why: "The one who approves could be the very person who prompted. `2` makes sure that somebody else looked.",
  },
  "approvals.teams": {
    what: "Approvals that count must come from a member of one of these teams.",
    why: "Where reviewing agents' work is the job of certain people.",
    otherwise: "anyone eligible",
  },
  "approvals.valid_for": {
    what: "`diff` keeps an approval while the content for which it was given stays the same, `commit` binds it to the exact head.",
    why: "`commit` is stricter, and asks again after every rebase and update of the branch.",
  },
  "approvals.exclude": {
    what: "Whose approval doesn't count: that of all `principals`, who prompted or contributed, or only that of `prompters`.",
    why: "`prompters` suits small teams where everybody has a hand in most changes. Who opened the request never counts.",
  },

  prompters: { what: "Training of those who use agents." },
  "prompters.trained_team": {
    what: "The team of engineers who were trained to use agents.",
    why: "So that a change prompted by somebody outside it gets more eyes.",
  },
  "prompters.untrained_approvals": {
    what: "How many approvals a change needs if one of its prompters isn't in `trained_team`, or none is known for certain.",
    why: "Lower it to `1` to ask for no more than of trained engineers.",
  },

  identities: { what: "Who is who." },
  "identities.machine_users": {
    what: "Accounts of type User that are no people: their approval doesn't count, and they never stand for a prompter.",
    why: "GitHub shows a machine's ordinary account as a person. Nobody but you can tell.",
    otherwise: "none",
  },
  "identities.people": {
    what: "People with several accounts or addresses. A person counts once, whatever account they use.",
    why:
      "So that nobody approves their own work from a second account, and an address that GitHub doesn't know is " +
      "somebody's. Once the organisation has a file, a repository's entries can only exclude: their addresses stay " +
      "unidentified as well.",
    otherwise: "none",
  },
  "identities.people[].login": { what: "The account that stands for the person." },
  "identities.people[].accounts": { what: "The person's other accounts.", otherwise: "none" },
  "identities.people[].emails": { what: "Addresses that the person commits with.", otherwise: "none" },

  risk: {
    what: "Dangerous content. A risk by itself only marks; where a rule names it, the rule can ask for more people.",
  },
  "risk.builtin": {
    what: "Which built-in risks are marked. One that a rule names is marked in any case.",
    why: "Leave out what is routine in a repository, so that marks keep their meaning.",
  },
  "risk.rules": {
    what: "Paths of your own that are dangerous, and what a match asks for; or a built-in risk by its id, made stricter.",
    why:
      "Where one second person isn't enough. The number needed is the largest that any rule asks for, not the sum. All " +
      "rules together hold at most 500 paths.",
    otherwise: "none",
  },
  "risk.rules[].id": { what: "An id of your own, or a built-in risk's to make it stricter; once a file." },
  "risk.rules[].name": {
    what: "The risk's name for people to read.",
    otherwise: "the id, or the built-in risk's name",
  },
  "risk.rules[].paths": {
    what:
      "Globs on paths. Case doesn't count, dot files match, `dir/` means all below. A rule with a built-in id and paths " +
      "asks the same for both.",
    otherwise: "none; required unless `id` is a built-in risk's",
  },
  "risk.rules[].level": { what: "How grave a match is.", otherwise: "`high`" },
  "risk.rules[].approvals": {
    what: "How many approvals a match asks for; `0` only marks.",
    otherwise: "`0`, or `1` where `teams` are named",
  },
  "risk.rules[].teams": {
    what: "These approvals must come from a member of one of these teams.",
    otherwise: "anyone eligible",
  },

  override: { what: "Recorded exceptions for emergencies." },
  "override.teams": {
    what: "Teams whose members may override a verdict, with a reason, for one head. Never a principal.",
    why: "Without anybody, an emergency ends in protection being switched off by hand, for everything and unrecorded.",
    otherwise: "nobody",
  },

  pushes: { what: "Pushes to a protected branch that went past review." },
  "pushes.unreviewed": {
    what: "How such a push is reported: by an `issue` in the repository, or only by the `check` on its commit.",
    why: "`check` suits repositories whose issues are public. A second person then countersigns in a comment on the commit.",
  },

  enforcement: { what: "How the check is made required." },
  "enforcement.manage": {
    what: "`ruleset` keeps a GitHub ruleset in place that requires the check, `verify` only looks whether it is required, `off` does neither. See [enforcement](enforcement.md).",
    why: "`verify` is for organisations that manage their rulesets elsewhere, or give the App no permission to administer.",
  },

  deployments: { what: "Deployments of what nobody reviewed." },
  "deployments.environments": {
    what: "Environments to which only commits are deployed that people wrote, or that a second person has looked at. Capitals don't count. An administrator switches this App's protection rule on for each: see [deployments](deployments.md).",
    why: "What runs in production is what matters in the end, whichever way it got there.",
    otherwise: "none",
  },

  reviewers: { what: "Help around the request." },
  "reviewers.request": {
    what: "Once an AI-authored request waits for people, and is no draft, asks two who can approve it (or as many as are missing): from the teams that requirements name, else from the owners in CODEOWNERS, else whom GitHub suggests. Once a request: whoever is taken off isn't asked again.",
    why: "Switch it off where reviews are handed out by other means.",
  },
  "reviewers.label": {
    what: "Puts the label `ai-authored` on AI-authored requests, once: taken off by a person, it stays off. It is for people to read and never decides anything.",
    why: "Switch it off where labels start other automation.",
  },
};
