/**
 * `npm run demo`: the incidents that this exists for, played against a simulated GitHub by the real server. Ends with exit
 * status 0 only if every step came out as it should; `-- --keep` leaves everything running.
 */
import { parseArgs } from "node:util";
import pc from "picocolors";
import { startWorld } from "../test/support/world.ts";
import { playDeployment } from "./deployment.ts";
import { playOwnAccount } from "./own-account.ts";
import { playPastReview } from "./past-review.ts";
import { playProduction } from "./production.ts";
import { Stage } from "./stage.ts";

const { values } = parseArgs({ options: { keep: { type: "boolean", default: false } } });

const print = (text: string) => void process.stdout.write(text);

print(pc.dim("Starting a simulated GitHub, and Countersign with an embedded database …\n"));
const world = await startWorld();
const stage = new Stage(world, print);
try {
  await playProduction(stage);
  await playOwnAccount(stage);
  await playDeployment(stage, await playPastReview(stage));
} catch (error) {
  print(`\n${pc.red("The demo broke off.")}\n${world.countersign.output()}\n`);
  await world.dispose();
  throw error;
}
const ok = stage.failures === 0;
print(
  ok
    ? `\n${pc.green(pc.bold("Every step came out as it should."))}\n`
    : `\n${pc.red(pc.bold(`${stage.failures} steps came out otherwise than they should.`))}\n`,
);
process.exitCode = ok ? 0 : 1;
if (values.keep) {
  print(
    `\nStill running, until Ctrl+C:\n  Countersign       ${world.countersign.url}/metrics\n  simulated GitHub  ${world.github.url}/api/v3\n`,
  );
  process.once("SIGINT", () => void world.dispose().then(() => process.exit()));
} else {
  await world.dispose();
}
