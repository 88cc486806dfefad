import { describe, expect, test } from "vitest";
import { isGitHubItself, readNoreply } from "./address.ts";

describe("GitHub's private addresses", () => {
  test("the present form has the account's number and login", () => {
    expect(readNoreply("583231+octocat@users.noreply.github.com")).toEqual({ id: 583231, login: "octocat" });
  });

  test("the older form has only a login", () => {
    expect(readNoreply("octocat@users.noreply.github.com")).toEqual({ id: null, login: "octocat" });
  });

  test("an App's login ends in [bot]", () => {
    expect(readNoreply("49699333+dependabot[bot]@users.noreply.github.com")).toEqual({
      id: 49699333,
      login: "dependabot[bot]",
    });
  });

  test("case and blanks around it don't count, and a server of one's own has its own host", () => {
    expect(readNoreply(" 7+Rita@USERS.NOREPLY.git.acme.example ")).toEqual({ id: 7, login: "Rita" });
  });

  test.each([
    "octocat@github.com",
    "noreply@github.com",
    "@users.noreply.github.com",
    "a b@users.noreply.github.com",
    "1+2+x@users.noreply.github.com",
    "x@users.noreply.github.com@evil.example",
    "",
  ])("%j is any other address", (email) => {
    expect(readNoreply(email)).toBeNull();
  });

  test("a number too long to be an account's is no number", () => {
    expect(readNoreply("99999999999999999999+x@users.noreply.github.com")).toBeNull();
  });
});

test("GitHub's own address is known whatever its case, and nothing like it is", () => {
  expect(isGitHubItself(" NoReply@GitHub.com ")).toBe(true);
  expect(isGitHubItself("noreply@github.com.evil.example")).toBe(false);
});
