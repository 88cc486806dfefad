/** Random histories of a repository: what can happen, by the dice, and how it is played on a simulated GitHub. */
import fc from "fast-check";
import type { RepositoryHandle } from "../../simulator/build/repository.ts";
import type { RequestHandle } from "../../simulator/build/request.ts";
import type { Comment } from "../../simulator/build/said.ts";
import { commitAt, put } from "../../simulator/git/objects.ts";
import type { OrganizationHandle } from "../../simulator/simulator.ts";
import type { PullRequest } from "../../simulator/state/conversation.ts";
import { MAKERS } from "../../simulator/state/merging.ts";
import type { Account } from "../../simulator/state/model.ts";
import { createOracle, type Oracle } from "./oracle.ts";
import { byClaude, POLICY, type Stage } from "./scenes.ts";

const WHO = ["alice", "rita", "sam", "tess"] as const;
const FOOTER = "🤖 Generated with [Claude Code](https://claude.com/claude-code)";

const who = fc.constantFrom(...WHO);
const agent = fc.boolean();
/** Which of the requests, where there are several. */
const on = fc.nat({ max: 1 });
const one = <Kind extends string>(kind: Kind) => fc.record({ kind: fc.constant(kind), who, on });
const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });

/** What people do to a request's reviews and texts. Where GitHub refuses it, nothing happens. */
const talk = [
  often(6, one("approve")),
  often(1, one("request changes")),
  often(1, one("comment")),
  often(2, one("dismiss")),
  often(
    1,
    fc.record({ kind: fc.constant("retarget" as const), who, on, to: fc.constantFrom("main", "stable", "attic") }),
  ),
  often(1, one("edit")),
  often(1, one("close and reopen")),
];

/** Who may write, which no delivery of the request's own tells. */
const access = [
  often(2, fc.record({ kind: fc.constant("access" as const), who, on, role: fc.constantFrom(null, "read", "write") })),
];

/** What changes the content. */
const work = [
  often(3, fc.record({ kind: fc.constant("commit" as const), who, on, agent, pusher: who })),
  often(2, fc.record({ kind: fc.constant("amend" as const), who, on, agent, pusher: who })),
];

/** What moves the head, and may leave the content as it is. */
const moves = [
  often(3, one("rewrite")),
  often(2, one("rebase")),
  often(2, one("update branch")),
  often(2, fc.record({ kind: fc.constant("base moves" as const), who, on, file: fc.constantFrom("a.txt", "b.txt") })),
];

/** What makes a request AI-written, or somebody its prompter, though it's gone later: by text. */
const words = [often(1, one("mark")), often(1, one("ask an agent")), often(1, one("delete the last comment"))];

type Deed =
  | Values<typeof talk>
  | Values<typeof access>
  | Values<typeof work>
  | Values<typeof moves>
  | Values<typeof words>;
type Values<List> = List extends { arbitrary: fc.Arbitrary<infer Value> }[] ? Value : never;

export interface History {
  /** Whether an agent wrote the first commit. */
  readonly agent: boolean;
  readonly validFor: "commit" | "diff";
  /** Another open request with the same head: from the same branch, or from another one. */
  readonly sibling: "none" | "same branch" | "other branch";
  /** What happens between two looks. */
  readonly acts: readonly (readonly Deed[])[];
}

