/**
 * The word that was probably meant: the nearest by edit distance, else the only one that begins so. Two thirds of the
 * letters must agree: to somebody who wrote `mode: on`, a suggestion of `off` would be worse than none.
 *
 * @param written what came; longer than any accepted word could be, it is near to none
 */
export function nearest(written: string, accepted: readonly string[]): string | null {
  const plain = written.toLowerCase().replaceAll("-", "_");
  if (plain.length > 40 || accepted.includes(written)) return null;
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const word of accepted) {
    const distance = editDistance(plain, word);
    const most = Math.floor(Math.max(plain.length, word.length) / 3);
    if (distance <= most && distance < bestDistance) {
      best = word;
      bestDistance = distance;
    }
  }
  return best ?? onlyOneThatBegins(plain, accepted);
}

function onlyOneThatBegins(start: string, accepted: readonly string[]): string | null {
  const [only, second] = start.length < 3 ? [] : accepted.filter((word) => word.startsWith(start));
  return second === undefined ? (only ?? null) : null;
}

/** Levenshtein's distance, row by row. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, wanted] of [...to].entries()) {
      const replace = (row[column] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(replace, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
