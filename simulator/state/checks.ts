/** Check runs: made and changed by the App that they belong to. */
import { announceCheckRun, announceCheckSuite } from "./announce.ts";
import type {
  Account,
  Annotation,
  App,
  CheckAction,
  CheckConclusion,
  CheckRun,
  CheckStatus,
  Repository,
  World,
} from "./model.ts";
import { Refused } from "./refused.ts";
import { statusOf, suiteOf } from "./suites.ts";

/** What a request to create or update may say, checked already. */
export interface CheckContent {
  readonly name?: string | undefined;
  readonly status?: CheckStatus | undefined;
  readonly conclusion?: CheckConclusion | undefined;
  readonly external_id?: string | undefined;
  readonly details_url?: string | undefined;
  readonly started_at?: string | undefined;
  readonly completed_at?: string | undefined;
  readonly output?: {
    readonly title?: string | undefined;
    readonly summary: string;
    readonly text?: string | undefined;
    readonly annotations?: readonly Annotation[] | undefined;
  };
  readonly actions?: readonly CheckAction[] | undefined;
}

/** The App's own account: sender of the events that its writes cause. */
function senderOf(world: World, app: App): Account {
  const account = world.accounts.find((each) => each.app === app);
  if (!account) throw new Refused(500, `The App ${app.slug} has no account`);
  return account;
}

export function createCheckRun(
  world: World,
  repository: Repository,
  app: App,
  content: CheckContent & { readonly name: string; readonly head_sha: string },
): CheckRun {
  if (repository.objects.get(content.head_sha)?.type !== "commit") {
    throw new Refused(422, `No commit found for SHA: ${content.head_sha}`);
  }
  const suite = suiteOf(world, repository, app, content.head_sha);
  const run: CheckRun = {
    kind: "CheckRun",
    id: world.nextId(),
    suite,
    name: content.name,
    status: "queued",
    conclusion: null,
    externalId: "",
    detailsUrl: null,
    startedAt: world.clock.tick(),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    actions: [],
  };
  suite.runs.push(run);
  apply(world, run, content);
  const sender = senderOf(world, app);
  announceCheckRun(world, run, "created", sender);
  if (run.status === "completed") announceCompleted(world, run, sender);
  return run;
}

/**
 * Changes a run. Annotations are added to those that are there.
 * https://docs.github.com/rest/checks/runs#update-a-check-run
 *
 * @throws Refused (403) for another App's run
 */
export function updateCheckRun(world: World, run: CheckRun, app: App, content: CheckContent): void {
  if (run.suite.app !== app) {
    throw new Refused(
      403,
      `Invalid app_id \`${app.id}\` - check run can only be modified by the GitHub App that created it.`,
    );
  }
  const before = run.status;
  apply(world, run, content);
  if (run.status === "completed" && before !== "completed") announceCompleted(world, run, senderOf(world, app));
}

function announceCompleted(world: World, run: CheckRun, sender: Account): void {
  announceCheckRun(world, run, "completed", sender);
  if (statusOf(run.suite) === "completed") announceCheckSuite(world, run.suite, "completed", sender);
}

function apply(world: World, run: CheckRun, content: CheckContent): void {
  const at = world.clock.tick();
  run.name = content.name ?? run.name;
  run.externalId = content.external_id ?? run.externalId;
  run.detailsUrl = content.details_url ?? run.detailsUrl;
  run.startedAt = content.started_at ?? run.startedAt;
  run.actions = content.actions ?? run.actions;
  if (content.output) {
    run.title = content.output.title ?? run.title;
    run.summary = content.output.summary;
    run.text = content.output.text ?? run.text;
    run.annotations.push(...(content.output.annotations ?? []));
  }
  // Giving a conclusion completes the run; taking it back to another status undoes that.
  const status = content.conclusion === undefined ? content.status : "completed";
  if (status === "completed") {
    run.conclusion = content.conclusion ?? run.conclusion;
    run.completedAt = content.completed_at ?? at;
  } else if (status !== undefined) {
    run.conclusion = null;
    run.completedAt = null;
  }
  run.status = status ?? run.status;
  run.suite.updatedAt = at;
}
