/** Unified diffs of texts, as REST shows them. */

type Line = { readonly mark: " " | "+" | "-"; readonly text: string };

/** Beyond this many cells to compare, what differs counts as replaced whole. */
const MOST_CELLS = 4_000_000;
const CONTEXT = 3;

const linesOf = (text: string) => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

/** A shortest way from one text to the other, by the longest common subsequence of their lines. */
function diffLines(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++;
  let [endBefore, endAfter] = [before.length, after.length];
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore--;
    endAfter--;
  }
  const mark = (lines: readonly string[], as: Line["mark"]) => lines.map((text): Line => ({ mark: as, text }));
  return [
    ...mark(before.slice(0, start), " "),
    ...diffMiddle(before.slice(start, endBefore), after.slice(start, endAfter), mark),
    ...mark(before.slice(endBefore), " "),
  ];
}

function diffMiddle(
  before: readonly string[],
  after: readonly string[],
  mark: (lines: readonly string[], as: Line["mark"]) => Line[],
): Line[] {
  const width = after.length + 1;
  if (before.length * after.length > MOST_CELLS) return [...mark(before, "-"), ...mark(after, "+")];
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      lines.push(...mark(before.slice(i, i + 1), " "));
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) lines.push(...mark(before.slice(i, ++i), "-"));
    else lines.push(...mark(after.slice(j, ++j), "+"));
  }
  return [...lines, ...mark(before.slice(i), "-"), ...mark(after.slice(j), "+")];
}

export interface TextDiff {
  /** Hunks, without git's header; empty if nothing but the name changed. */
  readonly patch: string;
  readonly additions: number;
  readonly deletions: number;
}

/** The difference of two texts. */
export function diffTexts(before: string, after: string): TextDiff {
  const lines = diffLines(linesOf(before), linesOf(after));
  const changed = lines.flatMap(({ mark }, index) => (mark === " " ? [] : [index]));
  const hunks: string[] = [];
  for (let first = 0; first < changed.length; ) {
    let last = first;
    while ((changed[last + 1] ?? Number.POSITIVE_INFINITY) - (changed[last] ?? 0) <= 2 * CONTEXT) last++;
    const from = Math.max(0, (changed[first] ?? 0) - CONTEXT);
    hunks.push(hunk(lines, from, Math.min(lines.length, (changed[last] ?? 0) + CONTEXT + 1)));
    first = last + 1;
  }
  const count = (mark: Line["mark"]) => lines.filter((line) => line.mark === mark).length;
  return { patch: hunks.join("\n"), additions: count("+"), deletions: count("-") };
}

function hunk(lines: readonly Line[], from: number, to: number): string {
  const shown = lines.slice(from, to);
  const range = (without: Line["mark"]) => {
    const length = shown.filter(({ mark }) => mark !== without).length;
    const before = lines.slice(0, from).filter(({ mark }) => mark !== without).length;
    return `${length === 0 ? before : before + 1}${length === 1 ? "" : `,${length}`}`;
  };
  return [`@@ -${range("+")} +${range("-")} @@`, ...shown.map(({ mark, text }) => mark + text)].join("\n");
}
