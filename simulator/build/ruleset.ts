/** A ruleset, and what its owner does with it. */
import type { Account, Repository, World } from "../state/model.ts";
import type { Ruleset } from "../state/ruleset.ts";
import { changeRuleset, type RulesetInput, removeRuleset, rulesetUpdate } from "../state/rulesets.ts";

export interface RulesetHandle {
  readonly id: number;
  readonly enforcement: Ruleset["enforcement"];
  change(update: Partial<RulesetInput>, by?: Account): void;
  remove(by?: Account): void;
}

export function rulesetHandle(world: World, repository: Repository, made: Ruleset, owner: Account): RulesetHandle {
  const now = () => {
    const found = repository.rulesets.find(({ id }) => id === made.id);
    if (!found) throw new Error(`The ruleset ${made.name} was removed`);
    return found;
  };
  return {
    id: made.id,
    get enforcement() {
      return now().enforcement;
    },
    change: (update, by = owner) => {
      changeRuleset(world, repository, by, now(), rulesetUpdate.parse(update));
    },
    remove: (by = owner) => removeRuleset(world, repository, by, now()),
  };
}
