import type { Account, AccountKind } from "../../core/facts.ts";

/** REST's `type` of an account. */
const KINDS: ReadonlySet<string> = new Set<AccountKind>(["User", "Bot", "Mannequin", "Organization"]);

function isKind(type: string): type is AccountKind {
  return KINDS.has(type);
}

/** An account as REST names it. What GitHub doesn't name, or names as a kind that isn't known, is nobody. */
export function toRestAccount(
  answer: { readonly id?: number | bigint; readonly login?: string; readonly type?: string } | null | undefined,
): Account | null {
  if (!answer?.id || !answer.login || !answer.type || !isKind(answer.type)) return null;
  return { id: Number(answer.id), login: answer.login, kind: answer.type };
}
