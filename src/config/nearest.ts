/**
 * The word that was probably meant: the nearest by edit distance, if it is near enough to be worth a suggestion.
 *
 * @param written what came; longer than any accepted word could be, it is near to none
 */
export function nearest(written: string, accepted: readonly string[]): string | null {
  const plain = written.toLowerCase().replaceAll("-", "_");
  if (plain.length > 40) return null;
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(plain.length / 3)) + 1;
  for (const word of accepted) {
    const distance = editDistance(plain, word);
    if (distance < bestDistance && distance < word.length) {
      best = word;
      bestDistance = distance;
    }
  }
  return best;
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
