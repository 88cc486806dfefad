/** What people read about a deployment, as data. */

export const DEPLOYMENT_TEXTS = {
  off: "Approved without a look: the policy's mode is `off`.",
  notNamed:
    "Approved without a look: the policy's `deployments.environments` doesn't name this environment. Name it there, or switch this rule off for it.",
  observe: "Approved, because the policy's mode is `observe`. In mode `enforce`:",
  nothingNew: "**Approved.** It brings nothing that wasn't deployed here before.",
  trouble: "**Rejected,** because it couldn't be judged:",
  tryAgain: "Request it again (**Re-run failed jobs**) once that's over.",
  unknown:
    "**Rejected.** GitHub shows no branch, tag or pull request of this repository that has this commit, so nobody can have reviewed it. Deploy a commit of a branch.",
  incomplete:
    "**Rejected.** GitHub didn't show everything that this would deploy, so it can't be judged. Deploy an earlier commit first, then this one.",
  again: "Then request it again: **Re-run failed jobs**.",
  byRequest:
    "Not on a protected branch yet? A pull request into one, approved by a second person, does as well: deploy what it brings.",
  withoutIssues:
    "Issues are switched off in this repository. Where a comment on a commit tells of its push, it can be countersigned there; for others have issues switched on, and request it again.",
  whatToDo: "### What to do",
  looksFine:
    "**Is it fine as it is?** Somebody who can give it reads these commits, and then writes a comment here that consists of this line. This issue closes, and the deployment passes when it is requested again.",
  isNotFine:
    "**Is it not?** Revert it by a pull request. Its commits still have to be countersigned here, together with what reverts them, before a later state can be deployed.",
  whyThis:
    "Countersign opened this issue because a change that an AI assistant wrote needs what its engineer's own change needs: a second person who looks at it. This one was about to be deployed without.",
  settled: "Nothing is missing any more: request the deployment again (**Re-run failed jobs**).",
} as const;
