/**
 * The incident of December: an assistant with its engineer's permissions changes a production environment, and nobody else
 * looks.
 */
import type { RequestHandle } from "../simulator/build/request.ts";
import { merging, ruleset } from "./github.ts";
import type { Stage } from "./stage.ts";

const POLICY = `version: 1
identities:
  people:
    - { login: alice, accounts: [alice-private] }   # two accounts, one person
`;

const TERRAFORM = `resource "aws_db_instance" "production" {
  identifier = "production"
}
`;

export async function playProduction(stage: Stage): Promise<void> {
  stage.tell(
    "An assistant changes production",
    "Alice lets Kiro, an AI coding assistant, fix a small bug. It works with her permissions, and it rewrites the production environment. A ruleset requires ai-review from Countersign.",
  );
  const { github, acme } = stage.world;
  const alice = github.user("alice", { name: "Alice Archer" });
  const second = github.user("alice-private");
  const rita = github.user("rita");
  const robot = github.bot("github-actions", { id: 41898282 });
  const shop = acme.repository("shop", {
    files: { ".github/ai-review.yml": POLICY, "infra/production.tf": TERRAFORM, "README.md": "# Shop\n" },
    access: { alice: "write", "alice-private": "write", rita: "write" },
  });
  shop.setAccess(robot, "write");
  shop.ruleset(ruleset(github.app.id));

  let request: RequestHandle | undefined;
  const opened = () => {
    if (!request) throw new Error("The request isn't opened yet");
    return request;
  };
  await stage.step(
    "Alice",
    "has Kiro mend the database's name, pushes its commit and opens a pull request.",
    () => {
      shop.commit("fix-database-name", {
        by: alice,
        files: { "infra/production.tf": TERRAFORM.replace('identifier = "production"', 'identifier = "prod"') },
        message:
          "Mend the database's name\n\nCo-authored-by: Kiro Agent <244629292+kiro-agent@users.noreply.github.com>\n",
      });
      request = shop.openRequest({ by: alice, head: "fix-database-name", title: "Mend the database's name" });
      return "opened";
    },
    opened,
    { check: "action_required", because: "Kiro is in the commit's trailer, so a second person is asked for" },
  );
  await stage.step("Alice", "tries to merge it.", merging(opened, alice), opened, {
    check: "action_required",
    refused: true,
    because: "the required check isn't green",
  });
  await stage.step(
    "Alice",
    "approves it from her second account.",
    () => void opened().review(second, "APPROVE"),
    opened,
    { check: "action_required", because: "two accounts, one person: the policy's identities say so" },
  );
  await stage.step(
    "A workflow",
    "approves it with its token, as github-actions[bot].",
    () => void opened().review(robot, "APPROVE"),
    opened,
    { check: "action_required", because: "a bot is nobody's second person" },
  );
  await stage.step("Alice", "tries again to merge it.", merging(opened, alice), opened, {
    check: "action_required",
    refused: true,
    because: "two approvals, and still no second person",
  });
  await stage.step(
    "Rita",
    "reads the change, sees what it does to production, has it explained, and approves.",
    () => void opened().review(rita, "APPROVE"),
    opened,
    { check: "success", because: "Rita had no part in it" },
  );
  await stage.step("Alice", "merges it.", merging(opened, alice), opened, {
    check: "success",
    because: "a second person has looked",
  });
}
