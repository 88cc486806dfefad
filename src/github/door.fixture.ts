/** A real Probot, its clients and the door, for tests that answer by nock what GitHub would. */
import { generateKeyPairSync } from "node:crypto";
import nock from "nock";
import { Probot } from "probot";
import { createLog } from "../log.ts";
import type { ChangeRef } from "../queue/job.ts";
import { CountersignOctokit, createClients, type RequestObserver } from "./clients.ts";
import { createGitHubDoor } from "./door.ts";
import { factsAnswer } from "./facts/answers.fixture.ts";

export const API = "https://api.github.com";

const privateKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

export function changeOf(installationId: number): ChangeRef {
  return { installationId, owner: "acme", repo: "shop", repositoryId: 22, number: 7 };
}

export function openDoor(
  options: {
    readonly apiUrl?: string;
    readonly observe?: RequestObserver;
    readonly timeoutMs?: number;
    /** Answers in nock's place. */
    readonly fetch?: (url: string) => Promise<Response>;
  } = {},
) {
  const lines: string[] = [];
  const log = createLog({ level: "trace", format: "json", secrets: [], write: (line) => lines.push(line) });
  const probot = new Probot({
    appId: 7,
    privateKey,
    secret: "a secret of the tests",
    baseUrl: options.apiUrl ?? API,
    Octokit: CountersignOctokit,
    log,
    ...(options.fetch ? { request: { fetch: options.fetch } } : {}),
  });
  const clients = createClients(probot, options.observe, { timeoutMs: options.timeoutMs ?? 5_000 });
  return { door: createGitHubDoor(clients, 7), lines };
}

/** GitHub hands out tokens `t1`, `t2`… to an installation, as often as it is asked, and counts. */
export function handsOutTokens(installationId: number, apiUrl = API): { readonly given: () => number } {
  let given = 0;
  nock(apiUrl)
    .persist()
    .post(`/app/installations/${installationId}/access_tokens`)
    .reply(201, () => {
      given += 1;
      const expires_at = new Date(Date.now() + 3_600_000).toISOString();
      return { token: `${installationId}-t${given}`, expires_at, permissions: { checks: "write" } };
    });
  return { given: () => given };
}

/** The facts query is answered with a small pull request, for one token only. */
export function answersFacts(token: string, apiUrl = API): nock.Interceptor {
  return nock(apiUrl, { reqheaders: { authorization: `token ${token}` } }).post("/graphql");
}

export const someFacts = { data: factsAnswer() };

/** A report to publish. */
export const content = {
  headSha: "a".repeat(40),
  externalId: "pr:7:a",
  report: {
    conclusion: "success",
    title: "Fine",
    summary: "about their secret plans",
    text: "",
    annotations: [],
    mode: "enforce",
  },
  existing: null,
} as const;
