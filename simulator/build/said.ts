/** Comments and reviews, with what can be done to them. */
import type { IssueComment, Review, ReviewComment } from "../state/conversation.ts";
import { deleteSaid, editSaid } from "../state/editing.ts";
import type { Account, ReactionContent, World } from "../state/model.ts";
import { reactionsTo } from "../state/reactions.ts";
import { dismissReview } from "../state/reviews.ts";

export interface Comment {
  readonly id: number;
  /** What people and Apps reacted with: `{ by, content }`, oldest first. */
  readonly reactions: readonly { readonly by: Account; readonly content: ReactionContent }[];
  edit(by: Account, body: string): void;
  delete(by: Account): void;
}

export interface SubmittedReview {
  readonly id: number;
  /** The review comments that were submitted with it. */
  readonly comments: readonly Comment[];
  edit(by: Account, body: string): void;
  dismiss(by: Account): void;
}

export function commentOf(world: World, said: IssueComment | ReviewComment): Comment {
  return {
    id: said.id,
    get reactions() {
      return reactionsTo(world, said).map(({ by, content }) => ({ by, content }));
    },
    edit: (by, body) => editSaid(world, said, by, body),
    delete: (by) => deleteSaid(world, said, by),
  };
}

export function reviewOf(world: World, review: Review): SubmittedReview {
  return {
    id: review.id,
    comments: review.comments.map((comment) => commentOf(world, comment)),
    edit: (by, body) => editSaid(world, review, by, body),
    dismiss: (by) => dismissReview(world, review, by),
  };
}
