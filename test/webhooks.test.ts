import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handledEvents } from "../src/events/read.ts";
import { type Countersign, credentials, startCountersign } from "./support/countersign.ts";
import { type GitHubStub, opened, startGitHubStub } from "./support/github-stub.ts";

let github: GitHubStub;
let countersign: Countersign;
beforeAll(async () => {
  github = await startGitHubStub();
  github.intercept = (_, response) => {
    response.writeHead(500).end("broken");
    return true;
  };
  countersign = await startCountersign({ ...github.env, LOG_LEVEL: "debug" });
});
afterAll(async () => {
  await countersign.dispose();
  await github.close();
});

interface Definition {
  readonly name: string;
  readonly examples: readonly object[];
}

const require = createRequire(import.meta.url);
const file = require.resolve("@octokit/webhooks-examples");
const definitions = JSON.parse(readFileSync(file, "utf8")) as Definition[];
const isHandled = ({ name }: Definition) => handledEvents.some((event) => event === name);
const events = definitions.filter(isHandled);
const others = definitions.filter((definition) => !isHandled(definition));

describe("GitHub's published examples", () => {
  it("are there for every event that is subscribed to", () => {
    // The examples are older than these.
    const newer = ["deployment_protection_rule", "repository_ruleset"];
    const published = handledEvents.filter((name) => !newer.includes(name));
    expect(events.map(({ name }) => name).sort()).toEqual([...published].sort());
  });

  it.each(events)(
    "of $name are answered 2xx, with and without an installation",
    async ({ name, examples }: Definition) => {
      for (const example of examples) {
        expect(await countersign.deliver(name, example)).toEqual({ status: 200, text: "ok\n" });
        const ofApp = { ...example, installation: { id: 1 } };
        expect(await countersign.deliver(name, ofApp)).toEqual({ status: 200, text: "ok\n" });
      }
    },
  );

  it("of all other events are answered 2xx too, should anybody subscribe to them", async () => {
    for (const { name, examples } of others) {
      expect(await countersign.deliver(name, examples[0] ?? {})).toEqual({ status: 200, text: "ok\n" });
    }
  });

  it("leave no error and nothing of themselves in the log", () => {
    const output = countersign.output();
    expect(output).toContain("A job failed and will be tried again");
    expect(output).not.toContain("doesn't look as documented");
    expect(output).not.toMatch(/"level":(50|60)/);
    for (const { examples } of events) {
      for (const text of examples.flatMap(telling)) expect(output).not.toContain(text);
    }
    for (const secret of [credentials.WEBHOOK_SECRET, "PRIVATE KEY", "Bearer ", "bearer "]) {
      expect(output).not.toContain(secret);
    }
  });
});

describe("a delivery that GitHub didn't sign", () => {
  it("is refused and asks nobody anything", async () => {
    const before = github.asked.length;
    const refused = await countersign.deliver(
      "pull_request",
      { ...opened, number: 99 },
      { "x-hub-signature-256": "sha256=00" },
    );
    expect(refused.status).toBe(401);
    const unsigned = await countersign.deliver("pull_request", opened, { "x-hub-signature-256": undefined });
    expect(unsigned.status).toBe(401);
    expect(unsigned.text).not.toContain(credentials.WEBHOOK_SECRET);
    expect(github.asked.slice(before).filter((line) => line.includes("shop"))).toEqual([]);
  });
});

/** Texts by which one would know a payload in the log: addresses, descriptions, bodies. */
function telling(value: unknown): string[] {
  if (typeof value === "string") return /^https?:|@|\s/.test(value) && value.length > 12 ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(telling);
}
