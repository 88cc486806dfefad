/** A real Countersign: `src/main.ts` in a process of its own, with a folder of its own, as `npm start` runs it. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export type Env = Readonly<Record<string, string>>;

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** Credentials of an App that exists nowhere; a simulated GitHub can be given them. */
export const credentials = {
  APP_ID: "7",
  PRIVATE_KEY: generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ type: "pkcs1", format: "pem" })
    .toString(),
  WEBHOOK_SECRET: "a webhook secret of the tests",
} satisfies Env;

/** Nobody answers there, so that no test ever reaches the real GitHub by mistake. */
const NO_GITHUB = { GHE_HOST: "127.0.0.1:9", GHE_PROTOCOL: "http" } satisfies Env;

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Countersign {
  /** `http://127.0.0.1:<port>`; stays the same through restarts. */
  readonly url: string;
  /** Its working directory; `data` in it is its `DATA_DIR`. */
  readonly folder: string;
  /** Everything that it has written so far, to both outputs, all its lives together. */
  output(): string;
  /** Posts an event as GitHub does, signed, unless `headers` say otherwise (undefined takes one away). */
  deliver(
    event: string,
    payload: object,
    headers?: Readonly<Record<string, string | undefined>>,
  ): Promise<{ readonly status: number; readonly text: string }>;
  /** Resolves once the output matches; rejects if the process ends first. */
  logged(pattern: RegExp): Promise<void>;
  /** Asks it to end, and waits for it. */
  stop(signal?: "SIGTERM" | "SIGINT"): Promise<Exit>;
  /** Ends it at once, as a power cut or the kernel would. */
  kill(): Promise<Exit>;
  /** Starts it again on its data and port, after `stop` or `kill` (or kills it first), and waits until it's ready. */
  restart(): Promise<void>;
  /** Ends it and removes its folder. Every test that starts one calls this. */
  dispose(): Promise<void>;
}

/** A process as it runs, ready or not. */
interface Life {
  readonly child: ChildProcess;
  readonly exit: Promise<Exit>;
  ended(): boolean;
}

const children = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

function start(folder: string, env: Env, onOutput: (text: string) => void): Life {
  const child = spawn(process.execPath, ["--liftoff-only", MAIN], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", HOME: folder, TMPDIR: tmpdir(), ...compiled(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", onOutput);
  let over = false;
  // `close` comes after `exit`, once the outputs are read to their end.
  const exit = once(child, "close").then(([code, signal]): Exit => {
    over = true;
    children.delete(child);
    return { code, signal };
  });
  return { child, exit, ended: () => over };
}

/**
 * Runs `src/main.ts` to its end: for settings that it refuses.
 *
 * @param env all of its environment, `PATH` and `HOME` apart
 */
export async function runToEnd(env: Env): Promise<Exit & { readonly output: string }> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-"));
  let output = "";
  try {
    const exit = await start(folder, env, (text) => {
      output += text;
    }).exit;
    return { ...exit, output };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where `test/support/initialised.ts` puts a data folder whose database has its tables already. */
export const INITIALISED = "COUNTERSIGN_TEST_INITIALISED";

/** The processes share what the first of them compiled. */
function compiled(): Env {
  const initialised = process.env[INITIALISED];
  return initialised ? { NODE_COMPILE_CACHE: join(initialised, "..", "compiled") } : {};
}

/** A new data folder. To copy one that was made once takes half the time of making each afresh. */
async function dataFolder(folder: string): Promise<void> {
  const initialised = process.env[INITIALISED];
  if (initialised) await cp(initialised, join(folder, "data", "database"), { recursive: true });
}

/**
 * Starts Countersign and waits until it says that it's ready.
 *
 * @param env added to credentials, a free port, JSON logs and a GitHub that answers nothing; give `GHE_HOST`
 * (`127.0.0.1:<port>`) for one that does
 * @param options.prepare fills the working directory first, with a `.env` for example
 * @param options.ready the path that answers once it's ready, in place of `/readyz`
 * @throws Error with its output if it ends instead
 */
export async function startCountersign(
  env: Env = {},
  options: { readonly prepare?: (folder: string) => Promise<void>; readonly ready?: string } = {},
): Promise<Countersign> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-"));
  await dataFolder(folder);
  await options.prepare?.(folder);
  const given: Env = { ...credentials, ...NO_GITHUB, PORT: "0", LOG_FORMAT: "json", ...env };
  let written = "";
  const onOutput = (text: string) => {
    written += text;
  };
  let port: string | undefined;
  let life = start(folder, given, onOutput);

  const until = async (isTrue: () => boolean | Promise<boolean>, what: string) => {
    while (!(await isTrue())) {
      if (life.ended()) throw new Error(`Countersign ended before ${what}. It wrote:\n${written}`);
      await pause(25);
    }
  };
  const ready = async (since: number) => {
    const listening = () => /Listening on http:\/\/\S+:(\d+)/.exec(written.slice(since));
    await until(() => listening() !== null, "it listened");
    port = listening()?.[1];
    await until(async () => (await fetch(`http://127.0.0.1:${port}${options.ready ?? "/readyz"}`)).ok, "it was ready");
  };
  const end = async (signal: NodeJS.Signals) => {
    life.child.kill(signal);
    return life.exit;
  };
  const dispose = async () => {
    await end("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(0);
  } catch (error) {
    await dispose();
    throw error;
  }
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    folder,
    output: () => written,
    deliver: async (event, payload, headers = {}) => {
      const body = JSON.stringify(payload);
      const all = { ...deliveryHeaders(event, body, given.WEBHOOK_SECRET ?? ""), ...headers };
      const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
      const response = await fetch(`${url}/api/github/webhooks`, { method: "POST", headers: sent, body });
      return { status: response.status, text: await response.text() };
    },
    logged: (pattern) => until(() => pattern.test(written), `it wrote ${pattern}`),
    stop: (signal = "SIGTERM") => end(signal),
    kill: () => end("SIGKILL"),
    async restart() {
      await end("SIGKILL");
      const since = written.length;
      life = start(folder, { ...given, PORT: port ?? "0" }, onOutput);
      await ready(since);
    },
    dispose,
  };
}

/** The headers of a delivery as GitHub sends it. */
function deliveryHeaders(event: string, body: string, secret: string): Record<string, string> {
  return {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/abc1234",
    "x-github-event": event,
    "x-github-delivery": randomUUID(),
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
}
