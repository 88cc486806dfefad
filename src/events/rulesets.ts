/**
 * Somebody made, changed or removed rules: those that require the check may be among them.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#repository_ruleset
 */
import { z } from "zod";
import type { Account } from "../core/facts.ts";
import { type Delivery, errands, IGNORED, id, inPlace, odd, type Reading } from "./reading.ts";

const KINDS = ["User", "Bot", "Mannequin", "Organization"] as const;

const sender = z.object({ id, login: z.string().min(1), type: z.enum(KINDS) });

/** The organisation's own rulesets name no repository: what they change is seen at the next look. */
const ofRepository = z.object({ repository: z.object({}), sender });

export function readRulesetEvent({ action, payload }: Delivery): Reading {
  return aboutRules(payload, `repository_ruleset.${action}`);
}

/** The older kind of rules, which may require the check as well. */
export function readBranchProtectionEvent({ action, payload }: Delivery): Reading {
  return aboutRules(payload, `branch_protection_rule.${action}`);
}

function aboutRules(payload: unknown, reason: string): Reading {
  if (z.object({ repository: z.undefined().optional() }).safeParse(payload).success) return IGNORED;
  const parsed = ofRepository.safeParse(payload);
  if (!parsed.success) return odd("`repository` and `sender` with id, login and type");
  const { id: senderId, login, type } = parsed.data.sender;
  const by: Account = { id: senderId, login, kind: type };
  return inPlace(payload, (place) => errands({ kind: "keep-ruleset", ...place, by, urgent: true, reason }));
}
