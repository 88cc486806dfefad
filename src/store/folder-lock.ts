/**
 * One process a data folder. PGlite has no lock of its own: a second process on the same folder would lose its writes.
 *
 * The lock is a listening Unix socket beside the folder. The system closes it with the process, however that ends, so
 * a lock whose socket answers is held by a live process, and one that doesn't is left over. Process numbers can't tell:
 * in a container every process is number 1.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export interface FolderLock {
  release(): Promise<void>;
}

/** The longest path that a socket's address holds on every system that Node runs on. */
const LONGEST_PATH = 100;

function socketOf(folder: string): string {
  const beside = `${resolve(folder)}.lock`;
  if (Buffer.byteLength(beside) <= LONGEST_PATH) return beside;
  const digest = createHash("sha256").update(resolve(folder)).digest("hex").slice(0, 16);
  return join(tmpdir(), `countersign-${digest}.lock`);
}

/**
 * Takes the lock of a folder.
 *
 * @throws Error if a live process holds it
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = socketOf(folder);
  mkdirSync(dirname(path), { recursive: true });
  const token = randomUUID();
  const server = await listen(path, token);
  // Two processes can find the same left-over lock and both replace it: the one whose socket stayed has the lock.
  if ((await holderOf(path)) !== token) {
    server.close();
    throw held(folder);
  }
  return {
    release: () =>
      new Promise((done) => {
        server.close(() => done());
      }),
  };
}

function held(folder: string): Error {
  return new Error(`another process works on ${folder}; give this one its own DATA_DIR, or a DATABASE_URL`);
}

async function listen(path: string, token: string): Promise<Server> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const server = createServer((socket) => socket.on("error", () => {}).end(token));
    try {
      await new Promise<void>((done, failed) => {
        server.once("error", failed);
        server.listen(path, done);
      });
      server.unref();
      return server;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
      if ((await holderOf(path)) !== null) break;
      rmSync(path, { force: true });
    }
  }
  throw held(path.replace(/\.lock$/, ""));
}

/** What the holder says, or null if nobody answers. */
function holderOf(path: string): Promise<string | null> {
  return new Promise((done) => {
    let said = "";
    const socket = connect(path);
    socket.setEncoding("utf8");
    socket.setTimeout(5_000, () => {
      // A holder that is too busy to answer is alive all the same.
      socket.destroy();
      done("");
    });
    socket.on("data", (chunk) => {
      said += chunk;
    });
    socket.on("error", () => done(null));
    socket.on("end", () => done(said));
  });
}
