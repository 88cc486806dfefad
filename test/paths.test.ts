/** Rules by path: every way to name a file, and files that nobody can list. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommitOptions, RepositoryOptions } from "../simulator/build/repository.ts";
import { byClaude, POLICY, passes, type Stage, setStage, waits } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

const rule = (...paths: string[]) =>
  `version: 1\nrisk: { rules: [{ id: infra, paths: ${JSON.stringify(paths)}, approvals: 2 }] }`;

/** An AI-authored request that Rita has approved. */
function approvedRequest(policy: string, before: RepositoryOptions["files"], files: CommitOptions["files"]) {
  const { alice, rita } = stage;
  const shop = stage.shop({ [POLICY]: policy, ...before });
  shop.commit("fix", { by: alice, message: byClaude("Fix"), ...(files && { files }) });
  const request = shop.openRequest({ by: alice, head: "fix" });
  request.review(rita, "APPROVE");
  return request;
}

describe("BYPASSES 37", () => {
  const MODULE = { submodule: "1".repeat(40) };
  const before = { "infra/main.tf": "resource {}", "infra/module": MODULE };

  it.each([
    ["`infra/.env`", { "infra/.env": "A=1" }],
    ["`Infra/main.tf`", { "Infra/main.tf": "resource {}" }],
    ["a file renamed out of `infra/`", { "infra/main.tf": null, "elsewhere/main.tf": "resource {}" }],
    ["a file renamed into it", { "README.md": null, "infra/README.md": "A shop" }],
    ["a deleted file", { "infra/main.tf": null }],
    ["a submodule bump", { "infra/module": { submodule: "2".repeat(40) } }],
    ["a file made executable", { "infra/main.tf": { content: "resource {}", mode: "100755" } }],
  ] as const)("BYPASSES 37: `infra/**` matches %s", async (_, files) => {
    const request = approvedRequest(rule("infra/**"), before, files);
    expect(await stage.check(request)).toEqual(waits("approval by 1 more person**, because it touches infra"));
    request.review(stage.sam, "APPROVE");
    expect(await stage.check(request)).toEqual(passes());
  });

  it.each([
    ["`docs/infra/main.tf`", { "docs/infra/main.tf": "resource {}" }],
    ["`infrared.txt`", { "infrared.txt": "1" }],
    ["a file renamed elsewhere", { "README.md": null, "docs/README.md": "A shop" }],
  ])("BYPASSES 37: … and not %s", async (_, files) => {
    expect(await stage.check(approvedRequest(rule("infra/**"), before, files))).toEqual(passes());
  });
});

describe("BYPASSES 38", () => {
  const long = `${"a".repeat(200)}/${"b".repeat(200)}.txt`;
  it.each([
    ["many stars", `${"*a".repeat(100)}z`],
    ["many folders", `${"**/".repeat(80)}z`],
    ["repeated groups", `${"+(a|aa)".repeat(30)}z`],
    ["nested groups", `${"+(".repeat(60)}a${")".repeat(60)}z`],
    ["braces", `${"{a,b}".repeat(50)}z`],
  ])("BYPASSES 38: hostile glob (%s) in the policy: decided all the same", { timeout: 20_000 }, async (_, glob) => {
    const request = approvedRequest(rule(glob), {}, { [long]: "1" });
    expect(await stage.check(request)).toMatchObject({ title: "Approved by @rita" });
  });
});

describe("BYPASSES 39", () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`docs/${index}.md`, "1"]));

  it("BYPASSES 39: 3,001 files: every risk rule applies ✗ until all are met", async () => {
    const request = approvedRequest(rule("infra/**"), {}, many(3001));
    expect(await stage.check(request)).toEqual(waits("approval by 1 more person**, because it touches infra"));
    request.review(stage.sam, "APPROVE");
    expect(await stage.check(request)).toEqual(passes());
  });

  it("BYPASSES 39: … 101 files, which can be listed ✓", async () => {
    expect(await stage.check(approvedRequest(rule("infra/**"), {}, many(101)))).toEqual(passes());
  });
});
