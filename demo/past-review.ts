/** The third one: nobody opens a pull request, or nobody waits for it. */
import type { IssueHandle } from "../simulator/build/issue.ts";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import type { RequestHandle } from "../simulator/build/request.ts";
import type { Account } from "../simulator/state/model.ts";
import { merging } from "./github.ts";
import type { Stage } from "./stage.ts";

const MESSAGE = "Round to whole cents\n\nCo-authored-by: Kiro Agent <244629292+kiro-agent@users.noreply.github.com>\n";
const FILES = { "src/round.ts": "export const round = Math.trunc;\n" };

/** The repository in which nothing held the merge. */
export interface Ledger {
  readonly repository: RepositoryHandle;
  /** The commit that a second person has looked at. */
  readonly seen: string;
  readonly dora: Account;
}

/** @returns where what went past review is now */
export async function playPastReview(stage: Stage): Promise<Ledger> {
  stage.tell(
    "Past review",
    "Dora wants her assistant's work on main now. In one repository Countersign keeps a ruleset that requires its check. Another is on `verify`: its rulesets are somebody else's, and nobody made the check required.",
  );
  const { github, acme } = stage.world;
  const dora = github.user("dora");
  const erik = github.user("erik");
  const make = (name: string, policy: string) =>
    acme.repository(name, {
      files: { ".github/ai-review.yml": policy, "src/round.ts": "export const round = Math.round;\n" },
      access: { dora: "write", erik: "write" },
    });
  const guarded = make("billing", "version: 1\n");
  const open = make(
    "ledger",
    "version: 1\nenforcement: { manage: verify }\ndeployments: { environments: [production, staging] }\n",
  );
  await stage.world.quiet();

  const onMain = (shop: RepositoryHandle) => () => ({
    check: (name: string) => shop.checkOn(shop.tip("main"), name),
  });
  const pushing = (shop: RepositoryHandle) => () => {
    const sha = shop.commit("main", { by: dora, files: FILES, message: MESSAGE });
    return `pushed ${sha.slice(0, 7)} to main`;
  };
  await stage.step(
    "Dora",
    "pushes Kiro's commit straight to main of acme/billing.",
    pushing(guarded),
    onMain(guarded),
    {
      check: null,
      refused: true,
      because: "Countersign's ruleset lets nothing in but by a pull request with a passing ai-review",
    },
  );
  await stage.step("Dora", "does the same in acme/ledger, where nothing stops her.", pushing(open), onMain(open), {
    check: "failure",
    because: "it is there now, so it is reported: on the commit, and in an issue",
  });
  const issue = (): IssueHandle => {
    const [found] = open.issues();
    if (!found) throw new Error("There is no issue");
    return found;
  };
  const approve = () => `/ai-review approve ${open.tip("main").slice(0, 12)}`;
  await stage.step(
    "Dora",
    `countersigns it herself in the issue "${issue().title}".`,
    () => void issue().comment(dora, approve()),
    onMain(open),
    { check: "failure", because: "she pushed it, and she asked Kiro" },
  );
  await stage.step(
    "Erik",
    "reads it, and writes the same line.",
    () => {
      issue().comment(erik, approve());
      return undefined;
    },
    onMain(open),
    { check: "success", because: "a second person has looked; the issue is closed, and says who" },
  );
  const seen = open.tip("main");

  let request: RequestHandle | undefined;
  const opened = () => {
    if (!request) throw new Error("The request isn't opened yet");
    return request;
  };
  await stage.step(
    "Dora",
    "opens a pull request with the next of Kiro's commits.",
    () => {
      open.commit("next", { by: dora, files: { "src/sum.ts": "export const sum = 0;\n" }, message: MESSAGE });
      request = open.openRequest({ by: dora, head: "next", title: "Sum up" });
      return "opened";
    },
    opened,
    { check: "action_required", because: "Kiro wrote it, so a second person is asked for" },
  );
  await stage.step("The organisation's owner", "merges it all the same.", merging(opened, acme.owner), onMain(open), {
    check: "failure",
    because: "the merge is reported like a push, with who pressed the button",
  });
  return { repository: open, seen, dora };
}
