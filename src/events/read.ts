import { z } from "zod";
import { readMemberEvent, readMembershipEvent, readOrganizationEvent, readTeamEvent } from "./access.ts";
import { readCommitCommentEvent } from "./arrivals.ts";
import { readCheckRunEvent, readCheckSuiteEvent } from "./checks.ts";
import { readIssueCommentEvent, readReviewCommentEvent } from "./comments.ts";
import { readProtectionRuleEvent } from "./deployments.ts";
import { readInstallationEvent, readInstallationRepositoriesEvent } from "./installations.ts";
import { readMergeGroupEvent } from "./merge-groups.ts";
import { readPushEvent } from "./push.ts";
import { IGNORED, odd, type Reader, type Reading } from "./reading.ts";
import { readRepositoryEvent } from "./repositories.ts";
import { readPullRequestEvent, readReviewEvent } from "./requests.ts";
import { readBranchProtectionEvent, readRulesetEvent } from "./rulesets.ts";

/** One reader per event that `app.yml` subscribes to; adding an event is adding an entry here and a line there. */
const subscribed = {
  branch_protection_rule: readBranchProtectionEvent,
  check_run: readCheckRunEvent,
  check_suite: readCheckSuiteEvent,
  commit_comment: readCommitCommentEvent,
  deployment_protection_rule: readProtectionRuleEvent,
  issue_comment: readIssueCommentEvent,
  member: readMemberEvent,
  membership: readMembershipEvent,
  merge_group: readMergeGroupEvent,
  organization: readOrganizationEvent,
  pull_request: readPullRequestEvent,
  pull_request_review: readReviewEvent,
  pull_request_review_comment: readReviewCommentEvent,
  push: readPushEvent,
  repository: readRepositoryEvent,
  repository_ruleset: readRulesetEvent,
  team: readTeamEvent,
} satisfies Record<string, Reader>;

/** GitHub sends these to every App. https://docs.github.com/webhooks/webhook-events-and-payloads#installation */
const unasked = {
  installation: readInstallationEvent,
  installation_repositories: readInstallationRepositoriesEvent,
} satisfies Record<string, Reader>;

const readers = { ...subscribed, ...unasked };

export type HandledEvent = keyof typeof readers;

const namesOf = <Name extends string>(table: Readonly<Record<Name, Reader>>) => Object.keys(table) as Name[];

/** The events that can concern a change. */
export const handledEvents: readonly HandledEvent[] = namesOf(readers);

/** Those of them that `app.yml` has to subscribe to. */
export const subscribedEvents: readonly HandledEvent[] = namesOf(subscribed);

/** Whether a delivery of this name is looked at. */
export function isHandledEvent(name: string): name is HandledEvent {
  return Object.hasOwn(readers, name);
}

/**
 * Says what must be looked at again because of an event. Pure; reads only who and which, never what: the facts come from
 * GitHub.
 *
 * @param name of the event, as in `X-GitHub-Event`
 * @param payload as it came: nothing about its shape is taken for granted
 * @param appId this App's id, to tell its own check runs from others'
 */
export function readEvent(name: string, payload: unknown, appId: number): Reading {
  if (!isHandledEvent(name)) return IGNORED;
  if (name === "push") return readers.push({ action: "", payload, appId });
  const action = z.object({ action: z.string() }).safeParse(payload);
  if (!action.success) return odd("an object with the string `action`");
  return readers[name]({ action: action.data.action, payload, appId });
}
