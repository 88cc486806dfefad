/**
 * One process a data folder. PGlite has no lock of its own: a second process on the same folder would lose its writes.
 *
 * The lock is a listening Unix socket in the folder. The system closes it with the process, however that ends, so
 * a lock whose socket answers is held by a live process, and one that doesn't is left over. Process numbers can't tell:
 * in a container every process is number 1.
 */
import { createHash, randomUUID } from "node:crypto";
import { lstatSync, mkdirSync, realpathSync, renameSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export interface FolderLock {
  release(): Promise<void>;
}

/** What a socket's address holds on every system that Node runs on, less what `lockFolder` adds to it meanwhile. */
const LONGEST_PATH = 90;

/** In the folder, so that it is found from every container that the folder is mounted in, by whatever name. */
function socketOf(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const real = realpathSync(folder);
  const inside = join(real, "lock");
  if (Buffer.byteLength(inside) <= LONGEST_PATH) return inside;
  const digest = createHash("sha256").update(real).digest("hex").slice(0, 16);
  return join(tmpdir(), `countersign-${digest}.lock`);
}

/** Longer than it takes to find no live lock and put one there. */
const SETTLED_AFTER_MS = 250;

/**
 * Takes the lock of a folder, which is made if it isn't there.
 *
 * @throws Error if a live process holds it, or something else is in the lock's place
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = socketOf(folder);
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there && !there.isSocket()) {
    throw new Error(`expected nothing or a lock at ${path}, got something else; move it away or set another DATA_DIR`);
  }
  if (there && (await holderOf(path)) !== null) throw held(folder);

  // The socket is made under a name of its own and moved: closing a server removes the name that it was made under, and
  // that must not be the lock of whoever came first.
  const token = randomUUID();
  const made = `${path}.${token.slice(0, 8)}`;
  const server = await listen(made, token);
  renameSync(made, path);
  // Two processes can both have found no live lock: the one whose socket stayed has it.
  await pause(SETTLED_AFTER_MS);
  if ((await holderOf(path)) !== token) {
    server.close();
    throw held(folder);
  }
  return {
    release: () =>
      new Promise((done) => {
        rmSync(path, { force: true });
        server.close(() => done());
      }),
  };
}

function held(folder: string): Error {
  return new Error(`another process works on ${folder}; give this one its own DATA_DIR, or a DATABASE_URL`);
}

async function listen(path: string, token: string): Promise<Server> {
  const server = createServer((socket) => socket.on("error", () => {}).end(token));
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(path, done);
  });
  server.unref();
  return server;
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
