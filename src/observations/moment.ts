/**
 * A time as GitHub gives it, in ISO 8601. It only puts what a delivery tells in order, so one that can't be read counts as
 * long ago.
 */
export function momentOf(time: string | null | undefined): string {
  const parsed = Date.parse(time ?? "");
  return new Date(Number.isNaN(parsed) ? 0 : parsed).toISOString();
}
