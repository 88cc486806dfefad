/** The second one: the assistant's own account opens the request, so GitHub itself lets the engineer approve it. */
import type { RequestHandle } from "../simulator/build/request.ts";
import { merging, ruleset } from "./github.ts";
import type { Stage } from "./stage.ts";

export async function playOwnAccount(stage: Stage): Promise<void> {
  stage.tell(
    "An assistant opens its own pull request",
    "Bob asks Amazon Q Developer on an issue. Its own account opens the pull request, so for GitHub Bob is anybody: his approval would do.",
  );
  const { github, acme } = stage.world;
  const bob = github.user("bob");
  const carla = github.user("carla");
  const amazonQ = github.bot("amazon-q-developer", { id: 208079219 });
  const pay = acme.repository("pay", {
    files: { ".github/ai-review.yml": "version: 1\n", "src/pay.ts": "export const fee = 1;\n" },
    access: { bob: "write", carla: "write" },
  });
  pay.setAccess(amazonQ, "write");
  pay.ruleset(ruleset(github.app.id));
  const issue = pay.issue({ by: bob, title: "The fee is wrong" });

  let request: RequestHandle | undefined;
  const opened = () => {
    if (!request) throw new Error("The request isn't opened yet");
    return request;
  };
  await stage.step(
    "Bob",
    `comments "/q dev" on issue #${issue.number}. Amazon Q Developer writes a commit and opens a pull request.`,
    () => {
      issue.comment(bob, "/q dev");
      const branch = `Q-DEV-issue-${issue.number}-1764000000`;
      const address = `${amazonQ.id}+amazon-q-developer[bot]@users.noreply.github.com`;
      pay.commit(branch, {
        by: amazonQ,
        author: { name: "amazon-q-developer[bot]", email: address },
        signedByGitHub: true,
        files: { "src/pay.ts": "export const fee = 2;\n" },
        message: "fix: The fee is wrong",
      });
      request = pay.openRequest({ by: amazonQ, head: branch, title: "fix: The fee is wrong" });
      return "opened by amazon-q-developer[bot]";
    },
    opened,
    { check: "action_required", because: "the account is Amazon Q Developer's, and Bob's comment set it to work" },
  );
  await stage.step("Bob", "approves it.", () => void opened().review(bob, "APPROVE"), opened, {
    check: "action_required",
    because: "GitHub takes Bob's approval; Countersign knows that he asked for the change",
  });
  await stage.step("Bob", "tries to merge it.", merging(opened, bob), opened, {
    check: "action_required",
    refused: true,
    because: "nobody but Bob has looked",
  });
  await stage.step("Carla", "approves it.", () => void opened().review(carla, "APPROVE"), opened, {
    check: "success",
    because: "Carla is a second person",
  });
  await stage.step("Bob", "merges it.", merging(opened, bob), opened, {
    check: "success",
    because: "a second person has looked",
  });
}
