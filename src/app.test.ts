import { generateKeyPairSync } from "node:crypto";
import { Probot } from "probot";
import { describe, expect, it } from "vitest";
import { countersignApp } from "./app.ts";
import { createLog } from "./log.ts";
import type { Job } from "./queue/job.ts";

const privateKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
const HEAD = "a".repeat(40);
const place = {
  installation: { id: 1 },
  repository: { id: 22, name: "shop", owner: { login: "acme" } },
};
const pull_request = { number: 7, state: "open", head: { sha: HEAD }, title: "secret plans" };

async function receiving(sharing: number[] = []) {
  const queued: Job[] = [];
  const lines: string[] = [];
  const log = createLog({ level: "warn", format: "json", secrets: [], write: (line) => lines.push(line) });
  const probot = new Probot({ appId: 7, privateKey, secret: "a secret of the tests", log });
  const queue = {
    enqueue: async (job: Job) => {
      queued.push(job);
    },
  };
  await probot.load(countersignApp(queue, { sharingHead: async () => sharing }, 7));
  const receive = (name: string, payload: object) =>
    probot.receive({ id: "d-1", name, payload } as Parameters<typeof probot.receive>[0]);
  return { receive, queued, log: () => lines.join("") };
}

describe("the App", () => {
  it("queues what an event concerns", async () => {
    const { receive, queued } = await receiving();
    await receive("pull_request", { ...place, action: "opened", pull_request });
    await receive("pull_request", { ...place, action: "locked", pull_request });
    await receive("star", { ...place, action: "created" });
    expect(queued.map(({ change, head, reason }) => [change.number, head, reason])).toEqual([
      [7, HEAD, "pull_request.opened"],
    ]);
  });

  it("queues those that share the head of a request that closes, and nothing else", async () => {
    const { receive, queued } = await receiving([8, 9]);
    await receive("pull_request", { ...place, action: "closed", pull_request: { ...pull_request, state: "closed" } });
    expect(queued.map(({ change, reason }) => [change.number, reason])).toEqual([
      [8, "#7 left"],
      [9, "#7 left"],
    ]);
  });

  it("says what it expected of an odd payload, and nothing of what came", async () => {
    const { receive, queued, log } = await receiving();
    await receive("pull_request", { ...place, action: "opened", pull_request: { ...pull_request, number: "7" } });
    expect(queued).toEqual([]);
    expect(log()).toContain("An event doesn't look as documented");
    expect(log()).toContain("`pull_request` with `number`");
    expect(log()).not.toContain("secret plans");
  });

  it("fails the delivery when it can't be queued", async () => {
    const { receive } = await receiving();
    const failing = await receiving();
    failing.queued.push = () => {
      throw new Error("the disk is full");
    };
    await expect(failing.receive("pull_request", { ...place, action: "opened", pull_request })).rejects.toThrow();
    await expect(receive("pull_request", { ...place, action: "opened", pull_request })).resolves.toBeUndefined();
  });
});
