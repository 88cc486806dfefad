/** The doctor's look when the server starts: a line in the log for each finding, slowly, and never in the way of a check. */
import type { Log } from "../log.ts";
import type { BookmarkStore } from "../store/bookmarks.ts";
import { type ExamineOptions, examine, NothingToLookAt } from "./examine.ts";
import type { Finding } from "./finding.ts";
import { GRAVITIES } from "./finding.ts";
import { readManifest } from "./manifest.ts";

/** So many findings are told one by one: more, and the log would be about nothing else. */
const MOST_TOLD = 100;

const COMMAND = "countersign doctor";

/** A look is good for so long: a server that starts again and again spends GitHub's allowance on changes, not on this. */
const GOOD_FOR_MS = 3_600_000;

const BOOKMARK = "doctor";

type LookOptions = Omit<ExamineOptions, "manifest" | "isStopped"> & { readonly bookmarks: BookmarkStore };

/** The look that runs beside the server. */
interface StartedLook {
  /** No further repository is looked at, and nothing is logged any more. */
  stop(): Promise<void>;
}

/** Looks once, unless the last look is less than an hour old. */
export function startLook(options: LookOptions, log: Log): StartedLook {
  let stopped = false;
  void look(options, () => stopped, log);
  return {
    async stop() {
      stopped = true;
    },
  };
}

/** Looks, and logs counts and findings, the gravest first. Never throws. */
async function look({ bookmarks, ...options }: LookOptions, isStopped: () => boolean, log: Log): Promise<void> {
  const looked = () => bookmarks.keepBookmark(BOOKMARK, new Date(options.now).toISOString());
  try {
    const last = await bookmarks.bookmark(BOOKMARK);
    if (last !== null && Date.parse(last) > options.now - GOOD_FOR_MS) {
      log.info({ last }, `Doctor: looked less than an hour ago; \`${COMMAND}\` looks now`);
      return;
    }
    const { findings, repositories, leftOut } = await examine({
      ...options,
      isStopped,
      manifest: await readManifest(),
    });
    if (isStopped()) return;
    await looked();
    const counts = Object.fromEntries(
      GRAVITIES.map((gravity) => [gravity, findings.filter((each) => each.gravity === gravity).length]),
    );
    const about = { ...counts, repositories, ...(leftOut > 0 && { leftOut }) };
    if (findings.length === 0) {
      log.info(about, "Doctor: nothing could go around the check");
      return;
    }
    log.warn(about, `Doctor: ${findings.length} findings; \`${COMMAND}\` tells what each means and how to mend it`);
    for (const { id, gravity, place, says, means, mend } of gravestFirst(findings).slice(0, MOST_TOLD)) {
      const told = { finding: id, gravity, ...place, means, mend };
      if (gravity === "minor") log.info(told, `Doctor: ${says}`);
      else log.warn(told, `Doctor: ${says}`);
    }
    if (findings.length > MOST_TOLD)
      log.warn(`Doctor: ${findings.length - MOST_TOLD} more, less grave, aren't told here`);
  } catch (error) {
    if (isStopped()) return;
    if (error instanceof NothingToLookAt) {
      await looked();
      log.info(`Doctor: ${error.message}`);
    } else {
      log.warn({ err: error }, `Doctor: nothing could be looked at; \`${COMMAND}\` tries again`);
    }
  }
}

function gravestFirst(findings: readonly Finding[]): Finding[] {
  const rank = ({ gravity }: Finding) => GRAVITIES.indexOf(gravity);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}
