/** What people read about a push to a protected branch, as data. */

export const PUSH_TEXTS = {
  whatToDo: "### What to do",
  looksFine: {
    issue:
      "**Is it fine as it is?** Somebody who can give it reads it, and then writes a comment here that consists of this line. The check turns green, and this issue closes.",
    comment:
      "**Is it fine as it is?** Somebody who can give it reads it, and then writes another comment on this commit that consists of this line. The check turns green.",
  },
  isNotFine: {
    issue:
      "**Is it not?** Revert it by a pull request, then close this issue. The check on the commit stays red: it says what happened.",
    comment: "**Is it not?** Revert it by a pull request. The check on the commit stays red: it says what happened.",
  },
  how: "**How:**",
  byIssue: "tells of it. Whoever can give it comments there:",
  byComment: "whoever can give it comments on the commit",
  /** Why there is no issue. */
  told: {
    issue: null,
    comment:
      "Issues are switched off in this repository, or Countersign may not write any, so a comment on the commit tells of it.",
    refused:
      "GitHub takes neither an issue nor a comment on the commit from Countersign, so only this check tells of it.",
    check: "The policy asks for no issue (`pushes.unreviewed: check`), so only this check tells of it.",
    "no-file":
      "This repository has no `.github/ai-review.yml`, so only this check tells of it, and it stops nobody. With that file (an empty one will do) an issue would.",
    observed: null,
  },
  incomplete:
    "**GitHub didn't show all of what arrived, so it can't be judged.** If GitHub had trouble, press **Re-evaluate** on the check. If it's too large, revert it by a pull request, and bring it again in smaller ones:",
  whyThis: {
    ai: "Countersign tells of this because a change that an AI assistant wrote needs what its engineer's own change needs: a second person who looks at it. This one went past that.",
    "policy-file":
      "Countersign tells of this because nobody changes its policy, `.github/ai-review.yml`, alone. This change went past that.",
    "every-change":
      "Countersign tells of this because the policy asks for a second person on every change. This one went past that.",
    unknown:
      "Countersign tells of this because a change that an AI assistant wrote needs a second person who looks at it, and it can't say whether this is one.",
  },
  countersigned: "It has been countersigned. Nothing is missing any more.",
  nothingLeft: "Everything in this push has been reviewed, or AI wrote none of it.",
} as const;
