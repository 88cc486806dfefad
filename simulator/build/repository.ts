/** A repository, and what people do in it. */
import type { Identity } from "../git/objects.ts";
import type { FileContent } from "../git/trees.ts";
import { requireRole, setAccess } from "../state/access.ts";
import { findAccount } from "../state/accounts.ts";
import { type CheckContent, createCheckRun } from "../state/checks.ts";
import { addCommitComment, deleteCommitComment, editCommitComment } from "../state/commit-comments.ts";
import { gitHubIdentity, identityOf, writeCommit } from "../state/commits.ts";
import { addStatus, createDeployment, startRun } from "../state/deployments.ts";
import { openIssue } from "../state/issues.ts";
import { createQueue } from "../state/merge-queue.ts";
import type { MergeMethod } from "../state/merging.ts";
import type { Account, App, Repository, Role, World } from "../state/model.ts";
import { type ProtectionInput, protectionOf } from "../state/protection.ts";
import { updateRef } from "../state/push.ts";
import { Refused } from "../state/refused.ts";
import { branchTip, createRepository, resolveCommit, setArchived, setDefaultBranch } from "../state/repositories.ts";
import { openRequest } from "../state/requests.ts";
import type { RequiredCheck } from "../state/ruleset.ts";
import { addRuleset, type RulesetInput, rulesetInput } from "../state/rulesets.ts";
import { latestRuns } from "../state/suites.ts";
import { type Check, checkOf } from "./check.ts";
import { type DeploymentHandle, deploymentHandle, type NewDeployment } from "./deployment.ts";
import { type IssueHandle, issueHandle } from "./issue.ts";
import { type RequestHandle, requestHandle } from "./request.ts";
import { type RulesetHandle, rulesetHandle } from "./ruleset.ts";

/** A name and an address; the time is the simulator's unless it's given. */
export type Person = Account | (Omit<Identity, "date"> & { readonly date?: string });

export interface CommitOptions {
  /** Who makes and pushes it. */
  readonly by: Account;
  readonly message?: string;
  /** Changes to the first parent's files. */
  readonly files?: Readonly<Record<string, FileContent>>;
  readonly author?: Person;
  readonly committer?: Person;
  /** Made on GitHub's servers: in its web interface, or by an App through its API. */
  readonly signedByGitHub?: boolean;
  /** Branches or ids; the branch's tip by default. */
  readonly parents?: readonly string[];
  /** Where a new branch begins; the default branch by default. */
  readonly from?: string;
  readonly pusher?: Account;
  readonly force?: boolean;
  /** false only stores the commit, to be pushed later. */
  readonly push?: boolean;
}

interface NewRequest {
  readonly by: Account;
  /** A branch, of a fork as `owner:branch`. */
  readonly head: string;
  readonly base?: string;
  readonly title?: string;
  readonly body?: string;
  readonly draft?: boolean;
}

/** A check run that another App makes. */
type OtherCheck = CheckContent & { readonly name: string; readonly headSha: string };

interface CommitCommentHandle {
  edit(by: Account, body: string): void;
  delete(by: Account): void;
}

