/**
 * What people read, as data, so that it can be reviewed as a set: plain words, no blame, and always what to do next.
 */
import type { Asked } from "../around/courtesies.ts";
import type { Block, Discount, Reason } from "../decision.ts";
import type { ReviewState } from "../facts.ts";
import type { Hindrance, Looseness } from "../required.ts";
import { code, enumerate, list, mention, words } from "./markdown.ts";
import { nameOf } from "./people.ts";

export const TEXTS = {
  notAi: "Nothing in this change says that AI wrote it, so no second person is asked for.",
  cleared:
    "**People who could have approved this change say that AI didn't write it**, so nothing more is asked for. That goes for the newest commit,",
  overridden: "**This check was overridden** for the newest commit,",
  overriddenOver: "Without that it would say:",
  commands: "**Commands so far:**",
  notEnough: {
    "not-ai": "**Counts,** and as many have to say it as would have to approve.",
    override: "It can't set aside what stands above.",
    malformed: "",
  },
  satisfied: "A second person has approved this AI-authored change. Nothing is missing.",
  satisfiedBySeveral: "had no part in this AI-authored change and approved it. Nothing is missing.",
  whoCan: {
    principals: "had no part in this change",
    prompters: "neither opened this request nor asked the AI assistant",
  },
  whoCant: "**Who can't**, having had a part in it:",
  noReviews: "**Reviews so far:** none.",
  reviews: "**Reviews so far:**",
  lookClosely: "**Look closely at:**",
  notHeld: "Not held by this check when its rules were looked at last:",
  whatToDo: "### What to do",
  authorsPart:
    "**Your change?** Ask a colleague who had no part in it for a review. Your own approval doesn't count, nor does that of your other accounts or of bots.",
  authorsPartAsked:
    "**Your change?** Nothing for now, or ask another colleague who had no part in it. Your own approval doesn't count, nor does that of your other accounts or of bots.",
  authorsPartAgain: "**Your change?** Ask for another look, as it isn't what was approved any more:",
  authorsPartDraft: "**Still a draft?** Reviewers are asked once you mark it as ready for review.",
  reviewersPart:
    "**Reviewing it?** Look at the newest commit, then choose **Review changes → Approve**. This check follows within seconds.",
  clearersPart: "**No AI in it?** Whoever could approve it can say so in a comment: `/ai-review not-ai`, and why.",
  strangersPart:
    "**Your address?** Add it to your GitHub account, or have it added to `identities` in `.github/ai-review.yml`, and press **Re-evaluate**:",
  notRequired:
    "This check isn't required yet, so it stops nobody, unless a rule of your own requires it. To have it required, add `.github/ai-review.yml` to the default branch (an empty file will do): Countersign then keeps a ruleset that requires it.",
  loose: "The policy asks for this check to be required, and it isn't, so it stops nobody.",
  requireByHand:
    "An administrator of this repository can mend that: require the status check `ai-review` from the source **Countersign** (this App) in a ruleset for these branches.",
  observe: "The policy's mode is `observe`, so nothing is held back. In mode `enforce` this check would say:",
  whatThisIs:
    "A change that an AI assistant wrote needs what its engineer's own change needs: a second person who looks at it.",
} as const;

/**
 * Who can give what is missing.
 *
 * @param teams of each demand that names some: any of them
 * @param isMixed anyone else can give a part of it
 * @param had no part, in the words of the policy
 */
export function whoText(teams: readonly (readonly string[])[], isMixed: boolean, had: string): string {
  const demands = [...new Set(teams.map((each) => enumerate(each.map(code), "or")))];
  const people = demands.length === 0 ? "anyone" : `members of ${enumerate(demands)}`;
  return `${people}${isMixed ? ", and for the rest anyone else," : ""} with write access to this repository who ${had}.`;
}

/** How many are named of those who were asked. */
const MOST_ASKED = 3;

/** `@rita and @sam were asked.`; nothing where nobody was. */
export function askedText(asked: readonly Asked[]): string {
  const names = asked.map(({ type, name }) => (type === "team" ? code(name) : mention(name)));
  if (names.length === 0) return "";
  const left = names.length - MOST_ASKED;
  const shown = left > 0 ? [...names.slice(0, MOST_ASKED), `${left} more`] : names;
  return ` ${enumerate(shown)} ${names.length === 1 ? "was" : "were"} asked.`;
}

