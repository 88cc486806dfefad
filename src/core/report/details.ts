/** What is asked for, and the evidence: every conclusion with where it was found. */
import type { Met, Verdict } from "../decision.ts";
import type { AgentEvidence, PersonEvidence, StrangerEvidence, Where } from "../evidence.ts";
import { code, list, words } from "./markdown.ts";
import { nameOf, tellingEvidence } from "./people.ts";
import { reasonText, TEXTS } from "./texts.ts";

export function detailsOf({ authorship, principals, requirements, risks }: Verdict): string {
  const agents = new Map(authorship.agents.map(({ id, name }) => [id, name]));
  const sections = [
    section("What the policy asks for", requirements.map(requirementText)),
    section("What says that AI wrote it", authorship.signals.map(signalText)),
    section("Hints that don't count under this policy", authorship.weaker.map(signalText)),
    ...(authorship.ai
      ? [
          section(
            "Who can't countersign, and why",
            principals.people.flatMap((principal) =>
              tellingEvidence(principal).map(
                (item) => `${nameOf(principal.person)} can't countersign: ${personText(item, agents)}`,
              ),
            ),
          ),
          section("Addresses that belong to no known account", principals.strangers.map(strangerText)),
        ]
      : []),
    section(
      "Risky paths",
      risks.map((risk) => `${code(risk.path)}: ${words(risk.name)} (${risk.level})`),
    ),
  ];
  return [TEXTS.whatThisIs, ...sections.filter((each) => each !== null)].join("\n\n");
}

function section(title: string, items: readonly string[]): string | null {
  return items.length === 0 ? null : `### ${title}\n${list(items)}`;
}

function signalText(item: AgentEvidence): string {
  const vouched = item.authenticated ? ", authenticated by GitHub" : "";
  return `${words(item.name)}: ${item.signal} ${code(item.value)}, ${whereText(item.where)} (${item.confidence}${vouched})`;
}

/** `prompter (co-authored commit 3f2c1d9, by GitHub Copilot)`. */
function personText(item: PersonEvidence, agents: ReadonlyMap<string, string>): string {
  const name = item.agent === null || item.agent === "unknown" ? undefined : (agents.get(item.agent) ?? item.agent);
  const by = name === undefined ? "" : `, with ${words(name)}`;
  const place = item.where.kind === "request" ? "" : ` ${whereText(item.where)}`;
  const vouched = item.authenticated ? "; authenticated by GitHub" : "";
  return `${item.as} (${item.role}${place}${by}${vouched})`;
}

function strangerText(item: StrangerEvidence): string {
  return `${code(`${item.name} <${item.email}>`)} ${item.role} ${whereText(item.where)}`;
}

function whereText(where: Where): string {
  switch (where.kind) {
    case "commit":
      return `commit ${code(where.sha.slice(0, 7))}`;
    case "request":
      return `the request's ${where.part}`;
    case "timeline":
      return `on ${where.at}`;
    case "comment":
      return `on ${where.at} (${code(where.url)})`;
    case "note":
      return `the git note of ${code(where.sha.slice(0, 7))}`;
    case "store":
      return code(where.what);
    case "policy":
      return "the policy";
  }
}

function requirementText({ requirement, present, met }: Met): string {
  const { rule, approvals, teams, why } = requirement;
  const from = teams.length === 0 ? "" : ` from ${teams.map(code).join(" or ")}`;
  return `${code(rule)}: ${approvals}${from}, because ${reasonText(why)}. There: ${present}. ${met ? "Met." : "**Not met.**"}`;
}
