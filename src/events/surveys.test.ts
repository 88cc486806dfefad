import { describe, expect, it } from "vitest";
import { readEvent } from "./read.ts";

const organization = { login: "acme", type: "Organization" };
const shop = { id: 22, name: "shop", owner: organization, default_branch: "main" };
const installation = { id: 11 };

const read = (name: string, payload: object) => readEvent(name, { installation, repository: shop, ...payload }, 7);
const ignored = { kind: "ignored" };
const repository = (reason: string, base: string | null = null) => ({
  kind: "look-again",
  jobs: [],
  errands: [
    { kind: "survey-repository", installationId: 11, owner: "acme", repo: "shop", repositoryId: 22, base, reason },
  ],
});
const everything = (reason: string) => ({
  kind: "look-again",
  jobs: [],
  errands: [{ kind: "survey-installation", installationId: 11, reason }],
});
/** The same, after the required check was looked after. */
const policyOf = (reason: string, urgent = true) => {
  const place = { installationId: 11, owner: "acme", repo: "shop", repositoryId: 22 };
  const { errands, ...rest } = repository(reason);
  return { ...rest, errands: [{ kind: "keep-ruleset", ...place, by: null, urgent, reason }, ...errands] };
};
const everyPolicy = (reason: string) => {
  const { errands, ...rest } = everything(reason);
  return { ...rest, errands: [{ kind: "keep-rulesets", installationId: 11, reason }, ...errands] };
};

describe("a push", () => {
  const commit = { added: [], removed: [], modified: ["README.md"] };
  const policy = ".github/ai-review.yml";
  const push = (more: object) =>
    read("push", { ref: "refs/heads/main", deleted: false, forced: false, commits: [commit], ...more });
  const maybePolicy = "push that may have changed the policy";

  it("that changes something else costs nothing", () => {
    expect(push({})).toEqual(ignored);
    expect(push({ ref: "refs/tags/v1", forced: true })).toEqual(ignored);
    expect(push({ ref: "refs/heads/old", deleted: true })).toEqual(ignored);
  });

  it.each([
    ["added", { added: [policy] }],
    ["removed", { removed: [policy] }],
    ["modified", { modified: [policy] }],
    ["changed among too many files to list", { modified: Array(3000).fill("a") }],
    ["unknown, because a commit lists no files", { modified: undefined }],
  ])("to the default branch with the policy %s is about every open request", (_, change) => {
    expect(push({ commits: [commit, { ...commit, ...change }] })).toEqual(policyOf(maybePolicy));
  });

  it("whose list of commits is cut, or missing, counts as changing the policy", () => {
    expect(push({ commits: Array(2048).fill(commit) })).toEqual(policyOf(maybePolicy));
    expect(push({ commits: undefined })).toEqual(policyOf(maybePolicy));
  });

  it("to another branch doesn't change the policy", () => {
    expect(push({ ref: "refs/heads/fix", commits: [{ ...commit, added: [policy] }] })).toEqual(ignored);
  });

  it.each([".github", ".github-private", ".GitHub"])(
    "of the policy in the organisation's %s is about it all",
    (name) => {
      const changes = { repository: { ...shop, name }, commits: [{ ...commit, added: [policy] }] };
      expect(push(changes)).toEqual(everyPolicy(maybePolicy));
      const ofPerson = { ...shop, name, owner: { login: "acme", type: "User" } };
      expect(push({ ...changes, repository: ofPerson })).toMatchObject({
        errands: [{ kind: "keep-ruleset" }, { kind: "survey-repository" }],
      });
    },
  );

  it("by force is about the requests into that branch; to the default branch about all, as the policy may differ", () => {
    expect(push({ ref: "refs/heads/release/1", forced: true })).toEqual(
      repository("forced push to the base", "release/1"),
    );
    expect(push({ forced: true })).toEqual(policyOf(maybePolicy));
  });
});

describe("who may do what", () => {
  it.each(["added", "removed", "edited"])("member.%s is about the repository", (action) => {
    expect(read("member", { action })).toEqual(repository(`member.${action}`));
  });

  it.each([
    ["membership", "added"],
    ["membership", "removed"],
    ["organization", "member_added"],
    ["organization", "member_removed"],
    ["organization", "renamed"],
    ["team", "created"],
    ["team", "deleted"],
  ])("%s.%s is about the whole installation", (name, action) => {
    expect(read(name, { action, repository: undefined })).toEqual(everything(`${name}.${action}`));
  });

  it.each(["added_to_repository", "removed_from_repository"])("team.%s is about the repository", (action) => {
    expect(read("team", { action })).toEqual(repository(`team.${action}`));
  });

  it("a team's edit counts by what was edited", () => {
    const edited = (changes: object) => read("team", { action: "edited", changes });
    expect(edited({ description: { from: "x" } })).toEqual(ignored);
    expect(edited({})).toEqual(ignored);
    expect(edited({ repository: { permissions: { from: { push: true } } } })).toEqual(repository("team.edited"));
    expect(edited({ name: { from: "x" } })).toEqual(everything("team.edited"));
  });

  it("an invitation costs nothing yet", () => {
    expect(read("organization", { action: "member_invited" })).toEqual(ignored);
  });
});

