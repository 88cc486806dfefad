/** The fourth one: what went past review is on main, and somebody wants it in production. */
import type { DeploymentHandle } from "../simulator/build/deployment.ts";
import { examined } from "../test/support/doctor.ts";
import type { Ledger } from "./past-review.ts";
import * as screen from "./screen.ts";
import type { Stage } from "./stage.ts";

export async function playDeployment(stage: Stage, { repository, seen, dora }: Ledger): Promise<void> {
  stage.tell(
    "Into production",
    "What the owner merged past review is on main of acme/ledger. Its policy names two environments, production and staging. An administrator switched Countersign's protection rule on for production; staging was forgotten. Until now production has what Erik had looked at.",
  );
  const { github, acme } = stage.world;
  repository.environment("production", [github.world.app]);
  repository.environment("staging");
  repository.recordDeployment("production", seen, acme.owner);
  let deployment: DeploymentHandle | undefined;
  await stage.show(
    "Dora",
    "starts the workflow that deploys main to production.",
    async () => {
      deployment = repository.deploy({
        by: dora,
        environment: "production",
        event: "workflow_dispatch",
      });
      await stage.world.quiet();
      return { isRight: deployment.answer === "rejected", text: screen.answered("deployment", deployment) };
    },
    "AI wrote what is new there, and no second person has looked at it",
  );
  await stage.show(
    "The security team",
    "asks the doctor what else could go around: npm run -s countersign -- doctor --org acme",
    async () => {
      const { findings } = await examined(github, { args: ["--org", "acme"] });
      const ids = findings.map(({ id }) => id);
      const isRight = ["check-not-required", "environment-unguarded"].every((id) => ids.includes(id));
      return { isRight, text: screen.findings(findings) };
    },
    "nobody required the check in acme/ledger, and staging takes whatever comes",
  );
}
