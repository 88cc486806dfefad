/** Questions to the graph of commits. */
import { commitAt, type Objects } from "./objects.ts";

/** Every commit that can be reached from a tip, the tip among them. */
export function reachable(objects: Objects, tip: string): Set<string> {
  const seen = new Set<string>();
  const todo = [tip];
  for (let oid = todo.pop(); oid !== undefined; oid = todo.pop()) {
    if (seen.has(oid)) continue;
    seen.add(oid);
    todo.push(...commitAt(objects, oid).parents);
  }
  return seen;
}

export function isAncestor(objects: Objects, ancestor: string, of: string): boolean {
  return reachable(objects, of).has(ancestor);
}

/**
 * `git rev-list base..head`, oldest first: parents stand before their children, and where the graph leaves it open the
 * older committer's date comes first.
 */
export function commitsBetween(objects: Objects, base: string | null, head: string): string[] {
  const excluded = base === null ? new Set<string>() : reachable(objects, base);
  const wanted = new Set([...reachable(objects, head)].filter((oid) => !excluded.has(oid)));
  const waitingFor = new Map<string, number>();
  const children = new Map<string, string[]>();
  for (const oid of wanted) {
    const parents = new Set(commitAt(objects, oid).parents.filter((parent) => wanted.has(parent)));
    waitingFor.set(oid, parents.size);
    for (const parent of parents) children.set(parent, [...(children.get(parent) ?? []), oid]);
  }
  const date = (oid: string) => Date.parse(commitAt(objects, oid).committer.date);
  const ready = [...wanted].filter((oid) => waitingFor.get(oid) === 0);
  const ordered: string[] = [];
  while (ready.length > 0) {
    ready.sort((a, b) => date(b) - date(a));
    const oid = ready.pop();
    if (oid === undefined) break;
    ordered.push(oid);
    for (const child of children.get(oid) ?? []) {
      const left = (waitingFor.get(child) ?? 0) - 1;
      waitingFor.set(child, left);
      if (left === 0) ready.push(child);
    }
  }
  return ordered;
}

/** `git merge-base`: a common ancestor that no other common ancestor can reach; null if the histories are unrelated. */
export function mergeBase(objects: Objects, one: string, other: string): string | null {
  const ofOne = reachable(objects, one);
  const common = [...reachable(objects, other)].filter((oid) => ofOne.has(oid));
  const below = new Set<string>();
  for (const oid of common) {
    for (const parent of commitAt(objects, oid).parents) below.add(parent);
  }
  return common.find((oid) => !below.has(oid)) ?? null;
}
