import { describe, expect, it } from "vitest";
import { createAllowances } from "./allowance.ts";

const NOW = 1_700_000_000;

describe("what GitHub still allows", () => {
  const headers = (remaining: number, resource = "graphql") => ({
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset": String(NOW + 300),
    "x-ratelimit-resource": resource,
  });

  it("is for all until a fifth is left; then only for events, until it starts anew", () => {
    let seconds = NOW;
    const allowances = createAllowances(() => seconds * 1000);
    allowances.note(1, headers(1000));
    expect(allowances.spareFor(1)).toBe(0);
    allowances.note(1, headers(999));
    allowances.note(1, headers(4000, "core"));
    expect(allowances.spareFor(1)).toBe(300);
    expect(allowances.spareFor(2)).toBe(0);
    seconds += 300;
    expect(allowances.spareFor(1)).toBe(0);
  });

  it("isn't known from an answer that doesn't say it", () => {
    const allowances = createAllowances(() => NOW * 1000);
    allowances.note(1, {});
    expect(allowances.spareFor(1)).toBe(0);
  });
});
