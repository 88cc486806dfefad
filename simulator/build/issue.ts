/** What people do on an issue, and on a request as on any issue. */
import type { Issue, PullRequest } from "../state/conversation.ts";
import { addComment, editConversation, requireEditor, setAssignee, setLabel } from "../state/editing.ts";
import type { Account, World } from "../state/model.ts";
import { closeConversation, reopenConversation } from "../state/requests.ts";
import { type Comment, commentOf } from "./said.ts";

export interface IssueActions {
  readonly number: number;
  comment(by: Account, body: string): Comment;
  label(by: Account, name: string): void;
  unlabel(by: Account, name: string): void;
  assign(by: Account, who: Account): void;
  unassign(by: Account, who: Account): void;
  close(by: Account): void;
  reopen(by: Account): void;
}

export interface IssueHandle extends IssueActions {
  readonly state: Issue["state"];
  readonly title: string;
  readonly body: string;
  edit(by: Account, edit: { readonly title?: string; readonly body?: string }): void;
}

export function issueActions(world: World, on: Issue | PullRequest): IssueActions {
  return {
    number: on.number,
    comment: (by, body) => commentOf(world, addComment(world, on, by, body)),
    label: (by, name) => setLabel(world, on, by, name, true),
    unlabel: (by, name) => setLabel(world, on, by, name, false),
    assign: (by, who) => setAssignee(world, on, by, who, true),
    unassign: (by, who) => setAssignee(world, on, by, who, false),
    close: (by) => {
      requireEditor(on, on, by);
      closeConversation(world, on, by);
    },
    reopen: (by) => {
      requireEditor(on, on, by);
      reopenConversation(world, on, by);
    },
  };
}

export function issueHandle(world: World, issue: Issue): IssueHandle {
  return {
    ...issueActions(world, issue),
    get state() {
      return issue.state;
    },
    get title() {
      return issue.title;
    },
    get body() {
      return issue.body;
    },
    edit: (by, edit) => editConversation(world, issue, by, edit),
  };
}
