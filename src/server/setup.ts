import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "probot";
import type { SetupSettings } from "../environment.ts";
import type { Log } from "../log.ts";

/**
 * Serves Probot's setup page, which registers the App from `app.yml` and writes its credentials to `.env`.
 *
 * The webhook's address is `hook_attributes.url` of `app.yml`: without it Probot would register `/`, where nothing
 * listens. Probot's smee.io channel is switched off: `app.yml`'s address would win over it anyway, and a private
 * repository's events don't belong on a public relay by default.
 *
 * @param folder where `.env` is written
 */
export async function serveSetupPage(settings: SetupSettings, folder: string, log: Log): Promise<void> {
  process.env.NO_SMEE_SETUP = "true";
  await run(() => {}, {
    env: { HOST: settings.host, PORT: String(settings.port), NODE_ENV: "development" },
    log,
    updateEnv: (variables) => writeDotEnv(join(folder, ".env"), variables),
  });
}

/**
 * Sets variables in an `.env` file and leaves its other lines and comments alone. The file is readable by its owner
 * only: the App's private key is in it.
 */
export function writeDotEnv(path: string, variables: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const names = Object.keys(variables);
  const isReplaced = (line: string) =>
    names.some((name) => line.replace(/^\s*(export\s+)?/, "").startsWith(`${name}=`));
  const kept = existsSync(path)
    ? readFileSync(path, "utf8")
        .replace(/\n$/, "")
        .split("\n")
        .filter((line) => !isReplaced(line))
    : [];
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value ?? "")}`);
  writeFileSync(path, `${[...kept, ...lines].join("\n")}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
  return { ...variables };
}

/** Double quotes, in which `\n` is a line break for Node and dotenv. Probot quotes the key by itself. */
function quoted(value: string): string {
  return `"${value
    .replace(/^"([\s\S]*)"$/, "$1")
    .trim()
    .replaceAll("\r", "")
    .replaceAll("\n", "\\n")}"`;
}
