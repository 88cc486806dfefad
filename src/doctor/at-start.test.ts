import { expect, test } from "vitest";
import { createLog } from "../log.ts";
import { startLook } from "./at-start.ts";
import { APP, INSTALLATION } from "./facts.fixture.ts";
import { seen, unseen } from "./facts.ts";
import type { DoctorReads } from "./reads.ts";

const HOUR = 3_600_000;

/** Numbers of pino's levels. */
const [INFO, WARN] = [30, 40];

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly finding?: string;
}

/** GitHub with the App on so many suspended accounts: one critical finding each, and nothing to look into. */
function gitHub(accounts: number, fails = false): DoctorReads {
  const installations = Array.from({ length: accounts }, (_, id) => ({
    ...INSTALLATION,
    ...{ id, account: `org-${id}`, suspended: true },
  }));
  return {
    app: async () => {
      if (fails) throw new Error("GitHub is down");
      return { ...APP, permissions: {}, events: [] };
    },
    installations: async () => installations,
    webhook: async () => unseen("GitHub answered 502"),
    deliveries: async (since) => seen({ deliveries: [], since }),
    ofInstallation: () => {
      throw new Error("expected no look into a suspended account");
    },
  };
}

/** Looks once, and gives what was logged. @param last when it looked last */
async function logged(reads: DoctorReads, last: number | null = null) {
  const lines: Line[] = [];
  let ended = () => {};
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const kept: string[] = [];
  const bookmarks = {
    bookmark: async () => (last === null ? null : new Date(last).toISOString()),
    keepBookmark: async (_: string, value: string) => void kept.push(value),
  };
  const write = (line: string) => {
    lines.push(JSON.parse(line));
    // Each look says one line at least; those of one look are written in one go.
    setImmediate(ended);
  };
  const log = createLog({ level: "info", format: "json", secrets: [], write });
  startLook({ reads, bookmarks, store: "there is none", now: 10 * HOUR, mostRepositories: 1 }, log);
  await end;
  return { lines, kept };
}

test("each finding is a line in the log, the gravest first, with what it means and how to mend it", async () => {
  const { lines } = await logged(gitHub(1));
  expect(lines[0]?.msg).toMatch(/^Doctor: \d+ findings; `countersign doctor` tells/);
  const findings = lines.filter(({ finding }) => finding);
  expect(findings[0]).toMatchObject({
    ...{ level: WARN, finding: "installation-suspended", gravity: "critical", account: "org-0" },
    ...{ means: expect.stringContaining("no events"), mend: expect.stringContaining("unsuspends it") },
    msg: "Doctor: The App is suspended on org-0.",
  });
  expect(findings.map(({ finding }) => finding)).toContain("could-not-look");
  expect(findings.at(-1)).toMatchObject({ level: INFO, gravity: "minor" });
});

test("of very many the log has the gravest hundred, and says how many more there are", async () => {
  const { lines } = await logged(gitHub(150));
  expect(lines.filter(({ finding }) => finding)).toHaveLength(100);
  expect(lines.at(-1)?.msg).toMatch(/^Doctor: 5\d more, less grave, aren't told here$/);
});

test("a look within the hour is good enough, and one that failed isn't", async () => {
  const soon = await logged(gitHub(1), 10 * HOUR - 60_000);
  expect(soon.lines.map(({ msg }) => msg)).toEqual([expect.stringContaining("looked less than an hour ago")]);
  expect((await logged(gitHub(1), 8 * HOUR)).kept).toHaveLength(1);
  const failed = await logged(gitHub(1, true));
  expect(failed.lines.map(({ msg }) => msg)).toEqual([expect.stringContaining("nothing could be looked at")]);
  expect(failed.kept).toEqual([]);
});
