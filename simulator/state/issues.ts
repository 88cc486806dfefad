/** Issues. */
import { requireRole } from "./access.ts";
import { announce } from "./announce.ts";
import type { Issue } from "./conversation.ts";
import type { Account, App, Repository, World } from "./model.ts";
import { newConversation } from "./requests.ts";

export function openIssue(
  world: World,
  repository: Repository,
  by: Account,
  title: string,
  body: string,
  app: App | null = null,
): Issue {
  requireRole(repository, by, "read", "open an issue");
  const issue: Issue = { kind: "Issue", ...newConversation(world, repository, by, title, body), state: "OPEN", app };
  repository.conversations.set(issue.number, issue);
  announce(world, issue, "opened", by);
  return issue;
}
