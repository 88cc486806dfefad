/** Bodies of requests, checked as GitHub checks them. */
import { z } from "zod";
import { Refused } from "../state/refused.ts";

/** @throws Refused (422) naming what is wrong */
export function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `For '${issue.path.join("/")}', ${issue.message}.`);
  throw new Refused(422, `Invalid request.\n\n${lines.join("\n")}`);
}

/** Text of at most so many characters. */
export function text(longest: number) {
  return z.string().refine((value) => [...value].length <= longest, {
    error: ({ input }) => `Only ${longest} characters are allowed; ${[...String(input)].length} were supplied`,
  });
}

/** A list of at most so many items. */
export function list<T>(item: z.ZodType<T>, most: number) {
  return z.array(item).refine((value) => value.length <= most, {
    error: ({ input }) => `No more than ${most} items are allowed; ${(input as unknown[]).length} were supplied`,
  });
}
