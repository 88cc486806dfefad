/** Reads a comment's command: a line that begins with `/ai-review`, outside quotations and code. */
import { readBody } from "../authorship/trailers.ts";
import type { PullRequestFacts } from "../facts.ts";
import type { CommandComment, Mistake, ReviewCommand } from "./command.ts";

/** `/ai-reviewer` is another word. */
const COMMAND = /^\/ai-review(?![\w/-])\s*(\S*)\s*(.*)$/i;
const OVERRIDE = /^([0-9a-f]{7,64})\s+(.*)$/i;
/** Forty digits name a commit, sixty-four where a repository uses SHA-256; fewer are just a word of the reason. */
const NAMED_COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})\s+(.*)$/i;
/** GitHub's form of a login; a managed user's has an underscore. */
const LOGIN = /^@([a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:_[a-z\d]+)?)(?![\w-])/i;

/**
 * @example
 * parseCommand("/ai-review override 3f2c1d9 The shop is down") // { name: "override", sha: "3f2c1d9", reason: "The shop is down" }
 * @returns null if the text has no command
 */
export function parseCommand(body: string): ReviewCommand | null {
  const [first, ...more] = readBody(body)
    .map((line) => COMMAND.exec(line))
    .filter((match) => match !== null);
  if (!first) return null;
  if (more.length > 0) return malformed("several");
  const [, name = "", rest = ""] = first;
  return read(name.toLowerCase(), rest.trim());
}

function read(name: string, rest: string): ReviewCommand {
  switch (name) {
    case "override": {
      const [, sha = "", reason = ""] = OVERRIDE.exec(rest) ?? [];
      return isReason(reason) ? { name, sha: sha.toLowerCase(), reason } : malformed(name);
    }
    case "not-ai": {
      const [, sha = null, reason = rest] = NAMED_COMMIT.exec(rest) ?? [];
      return isReason(reason) ? { name, sha: sha?.toLowerCase() ?? null, reason } : malformed(name);
    }
    case "ai": {
      const login = LOGIN.exec(rest)?.[1];
      return login === undefined ? malformed(name) : { name, login };
    }
    case "recheck":
      return { name };
    default:
      return malformed("name");
  }
}

function malformed(mistake: Mistake): ReviewCommand {
  return { name: "malformed", mistake };
}

function isReason(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** The request's comments that hold a command, oldest first within their kind. */
export function commandComments({ timeline }: Pick<PullRequestFacts, "timeline">): CommandComment[] {
  return timeline.flatMap((item): CommandComment[] => {
    if (item.kind !== "comment" && item.kind !== "review-comment") return [];
    const command = parseCommand(item.body);
    if (command === null) return [];
    const { id, url, at, author, lastEdit, kind } = item;
    return [{ id, url, at, author, edited: lastEdit !== null, here: kind === "comment", command }];
  });
}
