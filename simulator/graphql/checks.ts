/** Check suites and runs. */
import { z } from "zod";
import { checkRunJson } from "../render/check-run.ts";
import { nodeId } from "../render/node-id.ts";
import type { CheckRun, CheckSuite, Repository } from "../state/model.ts";
import { conclusionOf, latestRuns, statusOf } from "../state/suites.ts";
import { connection } from "./connection.ts";
import { notSimulated } from "./errors.ts";
import { type Fields, shown } from "./fields.ts";

const upper = (value: string | null) => value?.toUpperCase() ?? null;

/** A filter of GitHub's schema, of which only these keys are simulated. */
function filter<T extends z.ZodRawShape>(shape: T, given: unknown): z.infer<z.ZodObject<T>> {
  const parsed = z.strictObject(shape).safeParse(given ?? {});
  if (!parsed.success) throw notSimulated(`filterBy ${JSON.stringify(given)}`);
  return parsed.data;
}

export function suitesOfCommit(repository: Repository, oid: string, filterBy: unknown): CheckSuite[] {
  const { appId, checkName } = filter({ appId: z.int().nullish(), checkName: z.string().nullish() }, filterBy);
  return repository.suites.filter(
    ({ headSha, app, runs }) =>
      headSha === oid &&
      (appId == null || app.id === appId) &&
      (checkName == null || runs.some(({ name }) => name === checkName)),
  );
}

const runFilter = {
  appId: z.int().nullish(),
  checkName: z.string().nullish(),
  checkType: z.enum(["ALL", "LATEST"]).nullish(),
};

const checkSuite: Fields<CheckSuite> = {
  id: ({ id }) => nodeId("CheckSuite", id),
  databaseId: ({ id }) => id,
  app: ({ app }) => app,
  repository: ({ repository }) => repository,
  commit: ({ repository, headSha }) => ({ kind: "Commit", repository, oid: headSha }),
  status: (suite) => upper(statusOf(suite)),
  conclusion: (suite) => upper(conclusionOf(suite)),
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  checkRuns: {
    args: ["filterBy"],
    resolve: (suite, args) => {
      const { appId, checkName, checkType } = filter(runFilter, args.filterBy);
      const runs = checkType === "ALL" ? suite.runs : latestRuns(suite);
      const wanted = runs.filter(
        ({ name }) => (appId == null || suite.app.id === appId) && (checkName == null || name === checkName),
      );
      return connection(wanted, args);
    },
  },
};

const checkRun: Fields<CheckRun> = {
  id: ({ id }) => nodeId("CheckRun", id),
  databaseId: ({ id }) => id,
  name: ({ name }) => name,
  status: ({ status }) => upper(status),
  conclusion: ({ conclusion }) => upper(conclusion),
  externalId: ({ externalId }) => externalId,
  title: ({ title }) => title,
  summary: ({ summary }) => summary,
  text: ({ text }) => text,
  startedAt: ({ startedAt }) => startedAt,
  completedAt: ({ completedAt }) => completedAt,
  detailsUrl: (run, _, { world }) => checkRunJson(world, run).details_url,
  url: (run, _, { world }) => checkRunJson(world, run).html_url,
  permalink: (run, _, { world }) => checkRunJson(world, run).html_url,
  checkSuite: ({ suite }) => suite,
  repository: ({ suite }) => suite.repository,
  annotations: ({ annotations }, args) =>
    connection(
      annotations.map((each) =>
        shown({
          path: each.path,
          message: each.message,
          title: each.title,
          annotationLevel: each.annotation_level.toUpperCase(),
          rawDetails: each.raw_details,
          location: shown({
            start: shown({ line: each.start_line, column: each.start_column }),
            end: shown({ line: each.end_line, column: each.end_column }),
          }),
        }),
      ),
      args,
    ),
};

export const checkTypes = { CheckSuite: checkSuite, CheckRun: checkRun };
