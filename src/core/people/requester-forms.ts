/** How agents name the person who asked them, each as a line of the request's body. Data only. */

interface RequesterForm {
  /** The catalogue's id of the agent that writes it. */
  readonly agent: string;
  /** Anchored at the line's beginning; the login is its first group. */
  readonly value: RegExp;
}

export const REQUESTER_FORMS: readonly RequesterForm[] = [
  {
    agent: "kiro",
    value: /^This pull request was created by @[\w-]+ on behalf of @([\w-]{1,39})/i,
  },
  {
    agent: "devin",
    value: /^\**Requested by:?\**:?\s*(?:[^@]{1,80}\()?@([\w-]{1,39})/i,
  },
  {
    agent: "jules",
    value: /^\*?PR created automatically by Jules\b.*\bstarted by @([\w-]{1,39})/i,
  },
];