/** Why a number of approvals is asked for: the end of a sentence that begins with "because". */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case "ai":
      return reason.agents.length === 0
        ? "AI wrote at least part of it"
        : `AI (${enumerate(reason.agents.map(words))}) wrote at least part of it`;
    case "policy-file":
      return "it touches `.github/ai-review.yml`, and no one changes that alone";
    case "every-change":
      return "the policy treats every change as written by AI";
    case "declaration":
      return "its description doesn't say whether AI helped (`AI-assisted: yes` or `no`)";
    case "missing-head":
      return "GitHub no longer shows an earlier version of it, which AI may have written";
    case "bypass":
      return "`ai-review` hadn't passed when it was merged";
    case "unattributed":
      return "nobody can tell for certain who asked the AI assistant, so one approval could be their own";
    case "stranger":
      return "a commit's address belongs to no known account, so one approval could be its author's own";
    case "untrained":
      return reason.people.length === 0
        ? "nobody is known to have asked the AI assistant, so nobody can be shown to be trained for it"
        : `${enumerate(reason.people.map(nameOf))} asked the AI assistant without being in the training team`;
    case "risk":
      return `it touches ${words(reason.name)}`;
  }
}

const NOT_HUMAN: Readonly<Record<Extract<Discount, { why: "not-human" }>["kind"], string>> = {
  bot: "it is a bot, and only a person's review counts",
  agent: "it is an AI assistant's account, and only a person's review counts",
  "machine-user": "the policy lists this account as a machine, and only a person's review counts",
  mannequin: "it is a placeholder from an import, and only a person's review counts",
  organization: "it isn't a person's account",
};

/**
 * Why one review doesn't count, as a sentence without its stop.
 *
 * @param part what a principal did, as `reasonsOf` tells it
 */
export function discountText(discount: Discount, headSha: string, part: string): string {
  switch (discount.why) {
    case "principal":
      return `they had a part in this change (${part})`;
    case "not-human":
      return NOT_HUMAN[discount.kind];
    case "no-write-access":
      return "they have no write access to this repository";
    case "older-commit":
      return `it was for ${code(discount.commit.slice(0, 7))}, and the newest commit is ${code(headSha.slice(0, 7))}. Please look again`;
    case "commit-unknown":
      return "GitHub no longer shows the commit that it was for. Please look again";
    case "dismissed":
      return "the review was dismissed";
    case "only-commented":
      return "a comment isn't an approval";
    case "retargeted":
      return `the request was for the branch ${code(discount.from)} then. Please look again`;
    case "base-rewritten":
      return "the base branch was rewritten since. Please look again";
    case "author-gone":
      return "the account no longer exists";
  }
}

/** What a reviewer did. */
export const REVIEWED: Readonly<Record<ReviewState, string>> = {
  APPROVED: "approved",
  CHANGES_REQUESTED: "requested changes",
  COMMENTED: "commented",
  DISMISSED: "reviewed",
  PENDING: "began a review",
};

/** Why nothing can pass, and the way out. */
export function blockText(block: Block): string {
  switch (block.why) {
    case "changes-requested":
      return `**${enumerate(block.by.map((account) => mention(account.login)))} requested changes.** Nothing passes until they approve, or their review is dismissed.`;
    case "policy-would-break":
      return `**This change would break ${code(".github/ai-review.yml")}.** Mend these lines; they are marked in the files as well:\n${list(block.problems.map((problem) => `line ${problem.line}, column ${problem.column}: ${code(problem.message)}`))}`;
    case "facts-incomplete":
      return `**GitHub didn't show all of this change, so it can't be judged.** If GitHub had trouble, press **Re-evaluate**; if the change is very large, split it:\n${list(block.gaps.map(code))}`;
    case "teams-missing":
      return [
        "**The policy asks for teams that can't be looked up, so nothing passes.**",
        ...block.absent.map(
          (team) => `- ${code(team)} doesn't exist. Mend its name in ${code(".github/ai-review.yml")}.`,
        ),
        ...block.unreadable.map(
          (team) => `- ${code(team)} can't be read. An owner of the organisation can let this App read its members.`,
        ),
      ].join("\n");
  }
}

/** Where the check holds nobody up. */
export function loosenessText(looseness: Looseness): string {
  const branch = code(looseness.branch);
  switch (looseness.why) {
    case "not-required":
      return `${branch}: no rule requires it.`;
    case "any-source":
      return `${branch}: a rule takes ${code("ai-review")} from anybody, so that any workflow could report it.`;
    case "other-source":
      return `${branch}: a rule expects ${code("ai-review")} from another App.`;
    case "bypass":
      return `${branch}: some may go past the rule that requires it.`;
  }
}

/** Why Countersign can't require the check by itself, and what to do. */
export function hindranceText(hindrance: Hindrance): string {
  switch (hindrance.why) {
    case "plan":
      return "Countersign can't require it: GitHub has no rulesets for private repositories on this account's plan. Upgrade the plan, or make the repository public.";
    case "permission":
      return `Countersign can't require it by itself: its installation has no permission to administer this repository. Grant it **Administration: read and write**, or set ${code("enforcement.manage: verify")} in the policy and require ${code("ai-review")} from this App in a ruleset of your own.`;
    case "refused":
      return `Countersign couldn't keep its ruleset: ${code(hindrance.said)} Set ${code("enforcement.manage: verify")} in the policy if you would rather require the check by a ruleset of your own.`;
  }
}
