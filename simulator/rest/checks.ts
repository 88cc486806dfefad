/** Check runs. https://docs.github.com/rest/checks/runs */
import { z } from "zod";
import { checkRunJson, checkSuiteJson } from "../render/check-run.ts";
import { type CheckContent, createCheckRun, updateCheckRun } from "../state/checks.ts";
import type { App, CheckRun, CheckSuite } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import { resolveCommit } from "../state/repositories.ts";
import { latestRuns } from "../state/suites.ts";
import { list, parse, text } from "./input.ts";
import { inRepository, ok, paged, type RepositoryCall, type Routes } from "./route.ts";

const LONGEST_TEXT = 65_535;
const line = z.number().int().positive();
const column = z
  .number()
  .int()
  .positive()
  .nullish()
  .transform((value) => value ?? null);
const optionalText = (longest: number) =>
  text(longest)
    .nullish()
    .transform((value) => value ?? null);

const annotation = z
  .object({
    path: z.string().min(1),
    start_line: line,
    end_line: line,
    start_column: column,
    end_column: column,
    annotation_level: z.enum(["notice", "warning", "failure"]),
    message: text(65_536),
    title: optionalText(255),
    raw_details: optionalText(65_536),
  })
  .refine((each) => each.end_line >= each.start_line, { error: "end_line must not be before start_line" })
  .refine((each) => each.start_line === each.end_line || (each.start_column === null && each.end_column === null), {
    error: "columns are only for an annotation of one line",
  });

const fields = {
  external_id: z.string().optional(),
  details_url: z.string().optional(),
  started_at: z.iso.datetime().optional(),
  completed_at: z.iso.datetime().optional(),
  status: z.enum(["queued", "in_progress", "completed"]).optional(),
  // `stale` is GitHub's own to set.
  conclusion: z
    .enum(["success", "failure", "neutral", "cancelled", "skipped", "timed_out", "action_required"])
    .optional(),
  actions: list(z.object({ label: text(20), description: text(40), identifier: text(20) }), 3).optional(),
};
const annotations = list(annotation, 50).optional();
const outputOfNew = z.object({
  title: z.string(),
  summary: text(LONGEST_TEXT),
  text: text(LONGEST_TEXT).optional(),
  annotations,
});
const outputOfUpdate = outputOfNew.partial({ title: true });

const concluded = (run: { status?: string | undefined; conclusion?: string | undefined }) =>
  run.status !== "completed" || run.conclusion !== undefined;
const missing = { path: ["conclusion"], error: "a conclusion is required if status is completed" };

const newRun = z
  .object({ ...fields, name: z.string().min(1), head_sha: z.string(), output: outputOfNew.optional() })
  .refine(concluded, missing);
const changedRun = z
  .object({ ...fields, name: z.string().min(1).optional(), output: outputOfUpdate.optional() })
  .refine(concluded, missing);

/** Only Apps write checks. */
function appOf({ credential }: RepositoryCall): App {
  if (credential.kind !== "installation") throw new Refused(403, "Resource not accessible by personal access token");
  return credential.installation.app;
}

function runOf({ repository, params }: RepositoryCall): CheckRun {
  const found = repository.suites.flatMap(({ runs }) => runs).find(({ id }) => id === Number(params.run));
  if (!found) throw new Refused(404, "Not Found");
  return found;
}

/** zod leaves out what wasn't given; the state takes exactly that. */
function content(parsed: z.infer<typeof newRun> | z.infer<typeof changedRun>): CheckContent {
  const { output, ...rest } = parsed;
  return { ...rest, ...(output && { output }) };
}

function suitesAt({ repository, params, url }: RepositoryCall): CheckSuite[] {
  const sha = resolveCommit(repository, params.ref ?? "");
  const appId = url.searchParams.get("app_id");
  return repository.suites.filter(
    ({ headSha, app }) => headSha === sha && (appId === null || app.id === Number(appId)),
  );
}

export const checkRoutes: Routes = {
  "POST /repos/{owner}/{repo}/check-runs": inRepository("checks:write", (call) => {
    const parsed = parse(newRun, call.body);
    const { name, head_sha } = parsed;
    const run = createCheckRun(call.world, call.repository, appOf(call), { ...content(parsed), name, head_sha });
    return { status: 201, body: checkRunJson(call.world, run) };
  }),
  "PATCH /repos/{owner}/{repo}/check-runs/{run}": inRepository("checks:write", (call) => {
    const run = runOf(call);
    updateCheckRun(call.world, run, appOf(call), content(parse(changedRun, call.body)));
    return ok(checkRunJson(call.world, run));
  }),
  "GET /repos/{owner}/{repo}/check-runs/{run}": inRepository("checks:read", (call) =>
    ok(checkRunJson(call.world, runOf(call))),
  ),
  "GET /repos/{owner}/{repo}/check-runs/{run}/annotations": inRepository("checks:read", (call) =>
    paged(call.url, runOf(call).annotations, (page) => page),
  ),
  "GET /repos/{owner}/{repo}/commits/{+ref}/check-runs": inRepository("checks:read", (call) => {
    const { searchParams } = call.url;
    const all = searchParams.get("filter") === "all";
    const runs = suitesAt(call)
      .flatMap((suite) => (all ? suite.runs : latestRuns(suite)))
      .filter(({ name }) => name === (searchParams.get("check_name") ?? name))
      .filter(({ status }) => status === (searchParams.get("status") ?? status));
    return paged(call.url, runs, (page) => ({
      total_count: runs.length,
      check_runs: page.map((run) => checkRunJson(call.world, run)),
    }));
  }),
  "GET /repos/{owner}/{repo}/commits/{+ref}/check-suites": inRepository("checks:read", (call) => {
    const suites = suitesAt(call);
    return paged(call.url, suites, (page) => ({
      total_count: suites.length,
      check_suites: page.map((suite) => checkSuiteJson(call.world, suite)),
    }));
  }),
};
