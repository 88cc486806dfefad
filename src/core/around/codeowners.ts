/**
 * CODEOWNERS: whose files these are. It only says whom to ask; nobody's approval counts more for it.
 *
 * https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
import { Minimatch } from "minimatch";

/** An owner as the file writes one: `@login`, `@organisation/team`, or an address. */
export type Owner =
  | { readonly type: "person"; readonly login: string }
  | { readonly type: "team"; readonly name: string }
  | { readonly type: "address"; readonly email: string };

interface Rule {
  readonly pattern: string;
  readonly owners: readonly Owner[];
}

/** Asking a few people is worth no more work than this. */
const MOST_RULES = 2000;
const MOST_PATHS = 50;
const LONGEST_PATTERN = 256;

/** The owners of these files, who own most of them first; of each file those of the last line that matches it. */
export function ownersOf(text: string, paths: readonly string[]): Owner[] {
  const rules = parse(text).map(({ pattern, owners }) => ({ matches: compile(pattern), owners }));
  const counts = new Map<string, { readonly owner: Owner; files: number }>();
  for (const path of paths.slice(0, MOST_PATHS)) {
    const rule = rules.findLast(({ matches }) => matches(path));
    for (const owner of rule?.owners ?? []) {
      const key = JSON.stringify(owner).toLowerCase();
      const known = counts.get(key) ?? { owner, files: 0 };
      known.files += 1;
      counts.set(key, known);
    }
  }
  return [...counts.values()].sort((a, b) => b.files - a.files).map(({ owner }) => owner);
}

/** A line that GitHub can't read is passed over; one without owners takes them away from what it matches. */
function parse(text: string): Rule[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  return lines.flatMap((line) => ruleOf(line) ?? []).slice(-MOST_RULES);
}

function ruleOf(line: string): Rule | null {
  // A space in a path is written `\ `.
  const [pattern, ...rest] = line.match(/(?:\\.|\S)+/g) ?? [];
  if (pattern === undefined || isNoPattern(pattern)) return null;
  const comment = rest.findIndex((word) => word.startsWith("#"));
  const owners = (comment < 0 ? rest : rest.slice(0, comment)).map(ownerOf);
  const known = owners.filter((owner) => owner !== null);
  return known.length === owners.length ? { pattern: pattern.replace(/\\ /g, " "), owners: known } : null;
}

/** What gitignore has and CODEOWNERS hasn't: `\#`, `!` and `[ ]`. A bracket at the line's start is GitLab's section. */
function isNoPattern(pattern: string): boolean {
  return /^(?:#|\\#|!)|[[\]]/.test(pattern) || pattern.length > LONGEST_PATTERN;
}

function ownerOf(word: string): Owner | null {
  const team = /^@([A-Za-z0-9][\w-]*\/[\w.-]+)$/.exec(word)?.[1];
  if (team !== undefined) return { type: "team", name: team };
  const login = /^@([A-Za-z0-9][\w-]*)$/.exec(word)?.[1];
  if (login !== undefined) return { type: "person", login };
  return /^[^@\s]+@[^@\s]+$/.test(word) ? { type: "address", email: word } : null;
}

/** As gitignore, and with capitals counting: GitHub's file system tells them apart. */
const OPTIONS = { dot: true, nonegate: true, nocomment: true, nobrace: true, noext: true, platform: "linux" } as const;

/**
 * A pattern with a slash before its end begins at the root, any other fits at every depth. It means the file of that name
 * and all below a folder of that name; only `folder/*` means the folder's own files and no deeper ones.
 */
function compile(pattern: string): (path: string) => boolean {
  const isRooted = pattern.slice(0, -1).includes("/");
  const name = pattern.replace(/^\//, "").replace(/\/$/, "");
  const place = isRooted || name === "**" ? name : `**/${name}`;
  const below = `${place}/**`;
  const meant = pattern.endsWith("/") ? [below] : isRooted && name.endsWith("/*") ? [place] : [place, below];
  const globs = meant.map((glob) => new Minimatch(glob, OPTIONS));
  return (path) => globs.some((glob) => glob.match(path));
}
