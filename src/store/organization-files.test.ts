import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withOrganizationFile } from "../evaluation/organization-file.ts";
import { emptyDatabase } from "./database.fixture.ts";
import type { Database } from "./database.ts";
import { createObservationStore } from "./observations.ts";
import { createOrganizationFileStore, type SeenFile } from "./organization-files.ts";

let database: Database;
beforeAll(async () => {
  database = await emptyDatabase();
});
beforeEach(async () => {
  await database.query("truncate countersign.organization_files");
});

const sourceIn = (name: string) => `acme/${name}/.github/ai-review.yml`;
const fileIn = (name: string, text: string): SeenFile => ({
  state: "present",
  text,
  oid: text,
  source: sourceIn(name),
});
const ABSENT = { state: "absent" } as const;
const repository = { owner: "Acme", name: "shop", nodeId: "R_1", defaultBranch: "main" };

/** The organisation's file in force where GitHub shows this one. */
async function inForce(shown: SeenFile | typeof ABSENT) {
  const facts = { repository, policy: { repository: ABSENT, organization: shown } };
  const { policy } = await withOrganizationFile(facts, createOrganizationFileStore(database));
  return policy.organization.state === "present" ? policy.organization.text : policy.organization.state;
}

const pushed = (name: string, removed: boolean) =>
  createObservationStore(database).observe("d", [
    { kind: "organization-file", repositoryId: 1, source: sourceIn(name), removed },
  ]);

describe("an organisation's policy file", () => {
  it("stays in force when it can't be found any more, as it was seen last", async () => {
    expect(await inForce(ABSENT)).toBe("absent");
    expect(await inForce(fileIn(".github", "one"))).toBe("one");
    expect(await inForce(fileIn(".github", "two"))).toBe("two");
    expect(await inForce(ABSENT)).toBe("two");
  });

  it("stays in force when a lesser repository shows another", async () => {
    await inForce(fileIn(".github-private", "strict"));
    expect(await inForce(fileIn(".github", "lax"))).toBe("strict");
  });

  it("gives way to the one of the private repository", async () => {
    await inForce(fileIn(".github", "public"));
    expect(await inForce(fileIn(".github-private", "private"))).toBe("private");
  });

  it("is gone once a push removed it, and a late sight of it doesn't bring it back", async () => {
    await inForce(fileIn(".github", "one"));
    await pushed(".github", true);
    expect(await inForce(fileIn(".github", "one"))).toBe("one");
    expect(await inForce(ABSENT)).toBe("absent");
  });

  it("is back once a push wrote it again, the same or another", async () => {
    await inForce(fileIn(".github", "one"));
    await pushed(".github", true);
    await pushed(".github", false);
    expect(await inForce(ABSENT)).toBe("one");
    await pushed(".github", true);
    await inForce(fileIn(".github", "two"));
    expect(await inForce(ABSENT)).toBe("two");
  });

  it("is nobody's whom another push concerns", async () => {
    await inForce(fileIn(".github", "one"));
    await pushed(".github-private", true);
    expect(await inForce(ABSENT)).toBe("one");
  });
});
