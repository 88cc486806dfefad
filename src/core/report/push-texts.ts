/** What people read about a push to a protected branch, as data. */

export const PUSH_TEXTS = {
  whatToDo: "### What to do",
  looksFine:
    "**Is it fine as it is?** Somebody who can give it reads it, and then writes a comment here that consists of this line. The check turns green, and this issue closes.",
  isNotFine: "**Is it not?** Revert it by a pull request. It can be closed here then; the check stays as it is.",
  byIssue: "Whoever can give it comments there:",
  byCheck:
    "The policy (`pushes.unreviewed: check`) asks for no issue. Revert it, or have it reviewed in a pull request that brings it again.",
  withoutFile:
    "This repository has no `.github/ai-review.yml`, so only this check speaks, and it stops nobody. With that file (an empty one will do) an issue would be opened, in which a second person can countersign.",
  byComment:
    "Issues are switched off in this repository, so nobody can countersign here. Revert it by a pull request; or switch issues on and press **Re-evaluate** on the check.",
  whyThis:
    "Countersign opened this issue because a change that an AI assistant wrote needs what its engineer's own change needs: a second person who looks at it. This one went past that.",
  countersigned: "It has been countersigned. Nothing is missing any more.",
  nothingLeft: "Everything in this push has been reviewed, or AI wrote none of it.",
} as const;