const validFor = fc.constantFrom("commit" as const, "diff" as const);
const actsOf = (...deeds: { weight: number; arbitrary: fc.Arbitrary<Deed> }[]) =>
  fc.array(fc.array(fc.oneof(...deeds), { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 5 });

/** Two requests on one head, and what becomes of either. */
const shared = fc.record({
  agent,
  validFor,
  sibling: fc.constantFrom("same branch" as const, "other branch" as const),
  acts: actsOf(...talk, ...access, ...work),
});

/** One request, and everything that can happen to it. */
const alone = fc.record({
  agent: fc.constant(true),
  validFor,
  sibling: fc.constant("none" as const),
  acts: actsOf(...talk, ...access, ...work, ...moves, ...words),
});

/** One request that nothing moves without changing it, which an agent's mark may only come to later. */
const plainOf = (...deeds: Parameters<typeof actsOf>) =>
  fc.record({ agent, validFor, sibling: fc.constant("none" as const), acts: actsOf(...deeds) });
const plain = plainOf(...talk, ...access, ...work, ...words);

export const history: fc.Arbitrary<History> = fc.oneof(shared, alone, plain);
/** Those in which nothing depends on what was looked at in between. */
export const hastyHistory: fc.Arbitrary<History> = fc.oneof(shared, plain);
/** Those in which a delivery tells of everything. */
export const toldHistory: fc.Arbitrary<History> = plainOf(...talk, ...work, ...words);

/** A history as it's played: its repository and its requests. */
export interface Scene {
  readonly history: History;
  readonly shop: RepositoryHandle;
  readonly requests: readonly Request[];
  readonly oracle: Oracle;
  /** A mark came and went, and no delivery has told of it yet: nobody can know. */
  isSecretlyMarked: boolean;
}

export interface Request {
  readonly handle: RequestHandle;
  readonly state: PullRequest;
  readonly reviews: ReturnType<RequestHandle["review"]>[];
  readonly comments: Comment[];
}

let count = 0;
const newText = () => `text ${++count}`;

/** @param owner on whom the App isn't installed yet: what it finds there is told by one event */
export function setScene(stage: Stage, owner: OrganizationHandle, history: History): Scene {
  const { alice, tess } = stage;
  const policy = [
    "branches: [main, stable]",
    `approvals: { valid_for: ${history.validFor} }`,
    "enforcement: { manage: off }",
    "reviewers: { request: false, label: false }",
  ].join("\n");
  const shop = stage.shop({ [POLICY]: policy, "a.txt": "first", "b.txt": "first" }, owner);
  for (const base of ["stable", "attic"]) shop.push(base, "main", { by: tess });
  const message = history.agent ? byClaude("Begin") : "Begin";
  shop.commit("fix", { by: alice, files: { "a.txt": newText() }, message });
  if (history.sibling === "other branch") shop.push("copy", "fix", { by: alice });
  const open = (head: string, base: string): Request => {
    const handle = shop.openRequest({ by: alice, head, base });
    const state = shop.repository.conversations.get(handle.number);
    if (state?.kind !== "PullRequest") throw new Error("Expected the request");
    return { handle, state, reviews: [], comments: [] };
  };
  const requests = [open("fix", "main")];
  if (history.sibling === "same branch") requests.push(open("fix", "stable"));
  if (history.sibling === "other branch") requests.push(open("copy", "main"));
  const oracle = createOracle(stage.world.github.world, history.validFor);
  return { history, shop, requests, oracle, isSecretlyMarked: false };
}

/** Does it, unless GitHub refuses it. */
export function play(stage: Stage, scene: Scene, deed: Deed): void {
  const request = scene.requests[deed.on] ?? scene.requests[0];
  if (!request) throw new Error("Expected a request");
  try {
    perform(stage, scene, request, deed);
  } catch (error) {
    if (!(error instanceof Error && error.name === "Refused")) throw error;
  }
}

function perform(stage: Stage, scene: Scene, request: Request, deed: Deed): void {
  const by = stage[deed.who];
  const { shop, oracle } = scene;
  const { handle, state, reviews, comments } = request;
  const branch = state.head.ref;
  switch (deed.kind) {
    case "commit":
    case "amend": {
      const text = newText();
      const message = deed.agent ? byClaude(text) : text;
      const content = { by, pusher: stage[deed.pusher], files: { "a.txt": text }, message };
      const replaces = deed.kind === "amend" ? { parents: ["main"], force: true } : {};
      shop.commit(branch, { ...content, ...replaces });
      return;
    }
    case "rewrite":
      rewrite(shop, branch, by);
      return;
    case "rebase":
      rebase(stage, shop, state, by);
      return;
    case "update branch":
      handle.updateBranch(by);
      return;
    case "base moves":
      shop.commit("main", { by, files: { [deed.file]: newText() } });
      return;
    case "approve":
      reviews.push(handle.review(by, "APPROVE"));
      return;
    case "request changes":
      reviews.push(handle.review(by, "REQUEST_CHANGES"));
      return;
    case "comment":
      handle.review(by, "COMMENT");
      return;
    case "dismiss":
      reviews.at(-1)?.dismiss(by);
      return;
    case "retarget":
      // GitHub refuses a second open request from one branch into another.
      if (scene.requests.some((other) => other.state.head.ref === branch && other.state.base.ref === deed.to)) return;
      handle.edit(by, { base: deed.to });
      return;
    case "edit":
      handle.edit(by, { title: newText(), body: "Nothing to see here" });
      return;
    case "mark":
      handle.edit(by, { body: `${newText()}\n\n${FOOTER}` });
      oracle.marked(state);
      scene.isSecretlyMarked = true;
      return;
    case "ask an agent":
      comments.push(handle.comment(by, "@claude do it"));
      oracle.asked(state, by);
      return;
    case "delete the last comment":
      comments.pop()?.delete(by);
      return;
    case "close and reopen":
      handle.close(by);
      handle.reopen(by);
      return;
    case "access":
      shop.setAccess(by, deed.role);
      return;
    default:
      deed satisfies never;
  }
}

/** `git commit --amend --no-edit`: the same change by the same author, committed by somebody. */
function rewrite({ repository, tip, forcePush }: RepositoryHandle, branch: string, by: Account): void {
  const old = commitAt(repository.objects, tip(branch));
  const committer = { name: by.login, email: `${by.login}@example.com`, date: new Date(++count * 1000).toISOString() };
  forcePush(branch, put(repository.objects, { ...old, committer, signedByGitHub: false }), { by });
}

function rebase({ world: { github } }: Stage, shop: RepositoryHandle, request: PullRequest, by: Account): void {
  const onto = shop.tip(request.base.ref);
  shop.forcePush(request.head.ref, MAKERS.rebase(github.world, request, by, onto, { method: "rebase" }), { by });
}
