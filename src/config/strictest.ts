/** The ways in which an organisation's and a repository's value of one key become one. `merge.ts` says which key has which. */

/** How one key merges. The documentation prints `says`, so that it can't differ from what `merge` does. */
export interface Rule<Value> {
  /** What holds where both wrote the key. */
  readonly says: string;
  readonly merge: (organization: Value, repository: Value) => Value;
  /** What a repository's value still means once the organisation has a file; all of it, if there is nothing here. */
  readonly underOrganization?: (repository: Value) => Value;
}

export const larger: Rule<number> = { says: "the larger number", merge: Math.max };

export const trueIfEither: Rule<boolean> = { says: "`true` if either says so", merge: (one, other) => one || other };

/** The strictest word of the order given. */
export function strictest<Word extends string>(...strictestFirst: readonly Word[]): Rule<Word> {
  return {
    says: strictestFirst.map((word) => `\`${word}\``).join(" over "),
    merge: (one, other) => (strictestFirst.indexOf(one) <= strictestFirst.indexOf(other) ? one : other),
  };
}

/** Both lists as one. */
export function joined<Item>(says = "both lists joined"): Rule<readonly Item[]> {
  return { says, merge: union };
}

/** GitHub compares logins and team slugs without regard to case; agent ids are lower case anyway. */
export const onlyCommon: Rule<readonly string[]> = {
  says: "only what both list",
  merge: (one, other) => {
    const known = new Set(other.map((item) => item.toLowerCase()));
    return one.filter((item) => known.has(item.toLowerCase()));
  },
};

/** Each item once, in order. */
export function union<Item>(one: readonly Item[], other: readonly Item[]): readonly Item[] {
  return [...new Set([...one, ...other])];
}
