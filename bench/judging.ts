/** A burst of requests: how soon deliveries are answered, and how soon each request has its check. */
import { setTimeout as pause } from "node:timers/promises";
import type { RequestHandle } from "../simulator/build/request.ts";
import type { Delivery } from "../simulator/webhooks/delivery.ts";
import { CLAUDE_TRAILER } from "../test/support/agents.ts";
import { startWorld, type TestWorld } from "../test/support/world.ts";
import type { Benchmark } from "./measure.ts";

const ORGANIZATIONS = 4;
const REPOSITORIES = 5;
/** In each repository; every second one is an assistant's. */
const REQUESTS = 15;

/** Opens them all while GitHub keeps its deliveries back. */
function openRequests({ github }: TestWorld): RequestHandle[] {
  const alice = github.user("alice");
  const requests: RequestHandle[] = [];
  for (let organization = 0; organization < ORGANIZATIONS; organization++) {
    const owner = github.organization(`org-${organization}`);
    github.install(owner);
    for (let repository = 0; repository < REPOSITORIES; repository++) {
      const shop = owner.repository(`shop-${repository}`, { access: { alice: "write" }, files: { "README.md": "Hi" } });
      for (let number = 0; number < REQUESTS; number++) {
        const message = number % 2 === 0 ? `Fix\n\n${CLAUDE_TRAILER}` : "Fix";
        shop.commit(`fix-${number}`, { by: alice, files: { [`${number}.txt`]: "text" }, message });
        requests.push(shop.openRequest({ by: alice, head: `fix-${number}` }));
      }
    }
  }
  return requests;
}

/** How many deliveries GitHub has on the way at a time. */
const AT_ONCE = 50;

/** Sends it, and doesn't wait for others: GitHub delivers side by side. @returns seconds until it was answered */
async function send(delivery: Delivery, url: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(url, { method: "POST", headers: delivery.headers, body: delivery.body });
  if (!response.ok) throw new Error(`Expected a delivery to be taken, got ${response.status}`);
  return (performance.now() - started) / 1000;
}

/** @returns how long each took */
async function sendAll(deliveries: readonly Delivery[], url: string): Promise<number[]> {
  const left = [...deliveries];
  const seconds: number[] = [];
  const line = async () => {
    for (let next = left.shift(); next; next = left.shift()) seconds.push(await send(next, url));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  return seconds.sort((a, b) => a - b);
}

async function run() {
  const world = await startWorld();
  const { github, countersign, quiet } = world;
  try {
    await quiet();
    github.hooks.pause();
    const requests = openRequests(world);
    const deliveries = [...github.hooks.held];
    github.hooks.drop();
    github.hooks.resume();
    const asked = github.requests.length;
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    const url = `${countersign.url}/api/github/webhooks`;
    const answered = sendAll(deliveries, url);
    const waits: number[] = [];
    for (let left = requests; left.length > 0; await pause(10)) {
      const open = left.filter((request) => request.check("ai-review") === null);
      for (let done = left.length - open.length; done > 0; done--) waits.push(seconds());
      left = open;
    }
    const answers = await answered;
    const at = (list: readonly number[], share: number) => list[Math.ceil(list.length * share) - 1] ?? Number.NaN;
    await quiet();
    return [
      {
        what: "a delivery answered, half of them within",
        seconds: at(answers, 0.5),
        note: `${answers.length}, ${AT_ONCE} at once`,
      },
      { what: "… 99 of 100 within", seconds: at(answers, 0.99), note: "GitHub waits 10 s" },
      { what: "a check written, half of them within", seconds: at(waits, 0.5), note: `${requests.length} requests` },
      {
        what: "… all of them within",
        seconds: at(waits, 1),
        note: `${github.requests.length - asked} requests to GitHub`,
      },
    ];
  } finally {
    await world.dispose();
  }
}

export const judging: Benchmark = { name: "judge", run };
