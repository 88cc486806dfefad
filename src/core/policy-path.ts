/** Where the policy stands, in every repository that has one. */
export const POLICY_PATH = ".github/ai-review.yml";
