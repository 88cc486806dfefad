/** The doctor beside a running server, on its memory after it ended, and in its log at the start. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startSimulator } from "../simulator/simulator.ts";
import { startCountersign } from "./support/countersign.ts";
import { examined, runDoctor } from "./support/doctor.ts";
import { kiroCommit, kiroRequest, type Stage, startStage } from "./support/people.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

const found = (report: Awaited<ReturnType<typeof examined>>, where: string) =>
  report.findings
    .filter(({ place }) => place.repository === where)
    .map(({ id, who, requests }) => [id, ...who, ...requests].join(" "));

it("finds who had a part in open AI-written changes and could go past the check", async () => {
  const { github, paula, rita, sam, quiet, countersign } = stage;
  const requires = (bypass: readonly { actor_id: number }[]) => ({
    name: "Reviews",
    enforcement: "active" as const,
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [
      {
        type: "required_status_checks" as const,
        parameters: {
          required_status_checks: [{ context: "ai-review", integration_id: github.app.id }],
          strict_required_status_checks_policy: false,
        },
      },
    ],
    bypass_actors: bypass.map((actor) => ({ actor_type: "RepositoryRole" as const, ...actor })),
  });
  const policy = "enforcement: { manage: verify }";
  // Paula prompts in both. In one she administers and writers are let past; in the other she only writes.
  const open = stage.repository({ policy, access: { paula: "admin" } });
  open.ruleset(requires([{ actor_id: 4 }]));
  const closed = stage.repository({ policy });
  closed.ruleset(requires([]));
  // Somebody's own work, without AI: nobody is its principal.
  const plain = stage.repository({ policy, access: { rita: "admin" } });
  plain.ruleset(requires([{ actor_id: 4 }]));
  const first = kiroRequest(open, paula);
  const second = kiroRequest(closed, paula);
  plain.commit("fix", { by: rita, files: { "shop.txt": "new" } });
  plain.openRequest({ by: rita, head: "fix" });
  await quiet();

  const [a, b, c] = [open, closed, plain].map(({ repository }) => `acme/${repository.name}`);
  const data = { DATA_DIR: join(countersign.folder, "data") };
  const beside = await examined(github, { env: data });
  expect(beside.findings.filter(({ id }) => id === "could-not-look").map(({ says }) => says)).toEqual(
    [a, b, c].map(() => expect.stringContaining("another process works on")),
  );

  await countersign.kill();
  const after = await examined(github, { env: data }, runDoctor);
  expect(found(after, a ?? "")).toEqual([
    "bypass-role everybody with the role write, or one above it",
    `principal-can-bypass paula ${first.number}`,
    `principal-administers paula ${first.number}`,
  ]);
  expect(found(after, b ?? "")).toEqual([]);
  expect(found(after, c ?? "")).toEqual(["bypass-role everybody with the role write, or one above it"]);
  expect(sam.login).toBe("sam");

  await countersign.restart();
  // What the look found stands on the check from the next evaluation on, and costs it no request.
  kiroCommit(open, paula, { files: { "shop.txt": "newer" } });
  kiroCommit(closed, paula, { files: { "shop.txt": "newer" } });
  const summaryOf = async (request: typeof first) => (await stage.check(request)).summary;
  expect(await summaryOf(first)).toContain("looked at last:** @paula (with the role write or one above it)");
  expect(await summaryOf(second)).not.toContain("looked at last");
}, 180_000);

it("tells how much it found when the server starts, and the gravest of it; and not again within the hour", async () => {
  const github = await startSimulator();
  const acme = github.organization("acme");
  acme.repository("shop", { files: { ".github/ai-review.yml": "enforcement: { manage: off }" } });
  github.install(acme);
  const countersign = await startCountersign({
    APP_ID: String(github.app.id),
    PRIVATE_KEY: github.app.privateKey,
    WEBHOOK_SECRET: github.app.webhookSecret,
    GHE_HOST: github.host,
    GHE_PROTOCOL: "http",
  });
  try {
    await countersign.logged(/Doctor: \d+ findings; `countersign doctor` tells/);
    await countersign.logged(/"finding":"check-not-required".*"repository":"acme\/shop".*Doctor: Nothing requires/);
    await countersign.stop();
    await countersign.restart();
    await countersign.logged(/Doctor: looked less than an hour ago/);
  } finally {
    await countersign.dispose();
    await github.close();
  }
}, 120_000);
