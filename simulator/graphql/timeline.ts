/** What happened on an issue or a request. */
import { nodeId } from "../render/node-id.ts";
import type { Issue, PullRequest, TimelineEvent, TimelineItem } from "../state/conversation.ts";
import { actor } from "./actors.ts";
import { notSimulated } from "./errors.ts";
import type { Fields } from "./fields.ts";

/** The schema's names of what a timeline here can hold. */
const KINDS: ReadonlySet<string> = new Set<TimelineItem["kind"]>([
  "IssueComment",
  "PullRequestReview",
  "LabeledEvent",
  "UnlabeledEvent",
  "AssignedEvent",
  "UnassignedEvent",
  "HeadRefForcePushedEvent",
  "BaseRefForcePushedEvent",
  "BaseRefChangedEvent",
  "AutomaticBaseChangeSucceededEvent",
  "CommentDeletedEvent",
  "ReviewDismissedEvent",
  "RenamedTitleEvent",
  "MergedEvent",
  "ClosedEvent",
  "ReopenedEvent",
  "ReadyForReviewEvent",
  "ConvertToDraftEvent",
  "HeadRefDeletedEvent",
]);

/** `LABELED_EVENT` is the enum's name of the type `LabeledEvent`. */
function kindOf(itemType: string): string {
  const kind = itemType.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (!KINDS.has(kind)) throw notSimulated(`timelineItems of type ${itemType}`);
  return kind;
}

/** The items of these types, in order. Without types GitHub also lists commits, which aren't simulated there. */
export function itemsOf(on: Issue | PullRequest, itemTypes: unknown): TimelineItem[] {
  if (!Array.isArray(itemTypes)) throw notSimulated("timelineItems without itemTypes");
  const kinds = new Set(itemTypes.map((type) => kindOf(String(type))));
  return on.timeline.filter(({ kind }) => kinds.has(kind));
}

type Of<Kind extends TimelineEvent["kind"]> = Extract<TimelineEvent, { readonly kind: Kind }>;

const event: Fields<TimelineEvent> = {
  id: ({ kind, id }) => nodeId(kind, id),
  createdAt: ({ createdAt }) => createdAt,
  actor: (source) => actor(source.actor),
};

const labeled: Fields<Of<"LabeledEvent">> = { ...event, label: ({ label }) => label };
const assigned: Fields<Of<"AssignedEvent">> = { ...event, assignee: ({ assignee }) => actor(assignee) };
const title: Fields<Of<"RenamedTitleEvent">> = {
  ...event,
  previousTitle: ({ from }) => from,
  currentTitle: ({ to }) => to,
};
const merged: Fields<Of<"MergedEvent">> = { ...event, mergeRefName: ({ ref }) => ref };
const baseChanged: Fields<Of<"BaseRefChangedEvent">> = {
  ...event,
  previousRefName: ({ from }) => from,
  currentRefName: ({ to }) => to,
};
const automatic: Fields<Of<"AutomaticBaseChangeSucceededEvent">> = {
  ...event,
  oldBase: ({ from }) => from,
  newBase: ({ to }) => to,
};
const deleted: Fields<Of<"CommentDeletedEvent">> = {
  ...event,
  deletedCommentAuthor: ({ deletedCommentAuthor }) => actor(deletedCommentAuthor),
};
const dismissed: Fields<Of<"ReviewDismissedEvent">> = {
  ...event,
  review: ({ review }) => review,
  previousReviewState: ({ previousState }) => previousState,
};

const forcePushed: Fields<Of<"HeadRefForcePushedEvent">> = {
  ...event,
  beforeCommit: ({ repository, before }) => ({ kind: "Commit", repository, oid: before }),
  afterCommit: ({ repository, after }) => ({ kind: "Commit", repository, oid: after }),
};

export const timelineTypes = {
  LabeledEvent: labeled,
  UnlabeledEvent: labeled,
  AssignedEvent: assigned,
  UnassignedEvent: assigned,
  RenamedTitleEvent: title,
  MergedEvent: merged,
  BaseRefChangedEvent: baseChanged,
  AutomaticBaseChangeSucceededEvent: automatic,
  CommentDeletedEvent: deleted,
  ReviewDismissedEvent: dismissed,
  HeadRefForcePushedEvent: forcePushed,
  BaseRefForcePushedEvent: forcePushed,
  ClosedEvent: event,
  ReopenedEvent: event,
  ReadyForReviewEvent: event,
  ConvertToDraftEvent: event,
  HeadRefDeletedEvent: event,
};
