/** Steps that are missing among the pushes to a branch. */

/** A branch moved. */
export interface Movement {
  /** Null where the push created the branch. */
  readonly before: string | null;
  readonly after: string;
}

/**
 * What lies between the pushes that are known.
 *
 * @param known up to where all of them had come
 * @param tip where the branch stands now
 * @returns null if they lead from one to the other
 */
export function missedBetween(
  known: string,
  tip: string,
  pushes: readonly Movement[],
): { readonly before: string; readonly head: string } | null {
  const left = [...pushes];
  const take = (fits: (push: Movement) => boolean) => {
    const index = left.findIndex(fits);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  let head = tip;
  while (head !== known) {
    const last = take(({ after }) => after === head);
    if (!last) break;
    if (last.before === null) return null;
    head = last.before;
  }
  let before = known;
  while (head !== before) {
    const next = take((push) => push.before === before);
    if (!next) return { before, head };
    before = next.after;
  }
  return null;
}
