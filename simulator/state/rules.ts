/** What rulesets forbid. */
import type { Push } from "./push.ts";

/** What a push would break, in GitHub's words. */
export function violations(_push: Push): string[] {
  return [];
}
