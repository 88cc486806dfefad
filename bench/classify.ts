/** Classifying 100,000 commits, against the time that `git log --numstat` takes to print the same ones. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { classifyCommit, type PlainCommit } from "../src/core/authorship/classify.ts";
import { type Benchmark, secondsOf } from "./measure.ts";

const COMMITS = 100_000;
const CLI = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

/** Two in five bear a mark, as in repositories where agents are in daily use. */
const ENDS = [
  "",
  "",
  "Signed-off-by: Rosa Lindqvist <rosa@acme.example>\nReviewed-by: Sven Ahlgren <sven@acme.example>",
  "🤖 Generated with [Claude Code](https://claude.com/claude-code)\n\nCo-Authored-By: Claude Opus 4.6 <noreply@anthropic.com>",
  "Assisted-by: Crush:kimi-k2.6",
];

function commitAt(index: number): PlainCommit {
  const lines = Array.from(
    { length: index % 12 },
    (_, line) => `- part ${line}: what changed there, and why it had to`,
  );
  return {
    author_name: `Person ${index % 97}`,
    author_email: `${index % 97}+person-${index % 97}@users.noreply.github.com`,
    committer_name: "GitHub",
    committer_email: "noreply@github.com",
    message: `fix(part-${index % 50}): handle case ${index}\n\n${lines.join("\n")}\n\n${ENDS[index % ENDS.length]}\n`,
  };
}

/** The commits as `git fast-import` reads them; each changes one line of one file. */
function* importStream(commits: readonly PlainCommit[]): Generator<string> {
  for (const [index, commit] of commits.entries()) {
    const text = (content: string) => `data ${Buffer.byteLength(content)}\n${content}\n`;
    yield `commit refs/heads/main\n` +
      `author ${commit.author_name} <${commit.author_email}> ${1_700_000_000 + index} +0000\n` +
      `committer ${commit.committer_name} <${commit.committer_email}> ${1_700_000_000 + index} +0000\n` +
      text(commit.message) +
      `M 100644 inline src/file-${index % 200}.txt\n${text(`line\nversion ${index}\nline\n`)}`;
  }
}

/** Runs a program to its end; what it prints goes nowhere, as quickly as it comes. */
async function finish(command: string, args: readonly string[], input: Readable | Iterable<string> | null = null) {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdout.resume();
  const closed = once(child, "close");
  if (input) await pipeline(input, child.stdin);
  else child.stdin.end();
  const [status] = await closed;
  if (status !== 0) throw new Error(`${command}: expected exit status 0, got ${status}`);
}

async function run() {
  const folder = await mkdtemp(join(tmpdir(), "countersign-bench-"));
  try {
    const commits = Array.from({ length: COMMITS }, (_, index) => commitAt(index));
    await finish("git", ["init", "--quiet", "--bare", folder]);
    await finish("git", ["-C", folder, "fast-import", "--quiet"], importStream(commits));
    const questions = join(folder, "commits.jsonl");
    await pipeline(
      commits.values().map((commit) => `${JSON.stringify(commit)}\n`),
      createWriteStream(questions),
    );
    const log = await secondsOf(() => finish("git", ["-C", folder, "log", "--numstat", "main"]));
    let found = 0;
    const core = await secondsOf(() => {
      for (const commit of commits) if (classifyCommit(commit).ai) found++;
    });
    const command = await secondsOf(() => finish(process.execPath, [CLI, "classify"], createReadStream(questions)));
    const against = (seconds: number) => `${(log / seconds).toFixed(1)} times as fast as git log`;
    return [
      { what: "git log --numstat", seconds: log, note: `${COMMITS} commits` },
      { what: "classifyCommit", seconds: core, note: `${against(core)}; ${found} by an agent` },
      { what: "countersign classify, JSON in and out", seconds: command, note: against(command) },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const classifying: Benchmark = { name: "classify", run };
