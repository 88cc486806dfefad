import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { lockFolder } from "./folder-lock.ts";

const root = mkdtempSync(join(tmpdir(), "countersign-lock-"));
afterAll(() => rmSync(root, { recursive: true }));

describe("a folder's lock", () => {
  it("is one holder's until it is let go", async () => {
    const folder = join(root, "one");
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(`another process works on ${folder}`);
    symlinkSync(folder, join(root, "alias"));
    await expect(lockFolder(join(root, "alias"))).rejects.toThrow("another process");
    await lock.release();
    await (await lockFolder(folder)).release();
  });

  it("of one folder is nothing to another", async () => {
    const locks = await Promise.all([lockFolder(join(root, "a")), lockFolder(join(root, "b"))]);
    for (const lock of locks) await lock.release();
  });

  it("goes to exactly one of many that ask at once", async () => {
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(join(root, "many"))));
    const got = asked.filter((each) => each.status === "fulfilled");
    expect(got).toHaveLength(1);
    await got[0]?.value.release();
  });

  it("left behind by a killed process is taken over, and a live process' is not", async () => {
    const folder = join(root, "killed");
    const script = `
      import { lockFolder } from ${JSON.stringify(new URL("./folder-lock.ts", import.meta.url).href)};
      await lockFolder(${JSON.stringify(folder)});
      console.log("locked");
      setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(holder.stdout, "data");
    await expect(lockFolder(folder)).rejects.toThrow("another process");
    holder.kill("SIGKILL");
    await once(holder, "exit");
    await (await lockFolder(folder)).release();
  });

  it("left behind goes to exactly one of many that find it at once", async () => {
    const folder = join(root, "left");
    mkdirSync(folder);
    const left = createServer().listen(join(folder, "made"));
    await once(left, "listening");
    renameSync(join(folder, "made"), join(folder, "lock"));
    left.close();
    await once(left, "close");
    expect(existsSync(join(folder, "lock"))).toBe(true);
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder)));
    const got = asked.filter((each) => each.status === "fulfilled");
    expect(got).toHaveLength(1);
    await got[0]?.value.release();
  });

  it("works where the path is too long for a socket", async () => {
    const folder = join(root, "long".repeat(40));
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(`another process works on ${folder}`);
    await lock.release();
  });

  it("isn't taken over a file that is no lock of ours", async () => {
    const folder = join(root, "file");
    mkdirSync(folder);
    writeFileSync(join(folder, "lock"), "somebody's notes");
    await expect(lockFolder(folder)).rejects.toThrow(`expected nothing or a lock at ${join(folder, "lock")}`);
    expect(readFileSync(join(folder, "lock"), "utf8")).toBe("somebody's notes");
  });
});
