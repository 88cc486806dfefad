/**
 * Keeps the check required: reads the policy, looks at GitHub, and writes only where something differs. Run again, or twice
 * at once, it does nothing more.
 */
import { isDeepStrictEqual } from "node:util";
import { resolvePolicy } from "../config/resolve.ts";
import type { Account } from "../core/facts.ts";
import type { PolicyInForce } from "../core/policy.ts";
import { type Hindrance, type RequiredCheck, stopsNobody, UNKNOWN } from "../core/required.ts";
import { withOrganizationFile } from "../evaluation/organization-file.ts";
import type { KeepProtection } from "../evaluation/protection.ts";
import { GitHubError } from "../github/errors.ts";
import type { Policies } from "../github/facts/policies.ts";
import type { PolicyHolder } from "../github/policy-holders.ts";
import type { Log } from "../log.ts";
import type { Place } from "../queue/job.ts";
import { RetryLater } from "../queue/lane.ts";
import type { OrganizationFileStore } from "../store/organization-files.ts";
import type { KeptState, RulesetFinding, RulesetStore } from "../store/rulesets.ts";
import { Hindered, hindranceOf } from "./hindrance.ts";
import type { Pace } from "./pace.ts";
import { isSamePlan, type Plan, planUnder } from "./plan.ts";
import { bodyOf, differences, type Ruleset, type RulesetBody, type Wanted } from "./ruleset.ts";
import { type RuleReads, verify } from "./verify.ts";

/** GitHub as far as the required check is concerned; each is one request unless it says otherwise. */
export interface RulesetDoor extends RuleReads {
  /** The repositories of an installation, and whether they have a policy file: two requests for each hundred. */
  listPolicyHolders(installationId: number): Promise<readonly PolicyHolder[]>;
  renewToken(installationId: number): Promise<void>;
  /** Null where the repository is gone. */
  readPolicies(place: Place): Promise<Policies | null>;
  /** The id of the repository's ruleset of our name; null if there is none. */
  findRuleset(place: Place): Promise<number | null>;
  /** Makes a ruleset, or changes the one with this id. @returns its id */
  writeRuleset(place: Place, id: number | null, body: RulesetBody): Promise<number>;
  deleteRuleset(place: Place, id: number): Promise<void>;
  /** The App's own login, by which its own changes are known. Asked for once. */
  ownLogin(): Promise<string>;
}

export interface KeeperOptions {
  readonly store: RulesetStore & OrganizationFileStore;
  readonly github: RulesetDoor;
  readonly pace: Pace;
  readonly log: Log;
  readonly appId: number;
  readonly keepProtection: KeepProtection;
  /** Told when checks that were published say something else now. */
  readonly onChange: (place: Place) => Promise<void>;
}

/** Why a repository is looked at. */
export interface Occasion {
  /** Whose change of the rules it was; null if that's not why. */
  readonly by: Account | null;
  /** Something happened in this very repository: it doesn't wait its turn behind a large set-up. */
  readonly urgent: boolean;
}

