/** What comments told this App, and what became of it: who, when, why. */

import type { CommandStanding } from "../commands/command.ts";
import { counting } from "../commands/effect.ts";
import type { Verdict } from "../decision.ts";
import { commandDiscountText, SAID } from "./command-texts.ts";
import { code, list, mention } from "./markdown.ts";
import { reasonsOf } from "./people.ts";
import { TEXTS } from "./texts.ts";

/** How many are told of; the latest matter. */
const MOST_TOLD = 10;

/** `@rita overrode this check on 2026-01-01 at 09:30 UTC: …`, for those whose word the verdict stands on. */
export function deciding({ commands, kind }: Verdict): string {
  const name = kind === "overridden" ? "override" : "not-ai";
  return list(counting(commands, name).map((each) => `${did(each)}, ${when(each.at)}: ${code(reasonOf(each))}`));
}

/** Commands of which something is to be said besides: that they don't count, or that they count and don't suffice. */
export function commandsText(verdict: Verdict, headSha: string): string | null {
  const told = verdict.commands.flatMap((each) => textOf(each, verdict, headSha) ?? []);
  return told.length === 0 ? null : `${TEXTS.commands}\n${list(told.slice(-MOST_TOLD))}`;
}

function textOf(standing: CommandStanding, { kind }: Verdict, headSha: string): string | null {
  const { state, command } = standing;
  const holds = kind === "waiting" || kind === "blocked";
  switch (state.kind) {
    case "unasked":
      return null;
    case "counts":
      if (command.name === "ai") return `${did(standing)}. **Counts.**`;
      return holds && command.name !== "recheck" ? `${did(standing)}. ${TEXTS.notEnough[command.name]}` : null;
    case "discounted": {
      const { discount } = state;
      const part = discount.why === "principal" ? reasonsOf(discount.principal) : "";
      return `${did(standing)}. **Doesn't count:** ${commandDiscountText(discount, headSha, part)}.`;
    }
  }
}

function did({ author, command }: CommandStanding): string {
  const who = author ? mention(author.login) : "Somebody";
  return command.name === "ai" ? `${who} ${SAID.ai} ${code(command.login)} asked it` : `${who} ${SAID[command.name]}`;
}

function reasonOf({ command }: CommandStanding): string {
  return command.name === "override" || command.name === "not-ai" ? command.reason : "";
}

/** `on 2026-01-01 at 09:30 UTC`. */
function when(at: string): string {
  const iso = new Date(at).toISOString();
  return `on ${iso.slice(0, 10)} at ${iso.slice(11, 16)} UTC`;
}
