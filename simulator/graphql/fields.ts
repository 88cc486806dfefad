/** How fields of the schema get their values: tables by type, and nothing outside them. */
import type { GraphQLFieldResolver } from "graphql";
import { GraphQLError, getNamedType } from "graphql";
import { type Credential, may } from "../server/credentials.ts";
import type { Repository, World } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import { forbidden, notSimulated } from "./errors.ts";

export interface Context {
  readonly world: World;
  readonly credential: Credential;
}

export type Args = Readonly<Record<string, unknown>>;
type Resolve<Source> = (source: Source, args: Args, context: Context) => unknown;

/** A field whose arguments are named; an argument that isn't is refused rather than passed over. */
interface FieldWithArgs<Source> {
  readonly args: readonly string[];
  readonly resolve: Resolve<Source>;
}

/** The fields of one type that are simulated. */
export type Fields<Source> = Readonly<Record<string, Resolve<Source> | FieldWithArgs<Source>>>;

/** The tables of all types, each for its own kind of source. */
export type Types = Readonly<Record<string, Fields<never>>>;

const SHOWN = Symbol("shown");

/** A value whose own properties are its fields: for small types that need no table. */
export function shown<T extends object>(fields: T): T {
  return Object.defineProperty(fields, SHOWN, { value: true });
}

function isShown(source: unknown): source is Readonly<Record<string, unknown>> {
  return typeof source === "object" && source !== null && SHOWN in source;
}

/** What a field needs of the token: https://docs.github.com/graphql names the same permissions as REST's endpoints. */
const NEEDS: Readonly<Record<string, string>> = {
  "Repository.pullRequest": "pull_requests",
  "Repository.pullRequests": "pull_requests",
  "Repository.issue": "issues",
  "Repository.mergeQueue": "merge_queues",
  "Repository.deployments": "deployments",
  "Repository.object": "contents",
  "Repository.ref": "contents",
  "Repository.refs": "contents",
  "Ref.target": "contents",
  "Commit.file": "contents",
  "Commit.tree": "contents",
  "Commit.comments": "contents",
  "Commit.message": "contents",
  "Commit.checkSuites": "checks",
  "Commit.associatedPullRequests": "pull_requests",
  "PullRequest.commits": "contents",
  "PullRequest.closingIssuesReferences": "issues",
};

function repositoryOf(source: unknown): Repository | null {
  if (typeof source !== "object" || source === null) return null;
  if ("kind" in source && source.kind === "Repository") return source as Repository;
  return "repository" in source ? (source.repository as Repository) : null;
}

const PAGING = ["first", "last", "after", "before"];

/** Makes the one resolver of all fields. */
export function createFieldResolver(types: Types): GraphQLFieldResolver<unknown, Context> {
  return (source, args, context, info) => {
    const name = `${info.parentType.name}.${info.fieldName}`;
    const field = types[info.parentType.name]?.[info.fieldName] as
      | Resolve<unknown>
      | FieldWithArgs<unknown>
      | undefined;
    if (!field) {
      if (isShown(source) && info.fieldName in source) return source[info.fieldName];
      throw notSimulated(name);
    }
    const { args: known, resolve } = typeof field === "function" ? { args: [], resolve: field } : field;
    const paging = getNamedType(info.returnType).name.endsWith("Connection") ? PAGING : [];
    for (const argument of info.fieldNodes.flatMap((node) => node.arguments ?? [])) {
      const given = argument.name.value;
      if (!known.includes(given) && !paging.includes(given)) throw notSimulated(`${name}(${given}:)`);
    }
    const needed = NEEDS[name];
    const repository = repositoryOf(source);
    if (needed && repository && !may(context.credential, repository, needed, "read")) throw forbidden();
    try {
      return resolve(source, args, context);
    } catch (error) {
      if (error instanceof Refused) throw new GraphQLError(error.message, { extensions: { type: "UNPROCESSABLE" } });
      throw error;
    }
  };
}
