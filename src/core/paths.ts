/** Globs on paths, as the policy writes them. */
import { Minimatch } from "minimatch";

/**
 * minimatch and not picomatch: on hostile patterns the latter takes over twenty seconds where this takes milliseconds, and
 * misses names with a line break. Braces are bounded: `{a,b}` thirty times over would be a thousand million patterns.
 */
const OPTIONS = {
  dot: true,
  nocase: true,
  nonegate: true,
  nocomment: true,
  noext: true,
  braceExpandMax: 1000,
  platform: "linux",
} as const;

export interface GlobMatcher {
  matches(text: string): boolean;
}

/** One spelling for one path: NFC, `/` between names, no `./` or `/` before them. */
function normalizePath(path: string): string {
  return path
    .normalize("NFC")
    .replaceAll("\\", "/")
    .replace(/^(\.?\/)+/, "");
}

/** Compiles a glob. Case doesn't count, and dot files match. A pattern that ends in `/` means all below it. */
export function globMatcher(pattern: string): GlobMatcher {
  const compiled = compile(pattern);
  return { matches: (text) => compiled.match(normalizePath(text)) };
}

/**
 * Compiles several globs of paths into one question: does any match? `infra/**` matches `infra` as well: a submodule or a
 * symlink in a folder's place changes what lies below it.
 */
export function anyGlob(patterns: readonly string[]): GlobMatcher {
  const folders = patterns
    .filter((pattern) => /[^/]\/(\*\*)?$/.test(pattern))
    .map((pattern) => pattern.replace(/\/(\*\*)?$/, ""));
  const compiled = [...patterns, ...folders].map(compile);
  return {
    matches: (text) => {
      const path = normalizePath(text);
      return compiled.some((glob) => glob.match(path));
    },
  };
}

function compile(pattern: string): Minimatch {
  const normal = normalizePath(pattern);
  return new Minimatch(normal.endsWith("/") ? `${normal}**` : normal, OPTIONS);
}
