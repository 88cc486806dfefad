/** What payloads of several events have in common, and what is made of it. */
import { z } from "zod";
import type { Account, AccountKind } from "../core/facts.ts";

export interface Placed {
  readonly repositoryId: number;
}

export const id = z.number().int().positive();
export const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
export const account = z.object({ id, login: z.string().min(1), type: z.string() }).nullish();
export const repository = z.object({ id });
export const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)));
/** In `push` events GitHub gives seconds, everywhere else ISO 8601. */
export const pushedAt = z.union([z.number().int().positive(), time]);

const KINDS: ReadonlySet<string> = new Set<AccountKind>(["User", "Bot", "Mannequin", "Organization"]);

export function toAccount(answer: z.infer<typeof account>): Account | null {
  if (!answer || !KINDS.has(answer.type)) return null;
  return { id: answer.id, login: answer.login, kind: answer.type as AccountKind };
}

export function toIso(time: string | number): string {
  return new Date(typeof time === "number" ? time * 1000 : time).toISOString();
}

/** A time that only puts what deliveries tell in order: one that can't be read counts as long ago. */
export function momentOf(time: string | null | undefined): string {
  const parsed = Date.parse(time ?? "");
  return new Date(Number.isNaN(parsed) ? 0 : parsed).toISOString();
}
