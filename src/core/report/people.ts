/** How people are named, and what they had to do with a change. */
import type { Principal } from "../decision.ts";
import type { PersonRef } from "../evidence.ts";
import { code, enumerate, mention } from "./markdown.ts";

/** Somebody whom GitHub knows by login; else the git name, as text. */
export function nameOf(person: PersonRef): string {
  return person.login === null ? code(`${person.name ?? ""} <${person.email ?? ""}>`) : mention(person.login);
}

/** What a principal did: `opened the request and co-authored 3f2c1d9`. */
export function reasonsOf({ evidence }: Principal): string {
  const texts = evidence.map(({ role, where }) =>
    where.kind === "commit" ? `${role} ${code(where.sha.slice(0, 7))}` : role,
  );
  const distinct = [...new Set(texts)];
  return distinct.length <= 3 ? enumerate(distinct) : `${distinct.slice(0, 3).join(", ")} and more`;
}
