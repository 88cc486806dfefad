/** A real Octokit that asks nobody: each request takes the next of the given answers. */
import { CountersignOctokit } from "./clients.ts";

export interface Canned {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON; a string goes out as plain text. */
  readonly body?: unknown;
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** @throws Error on a request for which no answer is left */
export function octokitAnswering(...answers: readonly (Canned | Error)[]) {
  const asked: Asked[] = [];
  const left = [...answers];
  const answerNext = async (url: string, init: { method: string; body?: string }): Promise<Response> => {
    asked.push({ method: init.method, url, body: init.body ? JSON.parse(init.body) : {} });
    const answer = left.shift();
    if (answer === undefined) throw new Error(`nobody expected ${init.method} ${url}`);
    if (answer instanceof Error) throw answer;
    const { status = 200, headers = {}, body } = answer;
    const type = typeof body === "string" ? "text/plain" : "application/json";
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return new Response(text, { status, headers: { "content-type": type, ...headers } });
  };
  return { octokit: new CountersignOctokit({ request: { fetch: answerNext } }), asked };
}

/** A GraphQL answer. */
export function answered(data: unknown, errors?: readonly object[]): Canned {
  return { body: errors ? { data, errors } : { data } };
}
