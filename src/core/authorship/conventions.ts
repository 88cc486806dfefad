/** Which agent a trailer names. Its key says whether it credits an author, names a tool, states a fact, or only thanks. */
import type { Policy } from "../policy.ts";
import { AGENTS } from "./agents/index.ts";
import type { Agent } from "./catalogue.ts";
import { customByTrailer } from "./custom.ts";
import { type Hit, strong } from "./hit.ts";
import { agentOfIdentity } from "./match.ts";
import { agentOfName, UNKNOWN } from "./names.ts";
import { denies, toolIn } from "./tools.ts";
import { allNamed, type Trailer } from "./trailers.ts";

/**
 * `co-author` credits an author; `tool` names one that made the change, and people are thanked there too; `statement`
 * speaks of AI, so that `yes` is enough; `only-in-block` is an ordinary word.
 */
type KeyKind = "co-author" | "tool" | "only-in-block" | "statement" | "areas" | "signer" | "other" | "none";

/** Who read, tested, asked or found says nothing about who wrote. */
const READERS = new Set(
  (
    "reviewed-by acked-by tested-by reported-by suggested-by requested-by approved-by cc fixes closes thanks-to " +
    "reviewer reviewers verified-by triaged-by merged-by analyzed-by audited-by checked-by inspired-by prompted-by " +
    "reported-and-tested-by mentored-by nacked-by see-also link refs bug change-id ai-reviewed-by ai-review"
  ).split(" "),
);

/** `Assisted-by` and what people make of it, `Commit-generated-by` and `Co-developed-by` among them. */
const MADE = new Set(
  (
    "assisted assited asisted assist generated written authored created made built implemented developed coded produced " +
    "crafted drafted programmed powered vibed prepared composed pair paired"
  ).split(" "),
);
const BY = new Set(["by", "with", "using", "via"]);
const ABOUT_AI = new Set(["ai", "llm", "genai", "coding"]);
/** What such a key may speak of: `AI-tools`, `AI-disclosure`, `Coding-Agent`. */
const SUBJECTS = new Set(
  (
    "assisted assistance assistant assistants agent agents tool tools tooling model models generated disclosure disclosed " +
    "usage use used contribution contributions contributor involvement attribution author authored authorship coauthor " +
    "provenance level source declaration"
  ).split(" "),
);

const FIXED: ReadonlyMap<string, KeyKind> = new Map([
  ["signed-off-by", "signer"],
  ["ai-used-for", "areas"],
  ["ai", "tool"],
  ["llm", "tool"],
  ["code-agent", "tool"],
  ["entire-agent", "tool"],
  ["agent-signature", "tool"],
  ["assistant", "only-in-block"],
  ["assistant-model", "tool"],
  ["code-assistant", "tool"],
  ["agent", "only-in-block"],
  ["agents", "only-in-block"],
  ["tool", "only-in-block"],
  ["tools", "only-in-block"],
]);

function kindOf(key: string): KeyKind {
  const fixed = FIXED.get(key);
  if (fixed) return fixed;
  if (READERS.has(key)) return "none";
  const words = key.split("-");
  const first = words[0] ?? "";
  const made = words.some((word) => MADE.has(word)) && BY.has(words.at(-1) ?? "");
  if (/^(ai-)?co-?auth/.test(key)) return "co-author";
  if (ABOUT_AI.has(first) && (made || words.length === 1 || SUBJECTS.has(words[1] ?? ""))) return "statement";
  if (made) return "tool";
  return BY.has(words.at(-1) ?? "") ? "other" : "none";
}

const OWN_KEYS = Map.groupBy(
  AGENTS.flatMap((agent) => agent.trailers.map((mark) => ({ agent, mark }))),
  ({ mark }) => mark.value,
);

const of = (agent: Agent): Hit => strong({ agent: agent.id, name: agent.name });

/** The agent that a trailer names, or null. */
export function agentOfTrailer(trailer: Trailer, policy: Policy): Hit | null {
  const own = OWN_KEYS.get(trailer.key)?.find(({ mark }) => mark.is?.test(trailer.value) ?? true);
  if (own) return of(own.agent);
  const custom = customByTrailer(trailer.key, policy);
  if (custom) return custom;
  const kind = kindOf(trailer.key);
  switch (kind) {
    case "none":
      return null;
    case "co-author":
      return credited(trailer.value, policy);
    case "signer":
    case "other":
      return byExactIdentity(trailer.value, policy);
    case "areas":
      return /\b(code|tests?|docs?|documentation|implementation)\b/i.test(trailer.value) && !denies(trailer.value)
        ? strong(UNKNOWN)
        : null;
    case "statement":
      if (/^(yes|true|y|partially|partly|fully|mostly)\b/i.test(trailer.value)) return strong(UNKNOWN);
      return named(trailer.value, policy) ?? unnamed(trailer);
    case "only-in-block":
      return trailer.inBlock && agentOfName(trailer.value) ? named(trailer.value, policy) : null;
    case "tool":
      return named(trailer.value, policy);
  }
}

/** A co-author: by address, by name, and where there's no address by a name that stands before a remark. */
function credited(value: string, policy: Policy): Hit | null {
  const people = allNamed(value);
  for (const person of people) {
    const found = agentOfIdentity({ ...person, accountId: null }, policy);
    if (found) return strong(found);
  }
  return people.length > 0 ? null : agentOfIdentity({ name: bare(value), email: "", accountId: null }, policy);
}

/** `sketch, but it did a so-so job`; `Claude <>`. */
function bare(value: string): string {
  return value.replace(/[<>]/g, " ").trim();
}

/** Where a tool is named. An address makes it a person (curl's `Assisted-by`), unless it or the name is an agent's. */
function named(value: string, policy: Policy): Hit | null {
  const people = allNamed(value);
  if (people.length > 0) return credited(value, policy);
  const tool = toolIn(value);
  return tool ? strong(tool) : null;
}

/** A tool that the catalogue doesn't know, where the key says that it's AI; among other trailers only, prose isn't one. */
function unnamed(trailer: Trailer): Hit | null {
  const plain =
    trailer.inBlock && trailer.value.length <= 80 && !denies(trailer.value) && allNamed(trailer.value).length === 0;
  return plain && trailer.value !== "" && isTold(trailer.key) ? strong(UNKNOWN) : null;
}

/** Keys after which anything but a denial says that AI had a part. */
function isTold(key: string): boolean {
  return /^(ai|llm|genai)-(assisted|generated|authored|co-authored|assistant|tools?|model)(-by|-with)?$|^coding-(agent|assistant)$/.test(
    key,
  );
}

/** A sign-off is a person's by rule; only an agent's own address makes it an agent's. */
function byExactIdentity(value: string, policy: Policy): Hit | null {
  const found = allNamed(value)
    .map((person) => agentOfIdentity({ name: "", email: person.email, accountId: null }, policy))
    .find((hit) => hit !== null);
  return found ? strong(found) : null;
}
