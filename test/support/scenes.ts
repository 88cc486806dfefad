/** What many end-to-end tests begin with: an organisation's people, a repository a test, and its check in words. */
import { expect } from "vitest";
import type { Check } from "../../simulator/build/check.ts";
import type { InstallationHandle } from "../../simulator/build/installation.ts";
import type { RepositoryHandle, RepositoryOptions } from "../../simulator/build/repository.ts";
import type { RequestHandle } from "../../simulator/build/request.ts";
import type { OrganizationHandle } from "../../simulator/simulator.ts";
import type { Account } from "../../simulator/state/model.ts";
import { type agentsOf, CLAUDE_TRAILER } from "./agents.ts";
import { bareStage } from "./stage.ts";
import type { TestWorld } from "./world.ts";

export const POLICY = ".github/ai-review.yml";

export interface Stage {
  readonly world: TestWorld;
  readonly agents: ReturnType<typeof agentsOf>;
  /** The engineer who asks an assistant. */
  readonly alice: Account;
  /** A reviewer with write access. */
  readonly rita: Account;
  readonly sam: Account;
  readonly tess: Account;
  /** A repository of the test's own, in which all of them may write. */
  shop(files?: RepositoryOptions["files"], owner?: OrganizationHandle): RepositoryHandle;
  /** Another organisation with the App on it, whose policy concerns nobody else. */
  ownOrganization(): { readonly owner: OrganizationHandle; readonly installation: InstallationHandle };
  /** The check on the request's head, once nothing is left to do. */
  check(request: RequestHandle): Promise<Check>;
  dispose(): Promise<void>;
}

/** One world for all tests of a file. */
export async function setStage(): Promise<Stage> {
  const { world, people, agents, access, newName, check } = await bareStage(["alice", "rita", "sam", "tess"]);
  return {
    world,
    agents,
    ...people,
    shop: (files = {}, owner = world.acme) =>
      owner.repository(newName("shop"), { files: { "README.md": "A shop", ...files }, access }),
    ownOrganization() {
      const owner = world.github.organization(newName("org"));
      return { owner, installation: world.github.install(owner) };
    },
    check,
    dispose: () => world.dispose(),
  };
}

/** A message with an assistant's mark. */
export const byClaude = (subject: string) => `${subject}\n\n${CLAUDE_TRAILER}`;

/** What a check that passes looks like. @param why part of its title or summary */
export const passes = (why = "") => shown("success", why);
/** A check that waits for people. */
export const waits = (why: string) => shown("action_required", why);
/** A check that nobody's approval turns green. */
export const blocks = (why: string) => shown("failure", why);

function shown(conclusion: string, why: string): unknown {
  return expect.objectContaining({ conclusion, summary: expect.stringContaining(why) });
}