export interface RepositoryHandle {
  readonly repository: Repository;
  /** Makes a commit and pushes it to the branch, which is made if it isn't there. @returns the commit's id */
  commit(branch: string, options: CommitOptions): string;
  /** Moves a branch (or a ref, by its full name) forward, or makes it. */
  push(branch: string, commit: string, options: { readonly by: Account }): void;
  forcePush(branch: string, commit: string, options: { readonly by: Account }): void;
  deleteBranch(branch: string, by: Account): void;
  /** Switches a merge queue on for a branch. */
  mergeQueue(branch?: string, method?: MergeMethod): void;
  /** GitHub works out with a delay which commits its merges brought: not before it's told to again. */
  tieMerges(now: boolean): void;
  /** The newest run of this name that the App under test made on a commit, or null. */
  checkOn(commit: string, name: string): Check | null;
  /** All issues, oldest first. */
  issues(): IssueHandle[];
  /** Says something about a commit. */
  commentOn(commit: string, by: Account, body: string): CommitCommentHandle;
  /** Comments on a commit, oldest first. */
  commentsOn(commit: string): string[];
  /** The branch's newest commit. */
  tip(branch: string): string;
  openRequest(request: NewRequest): RequestHandle;
  issue(issue: { readonly by: Account; readonly title: string; readonly body?: string }): IssueHandle;
  /** A ruleset as REST takes it, made by the owner. */
  ruleset(input: RulesetInput): RulesetHandle;
  /** A ruleset that is there already, whoever made it, in its owner's hands. */
  rulesetNamed(name: string): RulesetHandle;
  /** Branch protection of the older kind that requires checks, and who is let past it; announced as GitHub does. */
  protect(branch: string, checks: readonly RequiredCheck[], more?: ProtectionInput): void;
  /** A deployment environment with the custom protection rules of these Apps (`github.bot`, or the App itself). */
  environment(name: string, rules?: readonly App[]): void;
  /** Starts a workflow whose job deploys to an environment. */
  deploy(deployment: NewDeployment): DeploymentHandle;
  /** A deployment that succeeded, as anybody with write access can record one through the API, whatever was deployed. */
  recordDeployment(environment: string, commit: string, by: Account): void;
  /** A check run of another App: of `github.bot("…")`. */
  check(app: Account, run: OtherCheck): Check;
  /** A person's role, from now on; null takes it away. */
  setAccess(who: Account, role: Role | null): void;
  setArchived(archived: boolean): void;
  setDefaultBranch(branch: string): void;
  fork(owner: Account): RepositoryHandle;
  delete(): void;
}

export interface RepositoryOptions {
  readonly files?: Readonly<Record<string, FileContent>>;
  /** By login. */
  readonly access?: Readonly<Record<string, Role>>;
  readonly defaultBranch?: string;
  /** Whether it has issues; it has by default. */
  readonly hasIssues?: boolean;
}

const isAccount = (person: Person): person is Account => "kind" in person;

/** A new repository with one commit, or an empty one if no files are given. */
export function buildRepository(world: World, owner: Account, name: string, options: RepositoryOptions) {
  const repository = createRepository(world, owner, name, null);
  repository.defaultBranch = options.defaultBranch ?? "main";
  repository.hasIssues = options.hasIssues ?? true;
  for (const [login, role] of Object.entries(options.access ?? {})) {
    const account = findAccount(world, login);
    if (!account) throw new Refused(422, `There is no account ${login} to give access to`);
    repository.access.set(account.id, role);
  }
  const handle = repositoryHandle(world, repository);
  const [by = owner] = owner.owners;
  if (options.files) handle.commit(repository.defaultBranch, { by, message: "Begin", files: options.files });
  return handle;
}

