import { spawn } from "node:child_process";
import { once } from "node:events";
import { PassThrough, Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { aCommit } from "../core/authorship/example-commits.ts";
import { classify, classifyLines } from "./classify.ts";

const AI = JSON.stringify(aCommit({ message: "Fix\n\nMade-with: Cursor" }));
const HUMAN = JSON.stringify(aCommit());

async function run(input: string): Promise<{ status: number; answers: unknown[] }> {
  const output = new PassThrough();
  const [status, printed] = await Promise.all([
    classifyLines(Readable.from([input]), output).finally(() => output.end()),
    text(output),
  ]);
  return {
    status,
    answers: printed
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

describe("countersign classify", () => {
  it("answers each line in order", async () => {
    const { status, answers } = await run(`${AI}\n${HUMAN}\r\n\n${AI}`);
    expect(status).toBe(0);
    expect(answers).toEqual([
      {
        ai: true,
        agent: "cursor",
        confidence: "strong",
        signals: [
          {
            kind: "trailer",
            agent: "cursor",
            confidence: "strong",
            value: "Made-with: Cursor",
            why: "a trailer names Cursor",
          },
        ],
      },
      { ai: false, agent: null, confidence: null, signals: [] },
      expect.objectContaining({ agent: "cursor" }),
    ]);
  });

  it("takes a login for GitHub's word", async () => {
    const line = JSON.stringify({ ...aCommit(), author_login: "amazon-q-developer[bot]", committer_login: null });
    const { answers } = await run(line);
    expect(answers).toMatchObject([{ agent: "amazon-q-developer", confidence: "definitive" }]);
  });

  it("answers a broken line by an error that says what was expected and what came, and goes on", async () => {
    const { message: _message, ...incomplete } = aCommit();
    const { status, answers } = await run(
      ["{", "[1]", "null", JSON.stringify(incomplete), JSON.stringify({ ...aCommit(), author_name: 7 }), AI].join("\n"),
    );
    expect(status).toBe(1);
    expect(answers).toEqual([
      { error: expect.stringMatching(/^line 1: expected a JSON object, got \{/) },
      { error: "line 2: expected an object, got [1]" },
      { error: "line 3: expected an object, got null" },
      { error: "line 4: expected a string as message, got nothing" },
      { error: "line 5: expected a string as author_name, got 7" },
      expect.objectContaining({ ai: true }),
    ]);
  });

  it("waits for a slow reader", async () => {
    let most = 0;
    const output = new Writable({
      highWaterMark: 1024,
      write(_chunk, _encoding, done) {
        most = Math.max(most, output.writableLength);
        setImmediate(done);
      },
    });
    expect(await classifyLines(Readable.from(Array(5000).fill(`${AI}\n`)), output)).toBe(0);
    expect(most).toBeLessThan(256 * 1024);
  });

  it("ends quietly when its reader has gone, and fails when it can't write", async () => {
    const failing = (code: string) =>
      new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });
    const input = () => Readable.from(Array(3000).fill(`${AI}\n`));
    expect(await classifyLines(input(), failing("EPIPE"))).toBe(0);
    await expect(classifyLines(input(), failing("ENOSPC"))).rejects.toThrow("ENOSPC");
  });

  it("refuses arguments", async () => {
    expect(await classify(["commits.jsonl"])).toBe(2);
  });

  it("works as a process", async () => {
    const child = spawn("npm", ["run", "-s", "countersign", "--", "classify"], { stdio: ["pipe", "pipe", "inherit"] });
    const printed = text(child.stdout);
    child.stdin.end(`${AI}\nbroken\n${HUMAN}\n`);
    const [status] = await once(child, "close");
    expect(status).toBe(1);
    const answers = (await printed)
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers).toMatchObject([{ ai: true }, { error: expect.any(String) }, { ai: false }]);
  });
});
