/** `npm run docs`: writes docs/agents.md from the catalogue. */
import { writeFile } from "node:fs/promises";
import { AGENTS } from "../core/authorship/agents/index.ts";
import type { Agent, Mark } from "../core/authorship/catalogue.ts";

const INTRODUCTION = `# Agents that Countersign recognises

*Generated from the catalogue in \`src/core/authorship/agents/\` by \`npm run docs\`; a test keeps it current.*

A commit is an agent's if one of these marks says so with at least the confidence that the policy asks for
(\`detection.minimum_confidence\`, by default \`strong\`). Marks are read from structured places only.

| mark | confidence |
|---|---|
| the agent's account, as GitHub itself names it: who opened the request, who made a commit that GitHub signed | definitive |
| an address, a bot's login or a name that only the agent has, as author, committer or co-author | strong |
| a trailer that names the agent or a model, or that only the agent writes | strong |
| a footer line that its tool leaves in commits and requests | strong |
| a git note of git-ai or an Agent Trace record that gives lines to it | strong |
| a branch in the exact form that its machine makes | strong |
| a mere prefix of a branch, or of a subject | weak |

Forgeable marks can only make a verdict stricter: nobody gains by pretending to be an agent. But each of them can be left
out, so their absence proves nothing. What detection can't see, policy can: \`detection.treat_every_change_as_ai\`, and
\`detection.declaration: required\`.

## No signal

Prose, titles, quotations, code blocks; the message that a revert quotes; people whose name, login or domain looks like an
agent's (Claude, Devin, Jules, an address at a vendor); automation such as Dependabot, Renovate, release, translation and
merge bots, as long as nothing else in the commit is a mark; who read, tested or suggested (\`Reviewed-by\`,
\`Suggested-by\`); a denial (\`AI-assisted: no\`, \`Assisted-by: none\`); a note that gives no line to an agent; the first
line of a message.

## Conventions that any tool can follow

Keys are read in any letter case, anywhere in the message, with bullets, wrapped, and through letters that only look right.

| line | meaning |
|---|---|
| \`Assisted-by: AGENT:MODEL [tools]\` | the Linux kernel's form; \`Assisted-by: TOOL (MODEL)\` and \`MODEL via TOOL\` are read alike |
| \`Generated-by: TOOL\`, \`Co-developed-by: TOOL\`, \`Made-with: TOOL\`, \`Implemented-by: TOOL\` … | counts if the value is an agent or a model: people and code generators stand there too |
| \`Co-authored-by: NAME <address>\` | counts by the address, or by a name that no person bears, a model's among them |
| \`AI-assisted: yes\`, \`AI-generated: true\`, \`AI-used-for: code\` | some agent, not named |
| \`AI-assisted-by:\`, \`AI-tools:\`, \`AI-disclosure:\`, \`Coding-Agent:\`, \`Entire-Agent:\` | the agent named |
| \`Tool:\`, \`Agent:\` | the agent named, in a paragraph that consists of trailers |
| \`🤖 Generated with [TOOL](link)\` | as a line of its own, with any emoji, with or without a link |

A model named without a product (\`GLM-5.1\`, \`GPT-5\`) says that AI wrote, not which product: \`unknown\`. Claude's go to
Claude Code.

## How a team makes its tools leave a mark

1. Leave attribution switched on where a tool has it (*setting* below).
2. Tell the others, in the file that they read (\`AGENTS.md\`, \`CLAUDE.md\`, \`GEMINI.md\`, \`.github/copilot-instructions.md\`,
   \`.cursor/rules\`, \`.kiro/steering\`, \`.amazonq/rules\`):

   > End every commit message with a line \`Assisted-by: NAME:MODEL\`, after an empty line, with your own name and model.

3. Or have git write it: a \`prepare-commit-msg\` hook that adds the trailer where the tool's environment is found, or
   [git-ai](https://github.com/git-ai-project/git-ai), whose notes also name who prompted.
4. Name your own tools in the policy, as \`detection.custom_agents\`: by login, address, trailer or branch.
5. Where none of that can be relied on, ask for a declaration: \`detection.declaration: required\`.
`;

