/** Names of branches in rulesets: Ruby's `File.fnmatch` with `FNM_PATHNAME`. */

/**
 * Whether a ruleset's pattern fits a ref. `*` and `?` stop at slashes; only a `**` followed by a slash crosses them.
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository#using-fnmatch-syntax
 *
 * @param pattern with `refs/heads/` before it, or `~ALL`, or `~DEFAULT_BRANCH`
 * @param ref in full
 */
export function matchesRef(pattern: string, ref: string, defaultBranch: string): boolean {
  if (!ref.startsWith("refs/heads/")) return false;
  if (pattern === "~ALL") return true;
  if (pattern === "~DEFAULT_BRANCH") return ref === `refs/heads/${defaultBranch}`;
  return toRegExp(pattern).test(ref);
}

const TOKENS = /\*\*\/|\*+|\?|\[(?:[!^])?[^\]]+\]|\\.|[\s\S]/g;

function toRegExp(pattern: string): RegExp {
  const source = (pattern.match(TOKENS) ?? []).map((token) => {
    if (token === "**/") return "(?:[^/]+/)*";
    if (token.startsWith("*")) return "[^/]*";
    if (token === "?") return "[^/]";
    if (token.length > 2) return token.replace(/^\[!/, "[^");
    return token.slice(-1).replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  });
  return new RegExp(`^${source.join("")}$`);
}
