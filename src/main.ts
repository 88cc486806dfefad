/** `npm start`: settings, log, database, queue, GitHub, server; and all of it down again on a signal. */
import { setTimeout as pause } from "node:timers/promises";
import { Probot } from "probot";
import { countersignApp } from "./app.ts";
import { createArrivalHandler, judgeGroupsOf } from "./arrivals/handler.ts";
import { startLook } from "./doctor/at-start.ts";
import { createKeeping } from "./enforcement/keeping.ts";
import { createPace } from "./enforcement/pace.ts";
import { createLookUpRequired } from "./enforcement/seen.ts";
import { EnvironmentError, loadDotEnv, readEnvironment, type ServeSettings, type Settings } from "./environment.ts";
import { createErrandRunner } from "./errands/errands.ts";
import { forgetDaily } from "./errands/forget.ts";
import { createRedelivery } from "./errands/redelivery.ts";
import { startWatch } from "./errands/watch.ts";
import { createEvaluator } from "./evaluation/evaluate.ts";
import { createKeepProtection } from "./evaluation/protection.ts";
import { createPublisher } from "./evaluation/publish.ts";
import { createAllowances } from "./github/allowance.ts";
import { CountersignOctokit, createClients } from "./github/clients.ts";
import { createDoctorReads } from "./github/doctor/door.ts";
import { createGitHubDoor } from "./github/door.ts";
import { GitHubError } from "./github/errors.ts";
import { createPauses } from "./github/pauses.ts";
import { createRulesetDoor } from "./github/ruleset-door.ts";
import { createSurveyDoor } from "./github/survey/door.ts";
import { createLog, type Log } from "./log.ts";
import { openQueue } from "./queue/queue.ts";
import { drainOnSignals } from "./server/drain.ts";
import { createMetrics } from "./server/metrics.ts";
import { createRoutes } from "./server/routes.ts";
import { startServer } from "./server/server.ts";
import { serveSetupPage } from "./server/setup.ts";
import { createBookmarkStore } from "./store/bookmarks.ts";
import { createBypassStore } from "./store/bypasses.ts";
import { createCommandStore } from "./store/commands.ts";
import { createCourtesyStore } from "./store/courtesies.ts";
import { openDatabase } from "./store/database.ts";
import { createDeploymentStore } from "./store/deployments.ts";
import { createEvidenceStore } from "./store/evidence.ts";
import { createExpectedStore } from "./store/expected.ts";
import { createHeadStore } from "./store/heads.ts";
import { createLandingStore } from "./store/landings.ts";
import { createMergeGroupStore } from "./store/merge-groups.ts";
import { createObservationStore } from "./store/observations.ts";
import { createOrganizationFileStore } from "./store/organization-files.ts";
import { createRulesetStore } from "./store/rulesets.ts";
import { createStore } from "./store/store.ts";
import { createTipStore } from "./store/tips.ts";

/** The look at the start leaves GitHub's allowance to the checks: two requests a second, and it waits for no limit. */
const LOOK_AT_START = { pace: { gapMs: 500, longestWaitSeconds: 0 }, mostRepositories: 25 };

