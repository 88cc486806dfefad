/** The doctor in the server's log at its start, beside the running server, and on its memory after it ended. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RepositoryHandle, RepositoryOptions } from "../simulator/build/repository.ts";
import type { RequestHandle } from "../simulator/build/request.ts";
import { type OrganizationHandle, type Simulator, startSimulator } from "../simulator/simulator.ts";
import type { Account } from "../simulator/state/model.ts";
import { type Countersign, startCountersign } from "./support/countersign.ts";
import { type DoctorReport, examined, runDoctor } from "./support/doctor.ts";
import { kiroCommit, kiroRequest } from "./support/people.ts";
import { untilQuiet } from "./support/world.ts";

let github: Simulator;
let acme: OrganizationHandle;
let countersign: Countersign;
let paula: Account;
let rita: Account;

beforeAll(async () => {
  github = await startSimulator();
  [paula, rita] = [github.user("paula"), github.user("rita")];
  // For its look at the start: something that takes it few requests to find, at its slow pace.
  const asleep = github.install(github.organization("asleep"));
  asleep.suspend();
  countersign = await startCountersign({
    APP_ID: String(github.app.id),
    PRIVATE_KEY: github.app.privateKey,
    WEBHOOK_SECRET: github.app.webhookSecret,
    GHE_HOST: github.host,
    GHE_PROTOCOL: "http",
  });
  await countersign.logged(/"finding":"installation-suspended".*"account":"asleep".*Doctor: The App is suspended/);
  asleep.unsuspend();
  github.deliverTo(`${countersign.url}/api/github/webhooks`);
  acme = github.organization("acme");
  github.install(acme);
});

afterAll(async () => {
  await countersign.dispose();
  await github.close();
});

/** A repository whose own ruleset requires the check. @param past number of the role that may bypass it */
function held(name: string, access: RepositoryOptions["access"], past: readonly number[]): RepositoryHandle {
  const policy = "enforcement: { manage: verify }";
  const made = acme.repository(name, {
    files: { "README.md": "A shop", "shop.txt": "old", ".github/ai-review.yml": policy },
    access: { paula: "write", rita: "write", ...access },
  });
  const check = { context: "ai-review", integration_id: github.app.id };
  made.ruleset({
    name: "Reviews",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [
      {
        type: "required_status_checks",
        parameters: { required_status_checks: [check], strict_required_status_checks_policy: false },
      },
    ],
    bypass_actors: past.map((actor_id) => ({ actor_type: "RepositoryRole", actor_id })),
  });
  return made;
}

const WRITERS = 4;

const found = ({ findings }: DoctorReport, where: string) =>
  findings
    .filter(({ place }) => place.repository === where)
    .map(({ id, who, requests }) => [id, ...who, ...requests].join(" "));

async function summaryOf(request: RequestHandle): Promise<string | null | undefined> {
  await untilQuiet(github, countersign);
  return request.check("ai-review")?.summary;
}

it("finds who had a part in open AI-written changes and could go past the check, which then says so", async () => {
  // Paula prompts in both. In one she administers and writers are let past; in the other she only writes.
  const open = held("open", { paula: "admin" }, [WRITERS]);
  const closed = held("closed", {}, []);
  // Somebody's own work, without AI: nobody is its principal.
  const plain = held("plain", { rita: "admin" }, [WRITERS]);
  const first = kiroRequest(open, paula);
  const second = kiroRequest(closed, paula);
  plain.commit("fix", { by: rita, files: { "shop.txt": "new" } });
  plain.openRequest({ by: rita, head: "fix" });
  await untilQuiet(github, countersign);

  const run = { env: { DATA_DIR: join(countersign.folder, "data") } };
  const beside = (await examined(github, run)).findings.filter(({ id }) => id === "could-not-look");
  expect(beside.map(({ place }) => place.repository).sort()).toEqual(["acme/closed", "acme/open", "acme/plain"]);
  for (const { says, mend } of beside) {
    expect(says).toContain("another process works on");
    expect(mend).toContain("while the server is stopped");
  }

  await countersign.kill();
  const after = await examined(github, run, runDoctor);
  expect(found(after, "acme/open")).toEqual([
    "bypass-role everybody with the role write, or one above it",
    `principal-can-bypass paula ${first.number}`,
    `principal-administers paula ${first.number}`,
  ]);
  expect(found(after, "acme/closed")).toEqual([]);
  expect(found(after, "acme/plain")).toEqual(["bypass-role everybody with the role write, or one above it"]);

  await countersign.restart();
  await countersign.logged(/Doctor: looked less than an hour ago/);
  // What the look found stands on the check from the next evaluation on, and costs it no request.
  kiroCommit(open, paula, { files: { "shop.txt": "newer" } });
  kiroCommit(closed, paula, { files: { "shop.txt": "newer" } });
  expect(await summaryOf(first)).toContain("looked at last:** @paula (with the role write or one above it)");
  expect(await summaryOf(second)).not.toContain("looked at last");
}, 180_000);
