/**
 * Helps people around a request: the label, and asking for a review. It comes after the check and never fails or delays it;
 * what doesn't work is logged, and tried no more than makes sense.
 */

import { mayBeAsked } from "../core/around/candidates.ts";
import type { Report } from "../core/decision.ts";
import type { AskedReviewer } from "../core/facts.ts";
import { type Judgement, judge } from "../core/judge.ts";
import type { DoneAround } from "../core/memory.ts";
import type { Policy, PolicyInForce } from "../core/policy.ts";
import type { FoundReviewers, Help, Helped, ReviewerNames } from "../github/courtesies.ts";
import { GitHubError } from "../github/errors.ts";
import type { Log } from "../log.ts";
import { type ChangeRef, nameOfChange } from "../queue/job.ts";
import type { CourtesyStore } from "../store/courtesies.ts";
import type { Collected } from "./collect.ts";

/** What is written around a request; one request each. */
export interface CourtesyWrites {
  findReviewers(change: ChangeRef, names: ReviewerNames): Promise<FoundReviewers>;
  /** @returns the new label's node id */
  createLabel(change: ChangeRef): Promise<string>;
  help(
    change: ChangeRef,
    help: Help,
  ): Promise<{ readonly ask: Helped; readonly label: Helped; readonly said: readonly string[] }>;
}

/** An installation that hasn't granted the permission is asked again after so long: it may have by then. */
const REFUSED_FOR_MS = 3_600_000;

/** Nothing is left to do. */
const ALL_DONE: DoneAround = { asked: true, labeled: true };

export interface Helper {
  /** What needn't be planned: done already, or refused by the installation a while ago. */
  mindful(change: ChangeRef, collected: Collected): Collected;
  /**
   * Does what was planned. It never throws.
   *
   * @param correct writes the check again: it says who was asked, and that may have come to nothing
   */
  help(
    change: ChangeRef,
    collected: Collected,
    judgement: Judgement,
    inForce: PolicyInForce,
    correct: (report: Report) => Promise<unknown>,
  ): Promise<void>;
}

type Chosen = AskedReviewer & { readonly nodeId: string };

export function createHelper(
  github: CourtesyWrites,
  store: Pick<CourtesyStore, "keepDone">,
  log: Log,
  now: () => number = Date.now,
): Helper {
  const refusedUntil = new Map<number, number>();
  const isRefused = ({ installationId }: ChangeRef) => (refusedUntil.get(installationId) ?? 0) > now();

  function refused({ installationId }: ChangeRef): void {
    refusedUntil.delete(installationId);
    refusedUntil.set(installationId, now() + REFUSED_FOR_MS);
    const [oldest] = refusedUntil.keys();
    if (refusedUntil.size > 2000 && oldest !== undefined) refusedUntil.delete(oldest);
  }

  function warn(change: ChangeRef, cause: unknown): void {
    if (cause instanceof GitHubError && cause.status === 403 && cause.isRefusal) refused(change);
    log.warn({ change: nameOfChange(change), err: cause }, "The label or the review request didn't come about");
  }

  /** People with their accounts as they are now: a login of CODEOWNERS may turn out to be a principal's. */
  async function choose(change: ChangeRef, { courtesies, verdict }: Judgement, policy: Policy): Promise<Chosen[]> {
    const { ask } = courtesies;
    const logins = ask.flatMap((each) => (each.type === "person" && each.nodeId === null ? [each.account.login] : []));
    const teams = ask.flatMap((each) => (each.type === "team" ? [each.name] : []));
    const { people, teams: groups }: FoundReviewers =
      logins.length + teams.length === 0
        ? { people: new Map(), teams: new Map() }
        : await github.findReviewers(change, { logins, teams });
    return ask.flatMap((each): Chosen[] => {
      if (each.type === "team") {
        const nodeId = groups.get(each.name);
        return nodeId === undefined ? [] : [{ ...each, nodeId }];
      }
      const known = each.nodeId === null ? people.get(each.account.login) : { ...each, nodeId: each.nodeId };
      if (!known || !mayBeAsked(known.account, verdict, policy)) return [];
      return [{ type: "person", account: known.account, nodeId: known.nodeId }];
    });
  }

  async function labelId(change: ChangeRef, { around }: Collected["facts"]): Promise<string | null> {
    if (around.labelId !== null) return around.labelId;
    try {
      return await github.createLabel(change);
    } catch (error) {
      warn(change, error);
      return null;
    }
  }

  /** @returns who was asked, if that isn't who was to be asked; null if all is as the report says */
  async function carryOut(
    change: ChangeRef,
    { facts }: Collected,
    judgement: Judgement,
    policy: Policy,
  ): Promise<readonly AskedReviewer[] | null> {
    const { courtesies } = judgement;
    if (!courtesies.label && courtesies.ask.length === 0) return null;
    try {
      const chosen = await choose(change, judgement, policy);
      const label = courtesies.label ? await labelId(change, facts) : null;
      const planned = courtesies.ask.length > 0;
      if (isRefused(change)) return planned ? [] : null;
      const keep = (done: Partial<DoneAround>) => store.keepDone(change.repositoryId, change.number, done);
      if (chosen.length === 0 && label === null) {
        await keep({ asked: planned });
        return planned ? [] : null;
      }
      const idsOf = (type: Chosen["type"]) => chosen.flatMap((each) => (each.type === type ? [each.nodeId] : []));
      const outcome = await github.help(change, {
        request: facts.nodeId,
        users: idsOf("person"),
        teams: idsOf("team"),
        label,
      });
      const asked = chosen.length > 0 ? outcome.ask : "failed";
      const labeled = label === null ? "done" : outcome.label;
      if (outcome.said.length > 0) warn(change, new GitHubError(`asking for a review: ${outcome.said.join("; ")}`));
      if ([outcome.ask, outcome.label].includes("refused")) refused(change);
      // What GitHub wouldn't do it won't do the next time either; what it mayn't do, it may once that is granted.
      await keep({ asked: planned && asked !== "refused", labeled: label !== null && labeled !== "refused" });
      if (!planned || (asked === "done" && chosen.length === courtesies.ask.length)) return null;
      return asked === "done" ? chosen : [];
    } catch (error) {
      warn(change, error);
      return courtesies.ask.length > 0 ? [] : null;
    }
  }

  return {
    mindful: (change, collected) =>
      isRefused(change) ? { ...collected, memory: { ...collected.memory, done: ALL_DONE } } : collected,
    async help(change, collected, judgement, inForce, correct) {
      const asked = await carryOut(change, collected, judgement, inForce.policy);
      if (asked === null) return;
      const { facts, memory } = collected;
      const around = { ...facts.around, asked: [...facts.around.asked, ...asked] };
      try {
        await correct(judge({ ...facts, around }, inForce, { ...memory, done: ALL_DONE }).report);
      } catch (error) {
        log.warn({ change: nameOfChange(change), err: error }, "The check names people who weren't asked");
      }
    },
  };
}
