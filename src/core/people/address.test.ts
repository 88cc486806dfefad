import { describe, expect, it } from "vitest";
import { isGitHubItself, readNoreply } from "./address.ts";

describe("an address", () => {
  it("carries an account in GitHub's private forms", () => {
    expect(readNoreply("12+Rosa@users.noreply.github.com")).toEqual({ id: 12, login: "Rosa" });
    expect(readNoreply(" rosa@users.noreply.github.com ")).toEqual({ id: null, login: "rosa" });
    expect(readNoreply("12+a[bot]@users.noreply.ghe.acme.example")).toEqual({ id: 12, login: "a[bot]" });
  });

  it.each(["rosa@acme.example", "12+@users.noreply.github.com", "a@b@users.noreply.github.com", ""])(
    "%s carries none",
    (email) => {
      expect(readNoreply(email)).toBeNull();
    },
  );

  it("is GitHub's own for what it commits itself", () => {
    expect(isGitHubItself("NoReply@github.com")).toBe(true);
    expect(isGitHubItself("noreply@github.com.acme.example")).toBe(false);
  });
});
