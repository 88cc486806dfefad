/** The evidence: every conclusion with where it was found. */
import type { Met, Verdict } from "../decision.ts";
import type { AgentEvidence, PersonEvidence, StrangerEvidence, Where } from "../evidence.ts";
import { code, list, words } from "./markdown.ts";
import { nameOf } from "./people.ts";
import { reasonText, TEXTS } from "./texts.ts";

export function detailsOf({ authorship, principals, requirements, risks }: Verdict): string {
  const sections = [
    section("What says that AI wrote it", authorship.signals.map(signalText)),
    section("Hints that don't count under this policy", authorship.weaker.map(signalText)),
    section(
      "Who can't countersign, and why",
      principals.people.flatMap(({ person, evidence }) =>
        evidence.map((item) => `${nameOf(person)} can't countersign: ${personText(item)}`),
      ),
    ),
    section("Addresses that belong to no known account", principals.strangers.map(strangerText)),
    section("What the policy asks for", requirements.map(requirementText)),
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

function personText(item: PersonEvidence): string {
  const by = item.agent && item.agent !== "unknown" ? `, ${words(item.agent)}` : "";
  const vouched = item.authenticated ? "; authenticated by GitHub" : "";
  return `${item.as}${by} (${item.role}, ${whereText(item.where)}${vouched})`;
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
      return `the timeline at ${where.at}`;
    case "comment":
      return `[comment](${where.url}) of ${where.at}`;
    case "note":
      return `the git note of ${code(where.sha.slice(0, 7))}`;
    case "store":
      return code(where.what);
    case "policy":
      return "the policy";
  }
}

function requirementText({ requirement, present, met }: Met): string {
  const { rule, approvals, why } = requirement;
  return `${code(rule)}: ${approvals}, because ${reasonText(why)}. There: ${present}. ${met ? "Met." : "**Not met.**"}`;
}
