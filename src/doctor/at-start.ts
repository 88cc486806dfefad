/** The doctor's look when the server starts: a few lines in the log, slowly, and never in the way of a check. */
import type { Log } from "../log.ts";
import { type ExamineOptions, examine, NothingToLookAt } from "./examine.ts";
import type { Finding } from "./finding.ts";
import { GRAVITIES } from "./finding.ts";
import { readManifest } from "./manifest.ts";

/** So many findings are told one by one. */
const MOST_TOLD = 5;

const COMMAND = "countersign doctor";

/** The look that runs beside the server. */
export interface StartedLook {
  /** No further repository is looked at, and nothing is logged any more. */
  stop(): Promise<void>;
}

export function startLook(options: Omit<ExamineOptions, "manifest" | "isStopped">, log: Log): StartedLook {
  let stopped = false;
  void look({ ...options, isStopped: () => stopped }, log);
  return {
    async stop() {
      stopped = true;
    },
  };
}

/** Looks, and logs counts and the gravest findings. Never throws. */
async function look(options: Omit<ExamineOptions, "manifest">, log: Log): Promise<void> {
  try {
    const { findings, repositories, leftOut } = await examine({ ...options, manifest: await readManifest() });
    if (options.isStopped?.()) return;
    const counts = Object.fromEntries(
      GRAVITIES.map((gravity) => [gravity, findings.filter((each) => each.gravity === gravity).length]),
    );
    const about = { ...counts, repositories, ...(leftOut > 0 && { leftOut }) };
    if (findings.length === 0) {
      log.info(about, "Doctor: nothing could go around the check");
      return;
    }
    log.warn(about, `Doctor: ${findings.length} findings; \`${COMMAND}\` tells what each means and how to mend it`);
    for (const finding of gravest(findings))
      log.warn({ finding: finding.id, ...finding.place }, `Doctor: ${finding.says}`);
  } catch (error) {
    if (options.isStopped?.()) return;
    if (error instanceof NothingToLookAt) log.info(`Doctor: ${error.message}`);
    else log.warn({ err: error }, `Doctor: nothing could be looked at; \`${COMMAND}\` tries again`);
  }
}

function gravest(findings: readonly Finding[]): Finding[] {
  const rank = ({ gravity }: Finding) => GRAVITIES.indexOf(gravity);
  return findings
    .filter(({ gravity }) => gravity !== "minor")
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST_TOLD);
}