const code = (text: string) => `\`${text.replaceAll("|", "\\|")}\``;
const isLink = (source: string) => source.startsWith("https://");

function sourceOf(source: string): string {
  const [link = source, ...rest] = source.split(" ");
  return isLink(source) ? `[source](${link})${rest.length > 0 ? ` ${rest.join(" ")}` : ""}` : source;
}

function form(value: RegExp): string {
  return code(value.source.replaceAll("\\/", "/"));
}

function rows(agent: Agent): string[] {
  const row = (mark: string, value: string, confidence: string, source: string) =>
    `| ${mark} | ${value} | ${confidence} | ${sourceOf(source)} |`;
  const texts = (mark: string, marks: readonly Mark<string>[], confidence = "strong") =>
    marks.map(({ value, source }) => row(mark, code(value), confidence, source));
  const forms = (mark: string, marks: readonly Mark<RegExp>[]) =>
    marks.map(({ value, source }) => row(mark, form(value), "strong", source));
  const accounts = agent.accounts.map(({ id, login, onlyNamed, source }) => {
    const number = id === null ? "" : ` (${id})`;
    const name = onlyNamed === undefined ? "" : `, only as ${code(onlyNamed)}`;
    return row("account", `${code(login)}${number}${name}`, onlyNamed === undefined ? "definitive" : "strong", source);
  });
  return [
    ...accounts,
    ...texts("address", agent.addresses),
    ...forms("address", agent.addressForms),
    ...texts("trailer", agent.trailers),
    ...forms("footer", agent.footers),
    ...texts("subject", agent.subjects, "weak"),
    ...agent.branches.map(({ value, confidence, source }) => row("branch", form(value), confidence, source)),
    ...texts("command", agent.commands, "sets it to work"),
    ...texts("label", agent.labels, "sets it to work"),
  ];
}

function section(agent: Agent): string {
  const names = [...agent.names, ...agent.words, ...agent.firstNames];
  const table = rows(agent);
  const bullets = (items: readonly string[]) => items.map((item) => `- ${item}`).join("\n");
  return [
    `### ${agent.name}`,
    `${code(agent.id)}, by ${agent.vendor}: <${agent.homepage}>`,
    ...(agent.example === null ? [] : [`Example: ${code(agent.example)}`]),
    `Names: ${names.map(code).join(", ")}${agent.seen.length > 0 ? `; seen: ${agent.seen.map(sourceOf).join(", ")}` : ""}`,
    ...(table.length > 0 ? [["| mark | | confidence | source |", "|---|---|---|---|", ...table].join("\n")] : []),
    ...(agent.prompter.length > 0 ? [`Who prompted it, best first:\n\n${bullets(agent.prompter)}`] : []),
    ...(agent.cannotShow.length > 0 ? [`What can't be shown:\n\n${bullets(agent.cannotShow)}`] : []),
    ...(agent.setting === null ? [] : [`Setting: ${agent.setting}`]),
  ].join("\n\n");
}

/** The document: how each agent is recognised, what it can't show, and how a team makes its tools leave a mark. */
export function agentsDocument(): string {
  const silent = AGENTS.filter((agent) => agent.silentByDefault).map((agent) => agent.name);
  return `${INTRODUCTION}
## Agents that leave nothing by default

${silent.join(", ")}; completions in an editor, of every vendor; Kiro and Amazon Q on a laptop. They are recognised only where a
person, an instruction or a setting makes them leave one of the marks below, or of the conventions above.

## The agents

${AGENTS.map(section).join("\n\n")}
`;
}

if (import.meta.main) {
  await writeFile(new URL("../../docs/agents.md", import.meta.url), agentsDocument());
}
