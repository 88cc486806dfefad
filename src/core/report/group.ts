/** A merge queue's group as people see it: which requests hold it, and what to do. */
import type { Report } from "../decision.ts";
import { type GroupedRequest, holding } from "../group/group.ts";
import type { PolicyInForce } from "../policy.ts";
import { code, cutToFit, enumerate, list, shorten } from "./markdown.ts";
import { TEXTS } from "./texts.ts";
import { LONGEST_TITLE } from "./title.ts";

const SAYS: Readonly<Record<GroupedRequest["verdict"], string>> = {
  passed: "has passed.",
  held: "**hasn't passed:** an approval is missing, or something blocks it. Its own check says what.",
  unknown: "**isn't judged yet.** That takes a few seconds.",
};

const GROUP_TEXTS = {
  passes: "Every request of this merge group has passed `ai-review`.",
  one: "Have what it lacks given on the request itself. If GitHub took it out of the queue meanwhile, add it again.",
  several:
    "Have what they lack given on the requests themselves. If GitHub took one out of the queue meanwhile, add it again.",
  wait: "Nothing for now: this check follows by itself.",
  unseen:
    "GitHub doesn't show which requests this group would merge, so it can't be judged. If it's still in the queue, press **Re-evaluate**; if it isn't, this check concerns nobody any more.",
} as const;

/** @param requests in the queue's order */
export function groupReport(branch: string, requests: readonly GroupedRequest[], { policy }: PolicyInForce): Report {
  const held = holding(requests);
  const names = enumerate(held.map(({ number }) => `#${number}`));
  const title = held.length === 0 ? "Every request of this group has passed" : `Held by ${names}`;
  const answer =
    held.length === 0
      ? GROUP_TEXTS.passes
      : `**${names} must pass before this group can be merged into ${code(branch)}.**`;
  const lines = list(requests.map(({ number, verdict }) => `#${number} ${SAYS[verdict]}`));
  const toDo = held.length === 0 ? [] : [`${TEXTS.whatToDo}\n${whatToDo(held)}`];
  const summary = [answer, lines, ...toDo].join("\n\n");
  const observed = policy.mode !== "enforce";
  return {
    // A queue waits for no person: what doesn't pass is taken out of it.
    conclusion: observed ? "neutral" : held.length === 0 ? "success" : "failure",
    title: shorten(`${observed ? "Observing: " : ""}${title}`, LONGEST_TITLE),
    summary: cutToFit(observed ? `${TEXTS.observe}\n\n${summary}` : summary),
    text: TEXTS.whatThisIs,
    annotations: [],
    mode: policy.mode,
  };
}

function whatToDo(held: readonly GroupedRequest[]): string {
  const lacking = held.filter(({ verdict }) => verdict === "held");
  if (lacking.length === 0) return GROUP_TEXTS.wait;
  return lacking.length === 1 ? GROUP_TEXTS.one : GROUP_TEXTS.several;
}

/** GitHub's queue has no entry for the group. Never a pass. */
export function unseenGroup({ policy }: PolicyInForce): Report {
  return {
    conclusion: policy.mode === "enforce" ? "failure" : "neutral",
    title: "GitHub doesn't show what this group merges",
    summary: GROUP_TEXTS.unseen,
    text: "",
    annotations: [],
    mode: policy.mode,
  };
}