describe("a repository event", () => {
  it.each(["transferred", "unarchived", "renamed"])("that says %s is about its requests", (action) => {
    expect(read("repository", { action })).toEqual(policyOf(`repository.${action}`));
  });

  it.each(["archived", "created", "deleted", "privatized", "publicized"])("that says %s costs nothing", (action) => {
    expect(read("repository", { action })).toEqual(ignored);
  });

  it("that edits counts for the default branch only", () => {
    const edited = (changes: object) => read("repository", { action: "edited", changes });
    expect(edited({ description: { from: "x" } })).toEqual(ignored);
    expect(edited({ default_branch: { from: "master" } })).toEqual(policyOf("repository.edited"));
  });

  it("of the organisation's policy is about the whole installation", () => {
    const gone = { action: "deleted", repository: { ...shop, name: ".github" } };
    expect(read("repository", gone)).toEqual(everyPolicy("repository.deleted"));
    const renamed = { action: "renamed", changes: { repository: { name: { from: ".github" } } } };
    expect(read("repository", renamed)).toEqual(everyPolicy("repository.renamed"));
  });
});

describe("an installation event", () => {
  it.each(["created", "unsuspend"])("that says %s is about all that is open", (action) => {
    expect(read("installation", { action, repository: undefined })).toEqual(everyPolicy(`installation.${action}`));
  });

  it("of new permissions is that too, and asks for a token that has them", () => {
    expect(read("installation", { action: "new_permissions_accepted" })).toMatchObject({
      errands: [
        { kind: "keep-rulesets", installationId: 11, renewToken: true },
        { kind: "survey-installation", installationId: 11, renewToken: true },
      ],
    });
  });

  it.each(["deleted", "suspend"])("that says %s costs nothing", (action) => {
    expect(read("installation", { action })).toEqual(ignored);
  });

  it("of added repositories is about these, or about all where they are many", () => {
    const added = (count: number) =>
      read("installation_repositories", {
        action: "added",
        repositories_added: Array.from({ length: count }, () => ({ id: 22, full_name: "acme/shop" })),
      });
    expect(added(1)).toEqual(policyOf("installation_repositories.added", false));
    expect(added(6)).toEqual(everyPolicy("installation_repositories.added"));
    expect(read("installation_repositories", { action: "removed" })).toEqual(ignored);
  });
});

describe("any of these", () => {
  it("of a webhook that isn't the App's costs nothing", () => {
    for (const [name, action] of [
      ["push", ""],
      ["member", "removed"],
      ["membership", "removed"],
      ["repository", "renamed"],
    ] as const) {
      const payload = { action, ref: "refs/heads/main", forced: true, repository: shop };
      expect(readEvent(name, payload, 7)).toEqual(ignored);
    }
  });

  it("that isn't as documented says what was expected", () => {
    const odd = { kind: "odd", expected: expect.any(String) };
    expect(read("push", { ref: 5 })).toEqual(odd);
    expect(read("member", { action: "removed", repository: { id: 22 } })).toEqual(odd);
    expect(read("membership", { action: "removed", installation: { id: "11" } })).toEqual(odd);
    expect(read("installation_repositories", { action: "added", repositories_added: [{ id: 1 }] })).toEqual(odd);
  });
});

describe("a change of rules", () => {
  const sender = { id: 5, login: "mallory", type: "User" };
  const by = { id: 5, login: "mallory", kind: "User" };

  it.each([
    ["repository_ruleset", "created"],
    ["repository_ruleset", "edited"],
    ["repository_ruleset", "deleted"],
    ["branch_protection_rule", "edited"],
  ])("(%s, %s) is a reason to look after the required check, and names who did it", (name, action) => {
    const place = { installationId: 11, owner: "acme", repo: "shop", repositoryId: 22 };
    const reason = `${name}.${action}`;
    expect(read(name, { action, sender })).toEqual({
      kind: "look-again",
      jobs: [],
      errands: [{ kind: "keep-ruleset", ...place, by, urgent: true, reason }],
    });
  });

  it("of the organisation's own rulesets names no repository", () => {
    expect(read("repository_ruleset", { action: "edited", sender, repository: undefined })).toEqual(ignored);
  });

  it("without a sender is odd", () => {
    expect(read("repository_ruleset", { action: "edited" })).toMatchObject({ kind: "odd" });
  });
});