function repositoryHandle(world: World, repository: Repository): RepositoryHandle {
  const { objects } = repository;
  const [owner = repository.owner] = repository.owner.owners;

  function move(branch: string, after: string | null, by: Account, force: boolean): void {
    requireRole(repository, by, "write", "push");
    const ref = branch.startsWith("refs/") ? branch : `refs/heads/${branch}`;
    updateRef(world, repository, { ref, after, by, force });
  }

  function headOf(head: string) {
    const [owner, branch] = head.includes(":") ? head.split(":", 2) : [null, head];
    if (owner === null || branch === undefined) return { repository, branch: head };
    const found = world.repositories.find((each) => each.owner.login === owner && each.objects === objects);
    if (!found) throw new Refused(422, `${owner} has no fork of ${repository.name}`);
    return { repository: found, branch };
  }

  return {
    repository,
    commit(branch, options) {
      const { by, parents, from = repository.defaultBranch } = options;
      const at = world.clock.tick();
      const identity = (person: Person) => (isAccount(person) ? identityOf(person, at) : { date: at, ...person });
      const tip = branchTip(repository, branch) ?? branchTip(repository, from);
      const author = identity(options.author ?? by);
      const byGitHub = options.signedByGitHub ? gitHubIdentity(at) : author;
      const sha = writeCommit(objects, {
        parents: parents?.map((name) => resolveCommit(repository, name)) ?? (tip === null ? [] : [tip]),
        files: options.files ?? {},
        author,
        committer: options.committer ? identity(options.committer) : byGitHub,
        message: options.message ?? "Change something",
        signedByGitHub: options.signedByGitHub ?? false,
      });
      if (options.push !== false) move(branch, sha, options.pusher ?? by, options.force ?? false);
      return sha;
    },
    push: (branch, commit, { by }) => move(branch, resolveCommit(repository, commit), by, false),
    forcePush: (branch, commit, { by }) => move(branch, resolveCommit(repository, commit), by, true),
    deleteBranch: (branch, by) => move(branch, null, by, false),
    mergeQueue: (branch = repository.defaultBranch, method = "merge") =>
      void createQueue(world, repository, branch, method),
    tieMerges(now) {
      repository.tiesMerges = now;
    },
    checkOn(commit, name) {
      const suite = repository.suites.find(({ app, headSha }) => app === world.app && headSha === commit);
      const run = suite && latestRuns(suite).find((each) => each.name === name);
      return run ? checkOf(world, run) : null;
    },
    issues: () =>
      [...repository.conversations.values()].flatMap((each) => (each.kind === "Issue" ? issueHandle(world, each) : [])),
    commentOn(commit, by, body) {
      const comment = addCommitComment(world, repository, commit, by, body);
      return {
        edit: (editor, text) => editCommitComment(world, comment, editor, text),
        delete: (who) => deleteCommitComment(comment, who),
      };
    },
    commentsOn: (commit) =>
      repository.commitComments.filter((comment) => comment.commit === commit).map(({ body }) => body),
    tip: (branch) => resolveCommit(repository, branch),
    openRequest: ({ by, head, base = repository.defaultBranch, title = head, body = "", draft = false }) =>
      requestHandle(world, openRequest(world, repository, { by, head: headOf(head), base, title, body, draft })),
    issue: ({ by, title, body = "" }) => issueHandle(world, openIssue(world, repository, by, title, body)),
    ruleset(input) {
      return rulesetHandle(world, repository, addRuleset(world, repository, owner, rulesetInput.parse(input)), owner);
    },
    rulesetNamed(name) {
      const [owner = repository.owner] = repository.owner.owners;
      const found = repository.rulesets.find((each) => each.name === name);
      if (!found) throw new Refused(404, `${repository.name} has no ruleset ${name}`);
      return rulesetHandle(world, repository, found, owner);
    },
    protect(branch, checks, more = {}) {
      const [sender = repository.owner] = repository.owner.owners;
      const action = repository.protections.has(branch) ? "edited" : "created";
      repository.protections.set(branch, protectionOf(checks, more));
      const rule = { id: world.nextId(), name: branch, required_status_checks: checks.map(({ context }) => context) };
      world.emit({ event: "branch_protection_rule", action, sender, repository, payload: { rule } });
    },
    environment(name, rules = []) {
      const on = rules.map((app) => ({ id: world.nextId(), app }));
      repository.environments.set(name, { id: world.nextId(), name, createdAt: world.clock.tick(), rules: on });
    },
    deploy({ by, environment, ref = repository.defaultBranch, sha, event = "push" }) {
      const full = ref.startsWith("refs/") ? ref : `refs/heads/${ref}`;
      const commit = sha ?? resolveCommit(repository, full);
      return deploymentHandle(world, startRun(world, repository, { by, environment, ref: full, sha: commit, event }));
    },
    recordDeployment(environment, commit, by) {
      requireRole(repository, by, "write", "create a deployment");
      const sha = resolveCommit(repository, commit);
      const made = createDeployment(world, repository, { sha, ref: sha, environment, creator: by });
      addStatus(world, made, "SUCCESS", by);
    },
    check(app, { headSha, ...content }) {
      if (app.app === null) throw new Refused(422, `${app.login} is no App's account`);
      return checkOf(world, createCheckRun(world, repository, app.app, { ...content, head_sha: headSha }));
    },
    setAccess: (who, role) => setAccess(world, repository, owner, who, role),
    setArchived: (archived) => setArchived(world, repository, owner, archived),
    setDefaultBranch: (branch) => setDefaultBranch(world, repository, owner, branch),
    fork(owner) {
      const fork = createRepository(world, owner, repository.name, repository);
      for (const [ref, sha] of repository.refs) if (ref.startsWith("refs/heads/")) fork.refs.set(ref, sha);
      return repositoryHandle(world, fork);
    },
    delete() {
      repository.deleted = true;
    },
  };
}
