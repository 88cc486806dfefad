/** Reactions to comments. */
import type { IssueComment, ReviewComment } from "./conversation.ts";
import type { Account, Reaction, ReactionContent, World } from "./model.ts";

/** Each account reacts in one way once. @returns the reaction, and whether it is new */
export function addReaction(
  world: World,
  to: IssueComment | ReviewComment,
  by: Account,
  content: ReactionContent,
): { readonly reaction: Reaction; readonly isNew: boolean } {
  const known = reactionsTo(world, to).find((other) => other.by === by && other.content === content);
  if (known) return { reaction: known, isNew: false };
  const reaction: Reaction = { id: world.nextId(), to, by, content, createdAt: world.clock.tick() };
  world.reactions.push(reaction);
  return { reaction, isNew: true };
}

export function reactionsTo(world: World, to: IssueComment | ReviewComment): Reaction[] {
  return world.reactions.filter((reaction) => reaction.to === to);
}
