/** Random people, commits and lines: few enough of each that they meet. */
import fc from "fast-check";
import type { Account, GitIdentity } from "../facts.ts";
import { account, CLAUDE_TRAILER, COPILOT, COPILOT_GIT, DEVIN, gitOf, KIRO, stranger, WEB_FLOW } from "./accounts.ts";
import type { CommitOptions } from "./commit.ts";

/** Robot is a machine user; the other people review, write or both. */
export const person = fc.constantFrom("rita", "bob", "alice", "carol", "robot").map((login) => account(login));

export const anybody: fc.Arbitrary<Account> = fc.oneof(
  { weight: 4, arbitrary: person },
  fc.constantFrom(COPILOT, KIRO, DEVIN, account("acme[bot]"), account("old", "Mannequin")),
);

const identity: fc.Arbitrary<GitIdentity> = fc.oneof(
  { weight: 4, arbitrary: person.map(({ login }) => gitOf(login)) },
  fc.constantFrom(
    COPILOT_GIT,
    WEB_FLOW,
    stranger("rita@home.example"),
    stranger("jo@home.example", "Jo (aider)"),
    stranger("rita@users.noreply.github.com"),
    stranger("", ""),
  ),
);

export const trailer = fc.constantFrom(
  CLAUDE_TRAILER,
  "Assisted-by: Kiro",
  "Reviewed-by: Claude <noreply@anthropic.com>",
  "Co-authored-by: Rita <rita@acme.example>",
  "Co-authored-by: bob <bob@users.noreply.github.com>",
  "Co-authored-by: nobody",
  "AI-assisted: yes",
);

export const bodyLine = fc.constantFrom(
  "Requested by: @rita",
  "This pull request was created by @kiro-agent on behalf of @bob",
  "AI-assisted: yes",
  "> Requested by: @alice",
  "Thanks @claude",
);

export const commitOptions: fc.Arbitrary<CommitOptions> = fc.record(
  {
    by: identity,
    committer: identity,
    coAuthors: fc.array(identity, { maxLength: 2 }),
    trailers: fc.array(trailer, { maxLength: 2 }),
    signedByGitHub: fc.boolean(),
  },
  { requiredKeys: [] },
);
