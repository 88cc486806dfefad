import { afterAll, beforeAll, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../simulator/simulator.ts";
import { runDoctor } from "./support/doctor.ts";

let github: Simulator;
beforeAll(async () => {
  github = await startSimulator();
});
afterAll(() => github.close());
it("tries", async () => {
  const acme = github.organization("acme");
  github.user("alice");
  acme.repository("shop", { files: { "README.md": "x", ".github/ai-review.yml": "" }, access: { alice: "admin" } });
  github.install(acme);
  const said = await runDoctor(github);
  console.log(said.code, said.stdout, said.stderr);
  console.log(github.requests.map((r) => `${r.status} ${r.method} ${r.path} ${r.operation ?? ""}`).join("\n"));
  expect(1).toBe(1);
});
