/** The people of the stories: who asked an agent, who looks at it, and the few steps that most stories share. */
import { expect } from "vitest";
import type { Check } from "../../simulator/build/check.ts";
import type { CommitOptions, RepositoryHandle, RepositoryOptions } from "../../simulator/build/repository.ts";
import type { RequestHandle } from "../../simulator/build/request.ts";
import type { Account } from "../../simulator/state/model.ts";
import { type agentsOf, authorOf, KIRO_TRAILER } from "./agents.ts";
import { bareStage } from "./stage.ts";
import type { TestWorld } from "./world.ts";

/** No ruleset: stories in which people push to `main` as if nothing kept them from it. */
const UNMANAGED = "enforcement: { manage: off }\n";

export interface Stage extends TestWorld {
  /** Asks agents. */
  readonly paula: Account;
  /** Looks at what others did. */
  readonly rita: Account;
  /** Another one who can. */
  readonly sam: Account;
  readonly agents: ReturnType<typeof agentsOf>;
  /** A fresh repository in which the three may write. */
  repository(options?: RepositoryOptions & { readonly policy?: string }): RepositoryHandle;
  /** The check on the request's head, once everything is quiet. */
  check(request: RequestHandle): Promise<Check>;
  /** The check after this person, or these one after another, approved. */
  approved(request: RequestHandle, ...by: readonly Account[]): Promise<Check>;
}

export async function startStage(): Promise<Stage> {
  const { world, people, agents, access: writers, newName, check } = await bareStage(["paula", "rita", "sam"]);
  return {
    ...world,
    ...people,
    agents,
    repository: ({ policy = UNMANAGED, files = {}, access = {} } = {}) =>
      world.acme.repository(newName("shop"), {
        files: { "README.md": "A shop", "shop.txt": "old", ".github/ai-review.yml": policy, ...files },
        access: { ...writers, ...access },
      }),
    check,
    async approved(request, ...by) {
      for (const each of by) request.review(each, "APPROVE");
      return check(request);
    },
  };
}

/** A change that Kiro wrote for somebody, committed by that person with Kiro's trailer; onto `fix` unless told. */
export function kiroCommit(
  shop: RepositoryHandle,
  by: Account,
  { branch = "fix", ...options }: Partial<CommitOptions> & { readonly branch?: string } = {},
): string {
  return shop.commit(branch, { by, files: { "shop.txt": "new" }, message: `Fix\n\n${KIRO_TRAILER}`, ...options });
}

/** A request with such a change, opened by the same person. */
export function kiroRequest(shop: RepositoryHandle, by: Account, options: Partial<CommitOptions> = {}): RequestHandle {
  kiroCommit(shop, by, options);
  return shop.openRequest({ by, head: "fix" });
}

interface AgentsRequest {
  readonly branch?: string;
  readonly body?: string;
  readonly message?: string;
  readonly signedByGitHub?: boolean;
}

/** A request that the agent's own account opened, of a commit that it made. */
export function requestOf(shop: RepositoryHandle, agent: Account, options: AgentsRequest = {}): RequestHandle {
  const { branch = "agents-work", body = "", message = "Fix it", signedByGitHub = false } = options;
  shop.commit(branch, { by: agent, author: authorOf(agent), files: { "shop.txt": "new" }, message, signedByGitHub });
  return shop.openRequest({ by: agent, head: branch, body });
}

/** The line that names a person, by GitHub's private address. */
export const coAuthor = ({ login, id }: Account) =>
  `Co-authored-by: ${login} <${id}+${login}@users.noreply.github.com>`;

export const short = (sha: string) => sha.slice(0, 7);

/** What the report says where nobody is known to have asked the agent. */
export const UNATTRIBUTED = "nobody can tell for certain who asked the AI assistant";

/** What the report says of an approval by somebody who had this part in the change. */
export const hadPart = (who: Account, part: string) =>
  `@${who.login} approved. **Doesn't count:** they had a part in this change (${part})`;

/** A check that waits for people, whose summary has all these parts. */
export const waits = (...parts: readonly string[]) => concluded("action_required", parts);

/** A check that nothing lets pass before what its summary says is mended. */
export const blocks = (...parts: readonly string[]) => concluded("failure", parts);

/** A check that passes because these people approved. */
export const passesBy = (...who: readonly Account[]) =>
  concluded(
    "success",
    who.map(({ login }) => `@${login} approved. **Counts.**`),
  );

/** A check that passes because nothing points to an agent. */
export const passesAsNotAi = () => concluded("success", ["Nothing in this change says that AI wrote it"]);

function concluded(conclusion: Check["conclusion"], parts: readonly string[]) {
  const everyPart = parts.map((part) => `(?=[^]*${part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")})`).join("");
  return { conclusion, summary: expect.stringMatching(new RegExp(`^${everyPart}`)) };
}
