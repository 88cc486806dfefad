import { afterEach, describe, expect, it } from "vitest";
import { type Countersign, credentials, runToEnd, startCountersign } from "./support/countersign.ts";

describe("the process", () => {
  let countersign: Countersign | undefined;
  afterEach(() => countersign?.dispose());

  it.each(["SIGTERM", "SIGINT"] as const)("drains on %s and exits 0", async (signal) => {
    countersign = await startCountersign();
    expect(await countersign.stop(signal)).toEqual({ code: 0, signal: null });
    expect(countersign.output()).toContain("Stopped");
  });

  it("starts again on its data and port after a kill", async () => {
    countersign = await startCountersign();
    expect(await countersign.kill()).toEqual({ code: null, signal: "SIGKILL" });
    await countersign.restart();
    expect((await fetch(`${countersign.url}/healthz`)).status).toBe(200);
  });

  it("doesn't start without WEBHOOK_SECRET, and says so", async () => {
    const { WEBHOOK_SECRET, ...rest } = credentials;
    const { code, output } = await runToEnd(rest);
    expect(code).toBe(1);
    expect(output).toContain("WEBHOOK_SECRET: expected the secret of the App's webhook, got nothing");
    expect(output).not.toContain(WEBHOOK_SECRET);
  });
});