async function serve(settings: ServeSettings, log: Log): Promise<void> {
  const database = await openDatabase({
    databaseUrl: settings.databaseUrl,
    dataDir: settings.dataDir,
    onError: (error) => log.error({ err: error }, "A database connection failed"),
  });
  if (database.kind === "pglite") {
    log.warn("The embedded database can lose its newest writes on power loss; set DATABASE_URL in production");
  }
  const allowances = createAllowances();
  const queue = await openQueue(database, log, {
    spareFor: allowances.spareFor,
    isOutage: (error) => error instanceof GitHubError && error.isOutage,
  });
  const metrics = createMetrics(queue.depth);
  const store = {
    ...createStore(database),
    ...createCommandStore(database),
    ...createEvidenceStore(database),
    ...createExpectedStore(database),
    ...createHeadStore(database),
    ...createDeploymentStore(database),
    ...createLandingStore(database),
    ...createMergeGroupStore(database),
    ...createObservationStore(database),
    ...createCourtesyStore(database),
    ...createOrganizationFileStore(database),
    ...createBypassStore(database),
    ...createRulesetStore(database),
    ...createTipStore(database),
  };
  const forgetting = forgetDaily(store, log);
  const probot = new Probot({
    appId: settings.appId,
    privateKey: settings.privateKey,
    secret: settings.webhookSecret,
    baseUrl: settings.apiUrl,
    Octokit: CountersignOctokit,
    log,
  });
  await probot.load(countersignApp(queue, store, settings.appId));

  const clients = createClients(probot, metrics.githubRequest, { observeAnswer: allowances.note });
  const pauses = createPauses();
  const github = createGitHubDoor(clients, settings.appId, pauses);
  const surveys = createSurveyDoor(clients, pauses);
  const lookUpRequired = createLookUpRequired(store, queue.errands);
  const bookmarks = createBookmarkStore(database);
  const keepProtection = createKeepProtection(store, queue.arrivals);
  const keeping = createKeeping({
    store,
    keepProtection,
    github: createRulesetDoor(clients, pauses),
    pace: createPace(bookmarks),
    log,
    appId: settings.appId,
    errands: queue.errands,
  });
  const publisher = createPublisher(store, github.publish);
  const onOutcome = metrics.evaluation;
  const onJudged = judgeGroupsOf(queue.arrivals, store);
  await queue.changes.work(
    createEvaluator({ store, github, log, lookUpRequired, keepProtection, onOutcome, publisher, onJudged }),
  );
  await queue.arrivals.work(
    createArrivalHandler({
      store,
      github,
      log,
      onOutcome,
      publisher,
      arrivals: queue.arrivals,
      changes: queue.changes,
    }),
  );
  await queue.errands.work(
    createErrandRunner({ github: surveys, changes: queue.changes, arrivals: queue.arrivals, store, keeping, log }),
  );

  const server = await startServer({
    host: settings.host,
    port: settings.port,
    log,
    routes: createRoutes({
      secret: settings.webhookSecret,
      // The signature was checked over the raw bytes; Probot's own parsing of what it emits isn't needed again.
      receive: ({ id, name, payload }) => probot.receive({ id, name, payload } as Parameters<typeof probot.receive>[0]),
      ready: { database: database.isHealthy, queue: queue.isHealthy },
      metrics,
      log,
    }),
  });
  const watch = startWatch({
    github: surveys,
    errands: queue.errands,
    redelivery: createRedelivery({ github: surveys, store: bookmarks, log }),
    lanes: [queue.errands, queue.changes],
    log,
    pause: (milliseconds, signal) => pause(milliseconds, undefined, { signal }).catch(() => {}),
  });
  const doctor = startLook(
    {
      reads: createDoctorReads(probot, LOOK_AT_START.pace),
      store,
      bookmarks,
      now: Date.now(),
      mostRepositories: LOOK_AT_START.mostRepositories,
    },
    log,
  );
  drainOnSignals(
    [
      { name: "doctor", run: doctor.stop },
      { name: "server", run: server.close },
      { name: "watch", run: watch.stop },
      { name: "queue", run: queue.stop },
      { name: "forgetting", run: async () => forgetting.stop() },
      { name: "database", run: database.close },
    ],
    log,
  );
  log.info({ url: server.url, database: database.kind, github: settings.apiUrl }, `Listening on ${server.url}`);
}

function readSettings(): Settings {
  try {
    loadDotEnv(process.cwd());
    return readEnvironment(process.env, process.cwd());
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

const settings = readSettings();
const log = createLog({
  level: settings.logLevel,
  format: settings.logFormat,
  secrets: settings.mode === "serve" ? [settings.webhookSecret, settings.privateKey] : [],
});
try {
  if (settings.mode === "serve") await serve(settings, log);
  else await serveSetupPage(settings, process.cwd(), log);
} catch (error) {
  log.fatal({ err: error }, "Countersign couldn't start");
  process.exit(1);
}
