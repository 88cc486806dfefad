/** `countersign doctor` against a simulated GitHub: in a process of its own, or its function where that isn't the point. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Simulator } from "../../simulator/simulator.ts";
import { doctorIn } from "../../src/cli/doctor.ts";

const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

const place = z.strictObject({
  account: z.string().nullable(),
  repository: z.string().nullable(),
  branch: z.string().nullable(),
  environment: z.string().nullable(),
});
const report = z.strictObject({
  version: z.literal(1),
  looked: z.strictObject({ accounts: z.number(), repositories: z.number() }),
  findings: z.array(
    z.strictObject({
      id: z.string(),
      gravity: z.enum(["critical", "serious", "minor"]),
      place,
      who: z.array(z.string()),
      requests: z.array(z.number()),
      says: z.string().min(1),
      means: z.string().min(1),
      mend: z.string().min(1),
      accepted: z.strictObject({ reason: z.string(), until: z.string() }).nullable(),
    }),
  ),
});

export type DoctorReport = z.infer<typeof report>;

interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Env = Readonly<Record<string, string>>;

/** How the doctor is run: args, more environment (an empty value takes one away), files in its folder by name. */
interface Run {
  readonly args?: readonly string[];
  readonly env?: Env;
  readonly files?: Readonly<Record<string, string>>;
}

/** Runs the command in an empty folder, with the App's credentials. */
async function inFolder(
  github: Simulator,
  { env = {}, files = {} }: Run,
  run: (folder: string, env: Env) => Promise<Said>,
): Promise<Said> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-doctor-"));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    return await run(folder, {
      APP_ID: String(github.app.id),
      PRIVATE_KEY: github.app.privateKey,
      WEBHOOK_SECRET: github.app.webhookSecret,
      GHE_HOST: github.host,
      GHE_PROTOCOL: "http",
      ...env,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The real thing: `src/cli.ts` in a process of its own, at its own pace. */
export function runDoctor(github: Simulator, run: Run = {}): Promise<Said> {
  return inFolder(github, run, async (folder, env) => {
    const child = spawn(process.execPath, ["--liftoff-only", CLI, "doctor", ...(run.args ?? [])], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? "", HOME: folder, TMPDIR: tmpdir(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const closed = once(child, "close");
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await closed;
    return { code: typeof code === "number" ? code : null, stdout, stderr };
  });
}

/** The command's function in this process, without waiting between requests. */
export function callDoctor(github: Simulator, run: Run = {}): Promise<Said> {
  return inFolder(github, run, async (folder, env) => {
    let [stdout, stderr] = ["", ""];
    const code = await doctorIn(run.args ?? [], {
      env,
      folder,
      print: (line) => {
        stdout += `${line}\n`;
      },
      tell: (line) => {
        stderr += `${line}\n`;
      },
      colour: false,
      gapMs: 0,
    });
    return { code, stdout, stderr };
  });
}

/**
 * The report as JSON, checked against the shape that docs/doctor.md promises.
 *
 * @param by in a process of its own, or not
 */
export async function examined(github: Simulator, run: Run = {}, by = callDoctor): Promise<DoctorReport> {
  const { code, stdout, stderr } = await by(github, { ...run, args: ["--format", "json", ...(run.args ?? [])] });
  if (code !== 0 && code !== 1) throw new Error(`countersign doctor ended with ${code}:\n${stderr}${stdout}`);
  const found = report.parse(JSON.parse(stdout));
  if ((code === 0) !== found.findings.every(({ accepted }) => accepted)) {
    throw new Error(`Expected the status to fit the findings, got ${code} with:\n${stdout}`);
  }
  return found;
}
