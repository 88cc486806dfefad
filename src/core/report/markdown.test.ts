import { describe, expect, test } from "vitest";
import { code, cut, enumerate, list, mention, people, shorten, words } from "./markdown.ts";

describe("somebody's text as code", () => {
  test.each([
    ["plain", "`plain`"],
    ["a`b", "``a`b``"],
    ["`", "`` ` ``"],
    ["``x`", "``` ``x` ```"],
    ["a\n\n# b\r\n- c", "`a # b - c`"],
    ["a\u2028b\u0000c", "`a b c`"],
    ["\u202Egnp.exe", "`gnp.exe`"],
    ["", "` `"],
    ["  ", "` `"],
  ])("%j is %s", (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  test("is cut where nobody reads on", () => {
    expect(code("x".repeat(5000)).length).toBeLessThan(250);
    expect(code("`".repeat(5000)).length).toBeLessThan(650);
  });
});

test("a line is never cut within a character", () => {
  expect(shorten("a💥b", 3)).toBe("a…");
  expect(shorten("abc", 3)).toBe("abc");
});

describe("a login", () => {
  test("of a person is a mention", () => {
    expect(mention("octo-cat")).toBe("@octo-cat");
    expect(mention("mona_acme")).toBe("@mona_acme");
  });

  test.each(["acme[bot]", "x](http://evil.example)", "acme/team", "a b", "<img>", "-x", ""])(
    "%j mentions nobody",
    (login) => {
      expect(mention(login).startsWith("`")).toBe(true);
    },
  );
});

test("a name from the policy stands as it is unless it could be markup", () => {
  expect(words("Amazon Q Developer")).toBe("Amazon Q Developer");
  for (const name of ["**bold**", "[a](b)", "<b>", "@team", "# x", "a_b_c"]) expect(words(name)).toBe(`\`${name}\``);
});

test("names in a sentence", () => {
  expect(enumerate([])).toBe("");
  expect(enumerate(["a"])).toBe("a");
  expect(enumerate(["a", "b"])).toBe("a and b");
  expect(enumerate(["a", "b", "c"])).toBe("a, b and c");
  expect(enumerate(Array.from({ length: 30 }, () => "x"))).toMatch(/^(x, ){9}x and 20 more$/);
});

test("people in numbers", () => {
  expect(people(1)).toBe("1 person");
  expect(people(2, "more ")).toBe("2 more people");
});

test("a long list says how many more there are", () => {
  expect(list(["a", "b", "c"], 2)).toBe("- a\n- b\n- … and 1 more");
});

describe("a text that is too long", () => {
  const size = (text: string) => new TextEncoder().encode(text).length;

  test("is cut at a line's end, and says so", () => {
    const text = cut(`first\nsecond\n${"x".repeat(500)}`, 100);
    expect(text).toMatch(/^first\nsecond\n\n… the rest is left out/);
    expect(size(text)).toBeLessThanOrEqual(100);
  });

  test("is measured in bytes, so that it fits however GitHub counts", () => {
    expect(size(cut("ää\n".repeat(200), 300))).toBeLessThanOrEqual(300);
  });

  test("is left alone while it fits", () => {
    expect(cut("x".repeat(100), 100)).toBe("x".repeat(100));
  });
});
