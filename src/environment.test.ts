import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadDotEnv, readEnvironment } from "./environment.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pkcs1 = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
const pkcs8 = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const folder = mkdtempSync(join(tmpdir(), "countersign-environment-"));
afterAll(() => rmSync(folder, { recursive: true }));

const complete = { APP_ID: "7", PRIVATE_KEY: pkcs1, WEBHOOK_SECRET: "correct horse" };
const read = (more: Record<string, string | undefined> = {}) => readEnvironment({ ...complete, ...more }, folder);
const failure = (more: Record<string, string | undefined>) => {
  try {
    read(more);
  } catch (error) {
    return String(error);
  }
  return "no error";
};

describe("readEnvironment", () => {
  it("fills in the documented defaults", () => {
    expect(read()).toEqual({
      mode: "serve",
      host: "0.0.0.0",
      port: 3000,
      logLevel: "info",
      logFormat: "pretty",
      appId: 7,
      privateKey: pkcs8,
      webhookSecret: "correct horse",
      apiUrl: "https://api.github.com",
      databaseUrl: null,
      dataDir: join(folder, "data"),
    });
  });

  it("logs JSON in production unless told otherwise", () => {
    expect(read({ NODE_ENV: "production" }).logFormat).toBe("json");
    expect(read({ NODE_ENV: "production", LOG_FORMAT: "pretty" }).logFormat).toBe("pretty");
  });

  it("points at a GitHub Enterprise Server", () => {
    expect(read({ GHE_HOST: "github.acme.example" })).toMatchObject({ apiUrl: "https://github.acme.example/api/v3" });
    expect(read({ GHE_HOST: "localhost:4567", GHE_PROTOCOL: "http" })).toMatchObject({
      apiUrl: "http://localhost:4567/api/v3",
    });
  });

  it.each([
    ["PKCS #8", pkcs8],
    ["\\n for line breaks", pkcs1.replaceAll("\n", "\\n")],
    ["spaces for line breaks", pkcs1.replaceAll("\n", " ")],
    ["base64", Buffer.from(pkcs1).toString("base64")],
    ["Windows line ends", pkcs1.replaceAll("\n", "\r\n")],
  ])("takes a private key with %s", (_, key) => {
    const settings = read({ PRIVATE_KEY: key });
    expect(settings.mode === "serve" && createPrivateKey(settings.privateKey).equals(privateKey)).toBe(true);
  });

  it("takes a private key from a file, relative to the folder", () => {
    writeFileSync(join(folder, "app.pem"), pkcs1);
    expect(read({ PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "app.pem" })).toMatchObject({ privateKey: pkcs8 });
  });

  it("offers setup on this machine only when there is no APP_ID", () => {
    expect(readEnvironment({ APP_ID: "" }, folder)).toMatchObject({ mode: "setup", host: "localhost", port: 3000 });
    expect(readEnvironment({ HOST: "0.0.0.0" }, folder)).toMatchObject({ mode: "setup", host: "0.0.0.0" });
  });

  it.each([undefined, ""])("refuses to start without WEBHOOK_SECRET (%j)", (secret) => {
    expect(failure({ WEBHOOK_SECRET: secret })).toMatch(/WEBHOOK_SECRET: expected .* got nothing/);
  });

  it("names every wrong variable, what was expected and what came", () => {
    const message = failure({ PORT: "http", LOG_LEVEL: "loud", GHE_HOST: "https://github.acme.example" });
    expect(message).toContain('PORT: expected a port from 0 to 65535, got "http"');
    expect(message).toContain('LOG_LEVEL: expected one of trace, debug, info, warn, error, fatal, got "loud"');
    expect(message).toContain("GHE_HOST: expected a host name such as github.example.com, without https://");
  });

  it.each([
    ["APP_ID", "Iv1.8a61f9b3a7aba766"],
    ["APP_ID", "0"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["LOG_FORMAT", "xml"],
    ["GHE_PROTOCOL", "ftp"],
  ])("refuses %s=%s", (name, value) => {
    expect(failure({ [name]: value })).toContain(`${name}: expected`);
  });

  it("never shows a secret's value", () => {
    const key = failure({ PRIVATE_KEY: "hunter2 is no key" });
    expect(key).toContain("PRIVATE_KEY: expected a private key in PEM format");
    expect(key).not.toContain("hunter2");
    const cut = failure({ PRIVATE_KEY: `${pkcs1.slice(0, 400)}\n-----END RSA PRIVATE KEY-----` });
    expect(cut).toContain("can't be read");
    expect(cut).not.toContain(pkcs1.slice(100, 140));
    const url = failure({ DATABASE_URL: "mysql://root:hunter2@db/x" });
    expect(url).toContain("DATABASE_URL: expected a PostgreSQL URL");
    expect(url).not.toContain("hunter2");
  });

  it("names a key file that can't be read", () => {
    expect(failure({ PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "gone.pem" })).toMatch(/PRIVATE_KEY_PATH: .*gone\.pem/);
    expect(failure({ PRIVATE_KEY: undefined })).toContain("got neither");
  });
});

describe("loadDotEnv", () => {
  it("lets the real environment win over .env", () => {
    writeFileSync(join(folder, ".env"), "COUNTERSIGN_TEST_A=file\nCOUNTERSIGN_TEST_B=file\n");
    process.env.COUNTERSIGN_TEST_A = "real";
    try {
      loadDotEnv(folder);
      expect([process.env.COUNTERSIGN_TEST_A, process.env.COUNTERSIGN_TEST_B]).toEqual(["real", "file"]);
    } finally {
      delete process.env.COUNTERSIGN_TEST_A;
      delete process.env.COUNTERSIGN_TEST_B;
    }
  });

  it("does nothing where there is no file", () => {
    expect(() => loadDotEnv(join(folder, "elsewhere"))).not.toThrow();
  });
});
