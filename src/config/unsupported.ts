/** What the format has and this version doesn't do. An entry goes when its key is built. */

interface Pending {
  readonly key: string;
  /** What the documentation says of the key at present. */
  readonly says: string;
}

/** Keys that are read and checked, and not yet in effect as the documentation of the key says. */
export const PENDING: readonly Pending[] = [
  { key: "deployments.environments", says: "has no effect: deployments are not judged." },
];
