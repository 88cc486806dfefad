/** What can be added to a request, as data, so that a counterexample shows it. */
import fc from "fast-check";
import type { Account, Gap } from "../facts.ts";
import { account } from "./accounts.ts";
import { anybody, bodyLine, commitOptions, person, trailer } from "./arbitrary-parts.ts";
import { aCommit, type CommitOptions } from "./commit.ts";
import type { PullRequestBuilder } from "./pull-request.ts";

export type Addition =
  | { readonly kind: "comment"; readonly who: Account; readonly body: string; readonly edited: boolean }
  | { readonly kind: "deleted comment"; readonly who: Account }
  | { readonly kind: "label"; readonly who: Account; readonly label: string }
  | { readonly kind: "assignment"; readonly who: Account; readonly assignee: Account }
  | { readonly kind: "assignee"; readonly who: Account }
  | { readonly kind: "replaced head" /** Null where GitHub can't show it. */; readonly before: CommitOptions | null }
  | { readonly kind: "line of the body"; readonly line: string; readonly editor: Account | null }
  | { readonly kind: "commit below the head"; readonly options: CommitOptions }
  | { readonly kind: "trailer"; readonly line: string }
  | { readonly kind: "approval by the opener" }
  | { readonly kind: "review"; readonly who: Account; readonly state: "COMMENTED" | "CHANGES_REQUESTED" }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "gap"; readonly list: Gap["list"] };

export function add(request: PullRequestBuilder, addition: Addition): PullRequestBuilder {
  const facts = request.facts();
  switch (addition.kind) {
    case "comment":
      return request.comment(addition.who, addition.body, addition.edited ? addition.who : null);
    case "deleted comment":
      return request.happened({ kind: "comment-deleted", author: addition.who });
    case "label":
      return request.happened({ kind: "labeled", actor: addition.who, label: addition.label });
    case "assignment":
      return request.happened({ kind: "assigned", actor: addition.who, assignee: addition.assignee });
    case "assignee":
      return request.with({ assignees: [...facts.assignees, addition.who] });
    case "replaced head": {
      const sha = `replaced ${facts.replaced.length + facts.lostHeads.length}`;
      if (addition.before === null) return request.with({ lostHeads: [...facts.lostHeads, sha] });
      return request.with({ replaced: [...facts.replaced, aCommit({ ...addition.before, sha })] });
    }
    case "line of the body": {
      const body = `${facts.body}\n${addition.line}`;
      return request.with({ body, bodyEdited: true, bodyEditor: addition.editor });
    }
    case "commit below the head": {
      const sha = `below ${facts.commits.length}`;
      return request.with({ commits: [aCommit({ ...addition.options, sha }), ...facts.commits] });
    }
    case "trailer": {
      const [first, ...others] = facts.commits;
      // What GitHub signed can't be written to.
      if (!first || first.signedByGitHub) return request;
      return request.with({ commits: [{ ...first, message: `${first.message}\n\n${addition.line}` }, ...others] });
    }
    case "approval by the opener": {
      const { author, reviews } = facts;
      // It could settle what the opener objected to before.
      const objected = reviews.some((review) => review.author?.login === author?.login);
      return author === null || objected ? request : request.approvedBy(author);
    }
    case "review":
      return request.reviewedBy(addition.who, { state: addition.state });
    case "file":
      return request.touching(addition.path);
    case "gap":
      return request.with({ gaps: [...facts.gaps, { list: addition.list, what: "cut" }] });
  }
}

const kind = <Kind extends Addition["kind"]>(name: Kind) => fc.constant(name);
const command = fc.constantFrom("@claude fix it", "/kiro", "@copilot go on", "thanks @claude", "Looks good");
/** Commands of this App. */
const reviewCommand = fc.constantFrom(
  "/ai-review not-ai I typed it",
  `/ai-review not-ai ${"c1".padEnd(40, "0")} I typed it`,
  "/ai-review override c1c1c1c It burns",
  "/ai-review ai @rita",
  "/ai-review ai @carol",
  "/ai-review recheck",
  "/ai-review",
);
const editedBody = fc.record({ kind: kind("line of the body"), line: bodyLine, editor: fc.option(person) });
const deleted = fc.record({ kind: kind("deleted comment"), who: anybody });
const moreTrailers = fc.record({ kind: kind("trailer"), line: trailer });

/** What happens on a request. */
export const event: fc.Arbitrary<Addition> = fc.oneof(
  fc.record({ kind: kind("comment"), who: anybody, body: command, edited: fc.boolean() }),
  fc.record({ kind: kind("comment"), who: anybody, body: reviewCommand, edited: fc.constant(true) }),
  deleted,
  fc.record({ kind: kind("label"), who: anybody, label: fc.constantFrom("kiro", "jules", "bug") }),
  fc.record({ kind: kind("assignment"), who: anybody, assignee: anybody }),
  fc.record({ kind: kind("assignee"), who: anybody }),
  fc.record({ kind: kind("replaced head"), before: fc.option(commitOptions) }),
  editedBody,
  fc.record({ kind: kind("file"), path: fc.constantFrom("infra/main.tf", "pay/cart.ts", "README.md") }),
);

/** More of anything that is evidence, that asks for more, or that can't help. */
export const evidence: fc.Arbitrary<Addition> = fc.oneof(
  { weight: 3, arbitrary: event },
  fc.record({ kind: kind("commit below the head"), options: commitOptions }),
  moreTrailers,
  fc.record({
    kind: kind("comment"),
    who: person,
    body: fc.constantFrom("/ai-review ai @rita", "/ai-review ai @dora"),
    edited: fc.constant(false),
  }),
  fc.record({ kind: kind("approval by the opener") }),
  fc.record({ kind: kind("review"), who: anybody, state: fc.constantFrom("COMMENTED", "CHANGES_REQUESTED") }),
  fc.record({ kind: kind("gap"), list: fc.constantFrom("files", "commits", "timeline") }),
);

/** Evidence that anyone can make up, or that says nothing for certain of a person. */
export const forgeable: fc.Arbitrary<Addition> = fc.oneof(
  fc.record({
    kind: kind("commit below the head"),
    options: commitOptions.map((options) => ({ ...options, signedByGitHub: false })),
  }),
  moreTrailers,
  editedBody,
  deleted,
  fc.record({ kind: kind("comment"), who: anybody, body: command, edited: fc.constant(true) }),
  fc.record({ kind: kind("comment"), who: anybody, body: reviewCommand, edited: fc.constant(true) }),
  fc.record({
    kind: kind("comment"),
    who: fc.constant(account("passer-by")),
    body: reviewCommand,
    edited: fc.constant(false),
  }),
  fc.record({ kind: kind("assignment"), who: fc.constant(account("alice")), assignee: person }),
);
