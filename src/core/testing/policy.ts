/** Policies for tests: the defaults, with what a test changes. */
import { DEFAULT_POLICY, type Policy, type PolicyInForce } from "../policy.ts";
import { UNKNOWN } from "../required.ts";

interface Changes {
  readonly mode?: Policy["mode"];
  readonly detection?: Partial<Policy["detection"]>;
  readonly approvals?: Partial<Policy["approvals"]>;
  readonly identities?: Partial<Policy["identities"]>;
  readonly risk?: Partial<Policy["risk"]>;
  readonly override?: Policy["override"];
  readonly prompters?: Partial<Policy["prompters"]>;
}

export function aPolicy(changes: Changes = {}): Policy {
  return {
    ...DEFAULT_POLICY,
    mode: changes.mode ?? DEFAULT_POLICY.mode,
    detection: { ...DEFAULT_POLICY.detection, ...changes.detection },
    approvals: { ...DEFAULT_POLICY.approvals, ...changes.approvals },
    identities: { ...DEFAULT_POLICY.identities, ...changes.identities },
    prompters: { ...DEFAULT_POLICY.prompters, ...changes.prompters },
    risk: { ...DEFAULT_POLICY.risk, ...changes.risk },
    override: changes.override ?? DEFAULT_POLICY.override,
  };
}

/** That policy in force from a sound file that the request doesn't touch. */
export function inForce(policy: Policy = DEFAULT_POLICY, changes: Partial<PolicyInForce> = {}): PolicyInForce {
  return {
    policy,
    hasFile: true,
    broken: null,
    proposed: null,
    touchesPolicy: false,
    required: UNKNOWN,
    bypasses: [],
    ...changes,
  };
}
