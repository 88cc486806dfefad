/** The parts of docs/policy.md that are made of the code: what is said of a key is what the code does with it. */
import { accepted, fallback } from "./accepted.ts";
import { EXAMPLES } from "./examples.ts";
import { HELP } from "./help.ts";
import { isSection, KEYS, type Key } from "./keys.ts";
import { MERGING } from "./merge.ts";
import type { Rule } from "./strictest.ts";

const isEntrys = ({ name }: Key) => name.includes("[]");
const isTopLevel = ({ name }: Key) => /^\w+$/.test(name);
const lastOf = ({ name }: Key) => name.slice(name.lastIndexOf(".") + 1);

/** The generated parts by the names of their markers. */
export function referenceParts(): Readonly<Record<string, string>> {
  return { keys: keysTable(), sections: KEYS.filter(isTopLevel).map(section).join("\n\n") };
}

/**
 * Replaces what stands between each pair of markers, `<!-- generated: NAME -->` and `<!-- /generated -->`.
 *
 * @throws Error if a part has no markers
 */
export function withReference(document: string): string {
  return Object.entries(referenceParts()).reduce((text, [name, part]) => {
    const start = `<!-- generated: ${name} -->\n`;
    const end = "\n<!-- /generated -->";
    const from = text.indexOf(start);
    const to = text.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`expected the markers "${start.trim()}" and "${end.trim()}", found none`);
    return `${text.slice(0, from)}${start}${part}${text.slice(to)}`;
  }, document);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function keysTable(): string {
  const rows = KEYS.filter((key) => !isSection(key) && !isEntrys(key)).map((key) => [
    `\`${key.name}\``,
    fallback(key),
    accepted(key),
    mergingOf(key.name),
  ]);
  return table(["key", "default", "accepted", "where both files write it"], rows);
}

function mergingOf(name: string): string {
  const rules: Readonly<Record<string, Pick<Rule<never>, "says">>> = MERGING;
  return rules[name]?.says ?? "–";
}

function section(key: Key): string {
  const inside = KEYS.filter(({ name }) => name.startsWith(`${key.name}.`));
  const parts = [
    `### \`${key.name}\``,
    help(key),
    `\`\`\`yaml\n${EXAMPLES[key.name]}\n\`\`\``,
    inside
      .filter((inner) => !isEntrys(inner))
      .map((inner) => `* \`${lastOf(inner)}\`: ${help(inner)}`)
      .join("\n"),
    ...inside.map((list) => entriesTable(list)),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function help({ name }: Key): string {
  const { what, why } = HELP[name] ?? { what: "" };
  return why ? `${what} ${why}` : what;
}

/** The keys of a list's entries, if its entries have any. */
function entriesTable(list: Key): string {
  const keys = KEYS.filter(({ name }) => name.startsWith(`${list.name}[].`));
  if (keys.length === 0) return "";
  const rows = keys.map((key) => [`\`${lastOf(key)}\``, fallback(key), accepted(key), help(key)]);
  return table([`key of an entry of \`${lastOf(list)}\``, "default", "accepted", "what"], rows);
}
