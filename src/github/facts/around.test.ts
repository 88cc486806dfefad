import { describe, expect, it } from "vitest";
import { NOTHING_AROUND } from "../../core/facts.ts";
import { toAround } from "./around.ts";

const rita = { __typename: "User", login: "rita", databaseId: 2 };
const blob = (text: string, more = {}) => ({ mode: 0o100644, object: { __typename: "Blob", text, ...more } });

describe("what is around a request", () => {
  it("is nothing where GitHub shows nothing, and no trouble", () => {
    expect(toAround(null)).toEqual(NOTHING_AROUND);
    expect(toAround({})).toEqual(NOTHING_AROUND);
    expect(
      toAround({ label: null, pullRequest: { suggestedReviewers: null, reviewRequests: null, baseRef: null } }),
    ).toEqual(NOTHING_AROUND);
    expect(toAround({ pullRequest: { suggestedReviewers: [null, { reviewer: null }] } })).toEqual(NOTHING_AROUND);
  });

  it("is the label, suggestions with their ids, and who is asked", () => {
    const asked = [
      rita,
      { __typename: "Bot", login: "copilot", databaseId: 3 },
      { __typename: "Team" as const, combinedSlug: "acme/shop" },
      null,
      { __typename: "Newcomer", login: "x", databaseId: 4 },
    ];
    const answer = {
      label: { id: "LA_1" },
      pullRequest: {
        suggestedReviewers: [{ reviewer: { id: "U_2", ...rita } }],
        reviewRequests: { nodes: asked.map((requestedReviewer) => ({ requestedReviewer })) },
      },
    };
    const account = { id: 2, login: "rita", kind: "User" };
    expect(toAround(answer)).toEqual({
      labelId: "LA_1",
      codeowners: null,
      suggested: [{ account, nodeId: "U_2" }],
      asked: [
        { type: "person", account },
        { type: "person", account: { id: 3, login: "copilot[bot]", kind: "Bot" } },
        { type: "team", name: "acme/shop" },
        { type: "unknown" },
        { type: "unknown" },
      ],
    });
  });

  it("is the first CODEOWNERS of .github, the root and docs, if it's a whole file", () => {
    const codeowners = (target: object) => toAround({ pullRequest: { baseRef: { target } } }).codeowners;
    const [inGithub, inRoot, inDocs] = [blob("one"), blob("two"), blob("three")];
    expect(codeowners({ inGithub, inRoot, inDocs })).toBe("one");
    expect(codeowners({ inGithub: null, inRoot, inDocs })).toBe("two");
    expect(codeowners({ inGithub: null, inRoot: null, inDocs })).toBe("three");
    expect(codeowners({ inGithub: blob("cut", { isTruncated: true }), inRoot })).toBe(null);
    expect(codeowners({ inGithub: { ...blob("link"), mode: 0o120000 } })).toBe(null);
    expect(codeowners({ inGithub: { mode: 0o40000, object: { __typename: "Tree" } } })).toBe(null);
  });
});
