import { schema as published } from "@octokit/graphql-schema";
import {
  buildSchema,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  NoDeprecatedCustomRule,
  parse,
  type SelectionSetNode,
  specifiedRules,
  validate,
} from "graphql";
import { describe, expect, it } from "vitest";
import { helpMutation, reviewersQuery } from "../courtesies.ts";
import { DEPLOYMENT_QUERY, DEPLOYMENTS_QUERY, REQUEST_COMMITS_QUERY, tiesQuery } from "../deployments/query.ts";
import { POLICY_HOLDERS_QUERY } from "../policy-holders.ts";
import { COMMIT_COMMENTS_QUERY } from "./commit-comments.ts";
import { contentsQuery } from "./contents.ts";
import { MERGE_GROUP_QUERY, QUEUE_ENTRIES_QUERY } from "./merge-group.ts";
import { notesQuery } from "./notes.ts";
import { pushQuery } from "./push-query.ts";
import {
  ISSUE_ITEMS_QUERY,
  ISSUE_QUERY,
  PAGE_QUERIES,
  POLICIES_QUERY,
  PULL_REQUEST_QUERY,
  REVIEW_COMMENTS_QUERY,
} from "./query.ts";
import { TEAM_MEMBERS_QUERY, teamsQuery } from "./teams.ts";

const schema = buildSchema(published.idl, { assumeValidSDL: true });

const queries: [string, string][] = [
  ["the pull request", PULL_REQUEST_QUERY],
  ...Object.entries(PAGE_QUERIES).map(([list, query]): [string, string] => [`more ${list}`, query]),
  ["more review comments", REVIEW_COMMENTS_QUERY],
  ["an issue", ISSUE_QUERY],
  ["more of an issue's timeline", ISSUE_ITEMS_QUERY],
  ["a merge group", MERGE_GROUP_QUERY],
  ["more of a merge queue", QUEUE_ENTRIES_QUERY],
  ["a push of two commits", pushQuery(["a".repeat(40), "b".repeat(40)])],
  ["a deployment", DEPLOYMENT_QUERY],
  ["older deployments", DEPLOYMENTS_QUERY],
  ["the requests of fifty commits", tiesQuery(Array.from({ length: 50 }, (_, each) => String(each).padStart(40, "a")))],
  ["the commits of a request", REQUEST_COMMITS_QUERY],
  ["two teams", teamsQuery(2)],
  ["more of a team's members", TEAM_MEMBERS_QUERY],
];

const withoutLists: [string, string][] = [
  ["comments on a commit", COMMIT_COMMENTS_QUERY],
  ["policies", POLICIES_QUERY],
  ["who has a policy", POLICY_HOLDERS_QUERY],
  ["notes", notesQuery(["a".repeat(40), "b".repeat(40)])],
  [
    "contents",
    contentsQuery([
      { commit: "a".repeat(40), path: 'a "b".tf' },
      { commit: "b".repeat(40), path: "c" },
    ]).query,
  ],
  ["two people and two teams", reviewersQuery(2, 2)],
  ["asking and labelling", helpMutation({ ask: true, label: true })],
  ["asking", helpMutation({ ask: true, label: false })],
  ["labelling", helpMutation({ ask: false, label: true })],
];

describe.each(withoutLists)("the query for %s", (_, query) => {
  it("is valid against GitHub's public schema and uses nothing deprecated", () => {
    expect(validate(schema, parse(query), [...specifiedRules, NoDeprecatedCustomRule])).toEqual([]);
  });
});

describe.each(queries)("the query for %s", (_, query) => {
  it("is valid against GitHub's public schema and uses nothing deprecated", () => {
    expect(validate(schema, parse(query), [...specifiedRules, NoDeprecatedCustomRule])).toEqual([]);
  });

  it("asks for at most 100 of each list, and for under 500,000 nodes", () => {
    const { nodes, lists } = count(parse(query));
    expect(lists.length).toBeGreaterThan(0);
    expect(lists.filter((asked) => asked < 1 || asked > 100)).toEqual([]);
    expect(nodes).toBeLessThan(500_000);
  });

  it("asks for the total of each list that it pages, so that a cut can be noticed", () => {
    const lacking = fieldsWith(parse(query), "pageInfo").filter((field) => !namesOf(field).includes("totalCount"));
    expect(lacking.map((field) => field.name.value)).toEqual([]);
  });
});

describe("the counting", () => {
  it("multiplies through nested lists as GitHub's documentation does", () => {
    // https://docs.github.com/graphql/overview/rate-limits-and-node-limits-for-the-graphql-api#node-limit
    const example = `query { viewer { repositories(first: 50) { edges { repository: node {
      pullRequests(first: 20) { edges { node { comments(first: 10) { edges { node { body } } } } } }
      issues(first: 20) { edges { node { ...withComments } } } } } }
      followers(first: 10) { edges { node { login } } } } }
      fragment withComments on Issue { comments(first: 10) { edges { node { body } } } }`;
    expect(count(parse(example)).nodes).toBe(22_060);
  });
});

/** Nodes as GitHub counts them: what each list may give, times what the lists around it may give. */
function count(document: DocumentNode): { nodes: number; lists: number[] } {
  const fragments = fragmentsOf(document);
  const lists: number[] = [];
  const inside = (set: SelectionSetNode | undefined, times: number): number =>
    (set?.selections ?? []).reduce((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return sum + inside(fragments.get(selection.name.value)?.selectionSet, times);
      if (selection.kind === Kind.INLINE_FRAGMENT) return sum + inside(selection.selectionSet, times);
      const asked = sizeOf(selection);
      if (asked === null) return sum + inside(selection.selectionSet, times);
      lists.push(asked);
      return sum + times * asked + inside(selection.selectionSet, times * asked);
    }, 0);
  const nodes = document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .reduce((sum, operation) => sum + inside(operation.selectionSet, 1), 0);
  return { nodes, lists };
}

function sizeOf(field: FieldNode): number | null {
  const size = field.arguments?.find(({ name }) => name.value === "first" || name.value === "last");
  return size?.value.kind === Kind.INT ? Number(size.value.value) : null;
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const found = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(found.map((fragment) => [fragment.name.value, fragment]));
}

function namesOf(field: FieldNode): string[] {
  return (field.selectionSet?.selections ?? []).flatMap((each) => (each.kind === Kind.FIELD ? [each.name.value] : []));
}

/** Every field that selects a field of this name. */
function fieldsWith(document: DocumentNode, name: string): FieldNode[] {
  const walk = (set: SelectionSetNode): FieldNode[] =>
    set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) return [];
      const below = walk(selection.selectionSet);
      return selection.kind === Kind.FIELD && namesOf(selection).includes(name) ? [selection, ...below] : below;
    });
  return document.definitions.flatMap((definition) =>
    "selectionSet" in definition && definition.selectionSet ? walk(definition.selectionSet) : [],
  );
}
