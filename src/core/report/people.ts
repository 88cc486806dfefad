/** How people are named, and what they had to do with a change. */
import type { Principal } from "../decision.ts";
import type { PersonEvidence, PersonRef } from "../evidence.ts";
import { code, enumerate, mention } from "./markdown.ts";

/** Whom GitHub itself named is mentioned; what only a text says is shown as text, and calls nobody. */
export function nameOf({ isAccount, login, name, email }: PersonRef): string {
  if (login === null) return code(`${name ?? ""} <${email ?? ""}>`);
  return isAccount ? mention(login) : code(login);
}

/** A principal's evidence without what goes without saying: who authored a commit mostly committed it too. */
export function tellingEvidence({ evidence }: Principal): PersonEvidence[] {
  const authored = new Set(evidence.flatMap((item) => (item.role === "authored" ? [shaOf(item)] : [])));
  return evidence.filter((item) => item.role !== "committed" || !authored.has(shaOf(item)));
}

function shaOf({ where }: PersonEvidence): string | null {
  return where.kind === "commit" ? where.sha : null;
}

/** What a principal did: `opened the request and co-authored 3f2c1d9`. */
export function reasonsOf(principal: Principal): string {
  const texts = tellingEvidence(principal).map((item) => {
    const sha = shaOf(item);
    return sha === null ? item.role : `${item.role} ${code(sha.slice(0, 7))}`;
  });
  const distinct = [...new Set(texts)];
  return distinct.length <= 3 ? enumerate(distinct) : `${distinct.slice(0, 3).join(", ")} and more`;
}
