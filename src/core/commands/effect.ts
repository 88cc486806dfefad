/** What the commands that count do to a verdict: clear what was found, or override it. */
import type { Block, Met, Verdict } from "../decision.ts";
import type { Account } from "../facts.ts";
import { personOf, samePerson } from "../people/identity.ts";
import type { Policy } from "../policy.ts";
import type { CommandStanding, ReviewCommand } from "./command.ts";

/**
 * What an override may pass: that people haven't agreed, or that it can't be told whether the right ones have. Never a change
 * that GitHub didn't show whole, and never a policy file that would then be broken for everybody.
 */
const OVERRIDABLE: Readonly<Record<Block["why"], boolean>> = {
  "changes-requested": true,
  "teams-missing": true,
  "facts-incomplete": false,
  "policy-would-break": false,
};

/** The commands of a name that count, oldest first. */
export function counting(
  commands: readonly CommandStanding[],
  name: ReviewCommand["name"],
): (CommandStanding & { readonly author: Account })[] {
  return commands.flatMap((each) =>
    each.command.name === name && each.state.kind === "counts" && each.author ? [{ ...each, author: each.author }] : [],
  );
}

/** Everybody who says that AI didn't write it, each person once. */
function peopleWhoClear(commands: readonly CommandStanding[], policy: Policy): Account[] {
  const people: Account[] = [];
  for (const { author } of counting(commands, "not-ai")) {
    if (!people.some((other) => samePerson(personOf(other), personOf(author), policy))) people.push(author);
  }
  return people;
}

/**
 * The verdict with its commands in effect. One that passes already needs none.
 *
 * @param judgedBy the verdict if these requirements were what is there
 * @param meetBy what the requirements are if these people had approved
 */
export function withCommands(
  verdict: Verdict,
  policy: Policy,
  meetBy: (people: readonly Account[]) => readonly Met[],
  judgedBy: (requirements: readonly Met[]) => Verdict,
): Verdict {
  if (verdict.kind !== "waiting" && verdict.kind !== "blocked") return verdict;
  const people = peopleWhoClear(verdict.commands, policy);
  if (people.length > 0 && judgedBy(meetBy(people)).kind === "satisfied") {
    // What would be asked for if AI had written it isn't.
    return { ...verdict, kind: "not-ai", requirements: [], risks: [] };
  }
  if (counting(verdict.commands, "override").length === 0) return verdict;
  const blocks = verdict.kind === "blocked" ? verdict.blocks : [];
  return blocks.every(({ why }) => OVERRIDABLE[why]) ? { ...verdict, kind: "overridden", blocks } : verdict;
}
