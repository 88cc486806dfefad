/** Branch rulesets, as REST writes them. https://docs.github.com/rest/repos/rules */

export interface BypassActor {
  readonly actor_id: number | null;
  readonly actor_type: "Integration" | "OrganizationAdmin" | "RepositoryRole" | "Team" | "DeployKey" | "User";
  readonly bypass_mode: "always" | "pull_request" | "exempt";
}

export interface RequiredCheck {
  readonly context: string;
  /** Anybody's, if there's none. */
  readonly integration_id?: number | undefined;
}

export type Rule =
  | { readonly type: "deletion" | "non_fast_forward" | "creation" }
  | {
      readonly type: "pull_request";
      readonly parameters: {
        readonly required_approving_review_count: number;
        readonly dismiss_stale_reviews_on_push: false;
        readonly require_code_owner_review: false;
        readonly require_last_push_approval: false;
        readonly required_review_thread_resolution: false;
      };
    }
  | {
      readonly type: "required_status_checks";
      readonly parameters: {
        readonly required_status_checks: readonly RequiredCheck[];
        readonly strict_required_status_checks_policy: boolean;
        readonly do_not_enforce_on_create?: boolean | undefined;
      };
    };

export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly target: "branch";
  readonly enforcement: "active" | "disabled" | "evaluate";
  readonly conditions: {
    readonly ref_name: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  };
  readonly rules: readonly Rule[];
  readonly bypass_actors: readonly BypassActor[];
  readonly createdAt: string;
  readonly updatedAt: string;
}
