/**
 * The kinds of value that a policy holds. Every check of a value answers with the same phrase, which names what is
 * accepted; `parse.ts` puts it into "expected …, found …".
 */
import { z } from "zod";

/** One of a few words. */
export function oneOf<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, { error: `one of ${words.join(", ")}` });
}

/** A whole number between bounds. */
export function wholeNumber(least: number, most: number) {
  const error = `a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

/** `true` or `false`: YAML 1.2 knows no `yes` and `no`. */
export const flag = z.boolean({ error: "true or false" });

/** A list with a bound. */
export function listOf<Item extends z.ZodType>(item: Item, what: string, most: number) {
  const error = `a list of at most ${most} ${what}`;
  return z.array(item, { error }).max(most, { error });
}

/** Text of bounded length. No character class here may backtrack: the text is anybody's. */
function text(error: string, pattern: RegExp, most: number) {
  return z.string({ error }).min(1, { error }).max(most, { error }).regex(pattern, { error });
}

const PLAIN = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;

/** A name for people to read. */
export const displayName = text("a name of at most 100 characters on one line", PLAIN, 100);

/** An agent's or a risk's id. */
export const id = text("an id in lower-case letters, digits and single hyphens", /^[a-z0-9]+(?:-[a-z0-9]+)*$/, 64);

/** A GitHub login; a Bot's ends in `[bot]`, a managed user's has an underscore. */
export const login = text("a GitHub login such as octocat or renovate[bot]", /^[A-Za-z0-9][\w-]*(?:\[bot\])?$/, 100);

/** `organisation/team`, as GitHub spells slugs. */
export const team = text("a team as organisation/team-slug", /^[A-Za-z0-9][\w-]*\/[\w.-]+$/, 200);

/** An address of one person. */
export const address = text("an e-mail address without wildcards", /^[^\s@*?]+@[^\s@*?]+$/, 254);

/** An address in which `*` stands for anything. */
export const addressPattern = text("an e-mail address in which * stands for anything", /^[^\s@]+@[^\s@]+$/, 254);

/** The key of a commit trailer. */
export const trailerKey = text("a trailer's key: letters, digits and hyphens", /^[A-Za-z0-9][A-Za-z0-9-]*$/, 64);

/** A deployment environment's name: GitHub takes up to 255 characters. */
export const environmentName = text("an environment's name of at most 255 characters", PLAIN, 255);

/**
 * A branch pattern that means the same here and in GitHub's rulesets. What else git forbids in a ref, or a reader
 * would take for a set, a brace or a negation, is refused: a pattern that silently matches nothing protects nothing.
 */
export const branchPattern = text(
  "a branch pattern of at most 256 characters with only *, ? and ** (alone between slashes), without refs/heads/",
  /^(?!!|\/|refs\/)[^\s\p{Cc}[\]{}\\^~:]+(?<!\/)$/u,
  256,
).regex(/^(?!.*(?:[^/]\*\*|\*\*[^/]))/, {
  error: "a branch pattern whose ** stands alone between slashes, as in release/**",
});

/**
 * A glob on paths, relative to the repository's root. It can only add: negation would take back what others ask for.
 * `.` and `..` as a name, or a space at either end, would silently match nothing.
 */
export const pathPattern = text(
  "a glob of at most 256 characters, relative to the repository's root, without negation, . and ..",
  /^(?![!\s])(?:\.\/)*(?!(?:.*[\\/])?\.\.?(?:[\\/]|$))[^\p{Cc}]+(?<!\s)$/u,
  256,
);