/** Makes what keeps one repository's check required. */
export function createRulesetKeeper(options: KeeperOptions): (place: Place, occasion: Occasion) => Promise<void> {
  const { store, github, pace, log, appId, keepProtection, onChange } = options;

  return async (place, { by, urgent }) => {
    if (by !== null && by.kind === "Bot" && by.login.toLowerCase() === (await github.ownLogin()).toLowerCase()) return;
    const turn = leaveFor(place, urgent);
    const known = await store.kept(place.repositoryId);
    // What is set up as the policy asked mostly stays so. Elsewhere a write is due: whoever must wait waits before asking.
    if (!isCarriedOut(known)) await turn();
    const policies = await github.readPolicies(place);
    if (policies === null) return;
    const inForce = resolvePolicy({ ...(await withOrganizationFile(policies, store)), proposedPolicy: null });
    await keepProtection(place, policies.repository.defaultBranch, inForce);
    const before: KeptState = known ?? { rulesetId: null, plan: { kind: "none" }, required: UNKNOWN };
    const plan = planUnder(inForce, before.plan);
    if (known === null && plan.kind === "none") return;
    if (!isSamePlan(plan, before.plan)) await turn();
    const state = await carryOut({ place, by, turn, before, inForce, policies }, plan);
    await store.keep(place.repositoryId, state);
    if (stopsNobody(state.required) !== stopsNobody(before.required)) await onChange(place);
  };

  /** Waits for the turn to write, at most once a look. */
  function leaveFor(place: Place, urgent: boolean): () => Promise<void> {
    let given = urgent;
    return async () => {
      if (given) return;
      const seconds = await pace.turn(place);
      if (seconds > 0) throw new RetryLater(seconds, { cause: null, planned: true });
      given = true;
    };
  }

  async function carryOut(look: Look, plan: Plan): Promise<KeptState> {
    switch (plan.kind) {
      case "none":
        await release(look);
        return { rulesetId: null, plan, required: UNKNOWN };
      case "verify":
        await release(look);
        return { rulesetId: null, plan, required: await lookAround(look, null) };
      case "keep":
        try {
          return {
            rulesetId: await keepRuleset(look, { include: plan.include, appId }),
            plan,
            required: { kind: "kept" },
          };
        } catch (error) {
          const hindrance = hindranceOf(error);
          if (hindrance === null) throw error;
          log.warn({ ...named(look.place), hindrance, err: error }, "The ruleset can't be kept");
          return { rulesetId: look.before.rulesetId, plan, required: await lookAround(look, hindrance) };
        }
    }
  }

  /** @returns its id */
  async function keepRuleset(look: Look, wanted: Wanted): Promise<number> {
    const { place, before } = look;
    const id = before.rulesetId ?? (await github.findRuleset(place));
    const found = id === null ? null : await github.readRuleset(place, id);
    return found === null ? make(look, wanted) : mend(look, wanted, found);
  }

  async function make(look: Look, wanted: Wanted): Promise<number> {
    const { place, before } = look;
    await look.turn();
    try {
      const id = await github.writeRuleset(place, null, bodyOf(wanted));
      await pace.wrote(place.installationId);
      if (before.rulesetId === null) await note(look, "created", []);
      else await note(look, "put-back", ["was deleted"]);
      return id;
    } catch (error) {
      // Names are unique: one of ours may have come into being meanwhile.
      if (!(error instanceof GitHubError && error.status === 422)) throw error;
      const id = await github.findRuleset(place);
      const found = id === null ? null : await github.readRuleset(place, id);
      if (found === null) throw error;
      return mend(look, wanted, found);
    }
  }

  async function mend(look: Look, wanted: Wanted, found: Ruleset): Promise<number> {
    const { place, before } = look;
    // Who may not change a ruleset isn't shown who may bypass it.
    if (found.bypassActors === null) throw new Hindered({ why: "permission" });
    const missing = differences(found, wanted);
    if (missing.length === 0) return found.id;
    await look.turn();
    await github.writeRuleset(place, found.id, bodyOf(wanted, found));
    await pace.wrote(place.installationId);
    const agreed = before.rulesetId === found.id && before.plan.kind === "keep" ? before.plan.include : null;
    const loosened = agreed === null ? [] : differences(found, { ...wanted, include: agreed });
    if (loosened.length > 0) await note(look, "put-back", loosened);
    else await note(look, "updated", missing);
    return found.id;
  }

  async function release(look: Look): Promise<void> {
    const { place, before } = look;
    if (before.rulesetId === null) return;
    await look.turn();
    await github.deleteRuleset(place, before.rulesetId);
    await pace.wrote(place.installationId);
    await note(look, "released", []);
  }

  /** What others' rules ask for. A finding is told once, as long as it stays. */
  async function lookAround(look: Look, hindrance: Hindrance | null): Promise<RequiredCheck> {
    const { place, by, before, inForce, policies } = look;
    const required = await verify(github, place, inForce.policy, policies.repository.defaultBranch, appId, hindrance);
    if (required.kind !== "loose") return required;
    const told = before.required;
    if (told.kind === "loose" && isDeepStrictEqual(told, { ...required, by: told.by })) return told;
    const what = required.where.map(({ why, branch }) => `${why}: ${branch}`);
    await note(look, "reported", hindrance ? [...what, `hindrance: ${hindrance.why}`] : what);
    return { ...required, by: by?.login ?? null };
  }

  async function note({ place, by }: Look, kind: RulesetFinding["kind"], what: readonly string[]): Promise<void> {
    await store.recordFinding(place.repositoryId, { kind, what, actor: by });
    const facts = { ...named(place), what, by: by?.login ?? null };
    if (kind === "put-back" || kind === "reported") log.warn(facts, MESSAGES[kind]);
    else log.info(facts, MESSAGES[kind]);
  }
}

/** Nothing is to be written unless somebody changed something. */
function isCarriedOut(known: KeptState | null): boolean {
  if (known === null) return false;
  return known.plan.kind !== "keep" || known.required.kind === "kept";
}

/** One look at a repository. */
interface Look {
  readonly place: Place;
  readonly by: Account | null;
  /** Called before anything is written. */
  readonly turn: () => Promise<void>;
  readonly before: KeptState;
  readonly inForce: PolicyInForce;
  readonly policies: Policies;
}

const MESSAGES: Readonly<Record<RulesetFinding["kind"], string>> = {
  created: "The ruleset was created",
  updated: "The ruleset follows the policy again",
  "put-back": "The ruleset was loosened and put back",
  reported: "The check isn't required as the policy asks",
  released: "The ruleset was released",
};

const named = ({ owner, repo }: Place) => ({ repository: `${owner}/${repo}` });
