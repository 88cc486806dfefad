import { describe, expect, it } from "vitest";
import { createLog } from "./log.ts";

function recording(format: "json" | "pretty" = "json", secrets: string[] = []) {
  const lines: string[] = [];
  const log = createLog({ level: "trace", format, secrets, write: (line) => lines.push(line) });
  return { log, text: () => lines.join("") };
}

describe("the log", () => {
  it("keeps what explains an error, and not what it carries", () => {
    const { log, text } = recording();
    const error = Object.assign(new Error("Not Found", { cause: new Error("socket hang up") }), {
      status: 404,
      request: { headers: { authorization: "bearer abc" } },
      response: { data: { body: "of a private repository" } },
      event: { payload: { secret: "plans" } },
    });
    log.error(error);
    log.error({ err: new AggregateError([error], "several") });
    expect(text()).toContain('"status":404');
    expect(text()).toContain("socket hang up");
    expect(text()).not.toMatch(/bearer abc|private repository|plans/);
  });

  it("reduces an event to its name and id", () => {
    const { log, text } = recording();
    log.info({ event: { name: "push", id: "d-1", payload: { secret: "plans" } } }, "received");
    expect(JSON.parse(text())).toMatchObject({ event: { name: "push", id: "d-1" }, msg: "received" });
    expect(text()).not.toContain("plans");
  });

  it.each(["json", "pretty"] as const)("blots out secrets and tokens in %s", (format) => {
    const key = "-----BEGIN KEY-----\nMIIE\n-----END KEY-----";
    const { log, text } = recording(format, ["s3cret", key]);
    const token = `ghs_${"a1B2".repeat(9)}`;
    log.warn({ note: `s3cret ${key}` }, `used ${token}`);
    expect(text()).toContain("[secret] [secret]");
    expect(text()).toContain("used [token]");
    expect(text()).not.toMatch(/s3cret|MIIE|ghs_/);
  });

  it("writes lines that people can read", () => {
    const { log, text } = recording("pretty");
    log.warn({ port: 1 }, "Careful");
    log.error(new TypeError("broken"), "Failed");
    expect(text()).toMatch(/^\d\d:\d\d:\d\d WARN {2}Careful \{"port":1\}\n/);
    expect(text()).toMatch(/ERROR Failed\nTypeError: broken\n\s+at /);
  });
});
