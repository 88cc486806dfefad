/** The real `countersign doctor`: `src/cli.ts` in a process of its own, against a simulated GitHub. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Simulator } from "../../simulator/simulator.ts";

const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

const place = z.object({
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
      says: z.string().min(1),
      means: z.string().min(1),
      mend: z.string().min(1),
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

/** @param env added to the App's credentials; an empty value takes one away */
export async function runDoctor(github: Simulator, args: readonly string[] = [], env: Env = {}): Promise<Said> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-doctor-"));
  try {
    const child = spawn(process.execPath, ["--liftoff-only", CLI, "doctor", ...args], {
      cwd: folder,
      env: {
        PATH: process.env.PATH ?? "",
        HOME: folder,
        TMPDIR: tmpdir(),
        APP_ID: String(github.app.id),
        PRIVATE_KEY: github.app.privateKey,
        WEBHOOK_SECRET: github.app.webhookSecret,
        GHE_HOST: github.host,
        GHE_PROTOCOL: "http",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const closed = once(child, "close");
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await closed;
    return { code: typeof code === "number" ? code : null, stdout, stderr };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The report as JSON, checked against the shape that docs/doctor.md promises. */
export async function examined(github: Simulator, args: readonly string[] = [], env: Env = {}): Promise<DoctorReport> {
  const { code, stdout, stderr } = await runDoctor(github, ["--format", "json", ...args], env);
  if (code !== 0 && code !== 1) throw new Error(`countersign doctor ended with ${code}:\n${stderr}${stdout}`);
  const found = report.parse(JSON.parse(stdout));
  if ((code === 0) !== (found.findings.length === 0))
    throw new Error(`${found.findings.length} findings, status ${code}`);
  return found;
}
