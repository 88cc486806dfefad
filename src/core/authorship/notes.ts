/**
 * Structured records of who wrote which lines: git-ai's authorship log, as a git note at `refs/notes/ai`, and Agent Trace
 * records. A record proves nothing by being there: only one that gives lines to an agent says something.
 *
 * https://github.com/git-ai-project/git-ai/blob/main/specs/git_ai_standard_v3.0.0.md
 * https://github.com/cursor/agent-trace (0.1.0)
 */
import type { AgentEvidence, Evidence, PersonEvidence, Where } from "../evidence.ts";
import { personOfGit } from "../people/identity.ts";
import { agentOfTool, type Named, UNKNOWN } from "./names.ts";

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const string = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/**
 * What a note says: each agent that it gives lines to, and whom the agent worked for. Nothing if it can't be read, or
 * gives no agent a line.
 *
 * @param text the note, a git-ai authorship log or one or more Agent Trace records
 * @param sha the commit that the note is attached to
 */
export function noteEvidence(text: string, sha: string): Evidence[] {
  const divider = /^---\r?$/m.exec(text);
  if (!divider) return traceEvidence(text, sha);
  const log = parse(text.slice(divider.index + divider[0].length));
  return isObject(log) ? logEvidence(text.slice(0, divider.index), log, sha) : [];
}

/** `  KEY RANGES`, two spaces before it; a file's path begins its line. */
const ATTESTATION = /^ {2}(\S+) (\d[\d,-]*)\s*$/;

/** The keys to which the attestation gives lines: sessions and prompts, never `h_…`, which is a known human. */
function attestedKeys(attestation: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const line of attestation.split("\n")) {
    const key = ATTESTATION.exec(line)?.[1];
    // A session's key is followed by the edit's: `s_…::t_…`.
    if (key !== undefined && !key.startsWith("h_")) keys.add(key.split("::", 1)[0] ?? key);
  }
  return keys;
}

/** Names that git-ai's own tests write, and that leak into real notes. */
const FIXTURES = new Set(["mock_ai", "test-agent", "test_agent"]);

function logEvidence(attestation: string, log: Json, sha: string): Evidence[] {
  const records: Json = {
    ...(isObject(log.prompts) ? log.prompts : {}),
    ...(isObject(log.sessions) ? log.sessions : {}),
  };
  const found: Evidence[] = [];
  const seen = new Set<string>();
  for (const key of attestedKeys(attestation)) {
    const record = Object.hasOwn(records, key) ? records[key] : undefined;
    const id = isObject(record) && isObject(record.agent_id) ? record.agent_id : {};
    const tool = string(id.tool);
    if (FIXTURES.has(tool)) continue;
    const named = tool === "" ? UNKNOWN : agentOfTool(tool);
    const human = isObject(record) ? string(record.human_author) : "";
    const what = `${tool || "an agent"}${id.model ? ` (${string(id.model)})` : ""}`;
    if (seen.has(`${named.agent} ${human}`)) continue;
    seen.add(`${named.agent} ${human}`);
    found.push(byNote(named, `git-ai note: ${what}`, sha), ...humanOf(human, named.agent, sha));
  }
  return found;
}

function byNote({ agent, name }: Named, value: string, sha: string): AgentEvidence {
  return {
    type: "agent",
    agent,
    name,
    signal: "note",
    value: value.slice(0, 120),
    confidence: "strong",
    where: { kind: "note", sha },
    authenticated: false,
  };
}

const PERSON = /^([^<>]*)<([^<>\s]+@[^<>\s]+)>$/;

/** `Name <address>`, or an address alone. A name alone can be compared with nobody, so it names no person. */
function humanOf(human: string, agent: string, sha: string): PersonEvidence[] {
  const text = human.trim().slice(0, 400);
  const match = PERSON.exec(text);
  const email = match?.[2] ?? (/^[^<>\s]+@[^<>\s]+$/.test(text) ? text : null);
  if (email === null) return [];
  const where: Where = { kind: "note", sha };
  const person = personOfGit(match?.[1]?.trim() ?? "", email, null);
  return [{ type: "person", person, as: "prompter", role: "named in a git note", agent, where, authenticated: false }];
}

/**
 * What Agent Trace records say of a commit. The format has no field for a person.
 *
 * @param text a record, an array of records, or one record a line
 */
function traceEvidence(text: string, sha: string): Evidence[] {
  const whole = parse(text);
  const records = whole === undefined ? text.split("\n").map(parse) : Array.isArray(whole) ? whole : [whole];
  const named = records.filter(isObject).flatMap((record) => {
    const vcs = isObject(record.vcs) ? record.vcs : null;
    const other = vcs !== null && vcs.type === "git" && string(vcs.revision) !== sha;
    return other || !givesLines(record) ? [] : [record];
  });
  const found = new Map<string, AgentEvidence>();
  for (const record of named) {
    const tool = isObject(record.tool) ? string(record.tool.name) : "";
    const agent = tool === "" ? UNKNOWN : agentOfTool(tool);
    if (!found.has(agent.agent)) found.set(agent.agent, byNote(agent, `Agent Trace: ${tool || "an agent"}`, sha));
  }
  return [...found.values()];
}

/** Whether a record gives a range of lines to AI; a range's own contributor replaces its conversation's. */
function givesLines(record: Json): boolean {
  return list(record.files)
    .filter(isObject)
    .some((file) =>
      list(file.conversations)
        .filter(isObject)
        .some((conversation) =>
          list(conversation.ranges)
            .filter(isObject)
            .some((range) => isAi(isObject(range.contributor) ? range.contributor : conversation.contributor)),
        ),
    );
}

function isAi(contributor: unknown): boolean {
  return isObject(contributor) && (contributor.type === "ai" || contributor.type === "mixed");
}
