import { describe, expect, it } from "vitest";
import { octokitAnswering } from "../octokit.fixture.ts";
import { readPatches } from "./files.ts";

const ref = { owner: "acme", repo: "shop", number: 7 };
const file = (filename: string, more: object = {}) => ({ filename, status: "modified", ...more });
const hundred = Array.from({ length: 100 }, (_, n) => file(`f${n}`));

describe("files by REST", () => {
  it("have their old names, and patches where GitHub gives them", async () => {
    const renamed = file("new.tf", { status: "renamed", previous_filename: "old.tf", patch: "@@" });
    const { octokit, asked } = octokitAnswering({ body: [renamed, file("logo.png")] });
    expect(await readPatches(octokit, ref)).toEqual([
      { path: "new.tf", previousPath: "old.tf", status: "renamed", patch: "@@" },
      { path: "logo.png", previousPath: null, status: "modified", patch: null },
    ]);
    expect(asked.map(({ url }) => url)).toEqual([
      "https://api.github.com/repos/acme/shop/pulls/7/files?per_page=100&page=1",
    ]);
  });

  it("are read page by page until one isn't full", async () => {
    const { octokit, asked } = octokitAnswering({ body: hundred }, { body: [file("last")] });
    expect(await readPatches(octokit, ref)).toHaveLength(101);
    expect(asked).toHaveLength(2);
  });

  it("end at GitHub's 3,000", async () => {
    const { octokit, asked } = octokitAnswering(...Array.from({ length: 31 }, () => ({ body: hundred })));
    expect(await readPatches(octokit, ref)).toHaveLength(3000);
    expect(asked).toHaveLength(30);
  });

  it("of which one page fails, or is no list, are no answer", async () => {
    const failing = octokitAnswering({ body: hundred }, { status: 502, body: "Bad Gateway" });
    await expect(readPatches(failing.octokit, ref)).rejects.toThrow(
      "reading the files of acme/shop#7: GitHub answered 502",
    );
    const odd = octokitAnswering({ body: { message: "hm" } });
    await expect(readPatches(odd.octokit, ref)).rejects.toThrow("expected a list");
  });
});
