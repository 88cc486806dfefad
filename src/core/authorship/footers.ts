/** Known footer lines: `🤖 Generated with [Claude Code](…)` in its many spellings, and what single agents add to it. */
import { AGENTS } from "./agents/index.ts";
import { type Hit, strong } from "./hit.ts";
import { agentAtStart } from "./names.ts";

const FORMS = AGENTS.flatMap((agent) => agent.footers.map((mark) => ({ agent, form: mark.value })));
const SUBJECTS = AGENTS.flatMap((agent) => agent.subjects.map((mark) => ({ agent, prefix: mark.value })));

/** Most lines aren't one: a glance settles it before anything is taken apart. */
const ANY_FORM = new RegExp(FORMS.map(({ form }) => form.source).join("|"), "i");
const LEADS = /\b(?:with|by|using|via) /i;

/** What decorates a line: emoji and signs, Markdown's emphasis, small print in HTML. */
const DECORATION = /^(?:<(?:sub|sup|p|i|em|b|small|div)>|[^\p{L}\p{N}<[(])+/u;
const VERB =
  /^(?:this (?:commit|pr|pull request|change|patch|code) (?:was|is|has been) )?(?:automatically |auto-)?(generated|made|created|built|written|implemented|coded|authored|assisted|developed|crafted|produced|drafted|vibe-?coded|co-?authored|co-?created|powered) (?:automatically |in collaboration |together )?(?:with|by|using|via) (?:the help of )?/i;
/** `[Name](https://…)`, also with the closing bracket forgotten. */
const LINK = /^\[([^\]]{1,60})\]\(/;
/** What may follow a name that stands without a link and without an emoji before the line. */
const AFTER =
  /^(?:\s*(?:$|[.!]?$|\([^)]{0,200}\)|<?https?:\/\/|<[^>]{1,100}>|\+|\||via\b|[^\p{L}\p{N}\s.,:;!?'"()<>-]|co-authored-by))/iu;

/** The agent whose known footer a line is. */
export function agentOfFooter(line: string): Hit | null {
  const own = ANY_FORM.test(line) ? FORMS.find(({ form }) => form.test(line)) : undefined;
  if (own) return strong({ agent: own.agent.id, name: own.agent.name });
  if (!LEADS.test(line)) return null;
  const text = line.replace(DECORATION, "");
  const verb = VERB.exec(text);
  if (!verb) return null;
  const rest = text.slice(verb[0].length);
  const link = LINK.exec(rest);
  if (link?.[1]) {
    const linked = agentAtStart(link[1]);
    return linked ? strong(linked.named) : null;
  }
  const found = agentAtStart(rest);
  if (!found) return null;
  const remark = afterWords(rest, found.words);
  // "Assisted by Claude Code" without anything before it is a person's sentence.
  const decorated = text.length < line.length && /\p{Extended_Pictographic}|^\?\?/u.test(line.slice(0, 12));
  if (verb[1]?.toLowerCase() === "assisted" && !decorated) return null;
  // A person can have written it, and have said so.
  if (!decorated && (found.kind === "first-name" || verb[1]?.toLowerCase() === "written")) return null;
  return AFTER.test(remark) || (decorated && found.kind === "name" && remark.length < 120) ? strong(found.named) : null;
}

/** What stands behind the first words of a text. */
function afterWords(text: string, count: number): string {
  let at = 0;
  for (const match of text.slice(0, 200).matchAll(/[\p{L}\p{N}]+/gu)) {
    if (count-- === 0) break;
    at = match.index + match[0].length;
  }
  return text.slice(at);
}

/** The agent whose tool begins subjects so. Weak: a project's own component may be called like it. */
export function agentOfSubject(subject: string): Hit | null {
  const own = SUBJECTS.find(({ prefix }) => subject.startsWith(prefix));
  return own ? { agent: own.agent.id, name: own.agent.name, confidence: "weak" } : null;
}
