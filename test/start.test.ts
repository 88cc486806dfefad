import { copyFile, readFile, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { credentials, runToEnd, startCountersign } from "./support/countersign.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));

describe("starting without APP_ID", () => {
  it("offers Probot's setup page, which registers the App that app.yml describes", async () => {
    const countersign = await startCountersign(
      { APP_ID: "", HOST: "127.0.0.1", GHE_HOST: "", GHE_PROTOCOL: "" },
      {
        prepare: async (folder) => {
          for (const file of ["app.yml", "package.json"]) await copyFile(join(repository, file), join(folder, file));
        },
        ready: "/probot",
      },
    );
    try {
      const front = await fetch(countersign.url, { redirect: "manual" });
      expect([front.status, front.headers.get("location")]).toEqual([302, "/probot"]);
      const page = await (await fetch(`${countersign.url}/probot`)).text();
      const manifest = JSON.parse(/id="manifest" value='([^']*)'/.exec(page)?.[1]?.replaceAll("&quot;", '"') ?? "{}");
      const written = parse(await readFile(join(repository, "app.yml"), "utf8"));
      expect(manifest).toMatchObject(written);
      expect(manifest.hook_attributes.url).toMatch(/\/api\/github\/webhooks$/);
      expect(manifest.public).toBe(false);
      expect(page).toContain("https://github.com/settings/apps/new");
    } finally {
      await countersign.dispose();
    }
  });
});

describe("starting", () => {
  it("without WEBHOOK_SECRET or a key is refused with a message that names them", async () => {
    const { APP_ID } = credentials;
    const { code, output } = await runToEnd({ APP_ID });
    expect(code).toBe(1);
    expect(output).toContain("WEBHOOK_SECRET: expected the secret of the App's webhook, got nothing");
    expect(output).toContain("PRIVATE_KEY: expected the App's private key");
    expect(output).not.toContain("    at ");
  });

  it("on a port that is taken is refused, and the message shows no secret", async () => {
    const other = createServer();
    await new Promise<void>((done) => {
      other.listen(0, "0.0.0.0", done);
    });
    const PORT = String((other.address() as AddressInfo).port);
    const { code, output } = await runToEnd({ ...credentials, PORT });
    other.close();
    expect(code).toBe(1);
    expect(output).toContain(`can't listen on 0.0.0.0:${PORT}`);
    expect(output).not.toContain(credentials.WEBHOOK_SECRET);
    expect(output).not.toContain("PRIVATE KEY");
  });

  it("reads .env, and the real environment wins over it", async () => {
    const settings = `WEBHOOK_SECRET="of the file"\nLOG_FORMAT=json\nHOST=127.0.0.1\nDATA_DIR=elsewhere\n`;
    const countersign = await startCountersign(
      { WEBHOOK_SECRET: "of the environment" },
      { prepare: (folder) => writeFile(join(folder, ".env"), settings) },
    );
    try {
      expect(countersign.output()).toMatch(/Listening on http:\/\/127\.0\.0\.1:\d+/);
      expect(await countersign.deliver("ping", { zen: "" })).toMatchObject({ status: 200 });
    } finally {
      await countersign.dispose();
    }
  });
});
