import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeDotEnv } from "./setup.ts";

const folder = mkdtempSync(join(tmpdir(), "countersign-setup-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("writing .env", () => {
  const path = join(folder, ".env");

  it("sets its variables, keeps other lines and comments, and is for its owner's eyes only", () => {
    writeFileSync(path, "# mine\nPORT=4000\nexport APP_ID=1\nAPP_ID_OF_ANOTHER=2\n", { mode: 0o644 });
    writeDotEnv(path, { APP_ID: "7", PRIVATE_KEY: '"-----BEGIN KEY-----\nMIIE\n-----END KEY-----\n"' });
    expect(readFileSync(path, "utf8")).toBe(
      '# mine\nPORT=4000\nAPP_ID_OF_ANOTHER=2\nAPP_ID="7"\nPRIVATE_KEY="-----BEGIN KEY-----\\nMIIE\\n-----END KEY-----"\n',
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("makes the file where there is none", () => {
    const fresh = join(folder, "fresh.env");
    writeDotEnv(fresh, { WEBHOOK_SECRET: "s3cret" });
    expect(readFileSync(fresh, "utf8")).toBe('WEBHOOK_SECRET="s3cret"\n');
    expect(statSync(fresh).mode & 0o777).toBe(0o600);
  });
});
