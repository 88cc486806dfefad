/** Anthropic's agent, in all its forms: command line, web sessions, GitHub Action, GitHub App, GitHub's agents page. */
import { agent, commit } from "../catalogue.ts";

const ACTION = "https://github.com/anthropics/claude-code-action/blob/main";
const IDS = "https://github.com/chaoss/disclosure/blob/main/detection/constants.go";

export const ANTHROPIC = [
  agent({
    id: "claude-code",
    name: "Claude Code",
    vendor: "Anthropic",
    homepage: "https://claude.com/claude-code",
    accounts: [
      { id: 209825114, login: "claude[bot]", source: commit("anthropics/claude-code-action", "6325e516") },
      { id: 242468646, login: "anthropic-code-agent[bot]", source: commit("google-gemini/gemini-cli", "a719f446ce") },
      {
        // The number of `github-actions[bot]`, which anything in a workflow commits as; the name tells.
        id: 41898282,
        login: "github-actions[bot]",
        source: commit("dyad-sh/dyad", "6eb42ddcb"),
        onlyNamed: "claude[bot]",
      },
      { id: 208546643, login: "claude-code-action[bot]", source: IDS },
      { id: 215619710, login: "anthropic-claude[bot]", source: IDS },
      { id: null, login: "claude-code[bot]", source: commit("anthropics/claude-code-action", "4d2370c6") },
    ],
    addresses: [
      { value: "noreply@anthropic.com", source: commit("slopus/happy", "e61f050e7") },
      { value: "claude@anthropic.com", source: commit("aws/amazon-q-developer-cli", "6eed2f23f") },
      { value: "claude@users.noreply.github.com", source: commit("github/spec-kit", "52b20f1a82") },
    ],
    addressForms: [{ value: /^[^@\s]+@claude\.(ai|com)$/, source: commit("RooCodeInc/Roo-Code", "5880c5a846") }],
    domains: ["anthropic.com"],
    names: [
      "claude code",
      "claude cli",
      "claude agent",
      "claude ai",
      "claude code action",
      "anthropic claude",
      "claude github action",
    ],
    words: ["claude"],
    trailers: [
      { value: "claude-session", source: commit("modelcontextprotocol/typescript-sdk", "db68fb079") },
      { value: "claude-generated-by", source: commit("anthropics/claude-code-action", "49cfcf81") },
      { value: "claude-steers", source: commit("anthropics/claude-code-action", "a017b830c0") },
      { value: "claude-escapes", source: commit("anthropics/claude-code-action", "a017b830c0") },
      { value: "claude-permission-prompts", source: commit("anthropics/claude-code-action", "a017b830c0") },
    ],
    footers: [
      { value: /^https:\/\/claude\.ai\/code\/session_\w+$/i, source: "https://github.com/opentrace/opentrace/pull/57" },
    ],
    branches: [
      {
        value: /^claude\/(issue|pr)-\d+-\d{8}[-_]\d{4,6}$/,
        confidence: "strong",
        source: "https://github.com/anthropics/claude-code-action (branch claude/issue-132-20250605_170450)",
      },
      {
        value: /^claude\/[a-z0-9-]+-(?=[A-Za-z0-9]*[A-Z0-9])[A-Za-z0-9]{5}$/,
        confidence: "strong",
        source: "https://github.com/RooCodeInc/Roo-Code (branch claude/fix-gemini-3-provider-error-YcnjP)",
      },
      {
        value: /^claude\/[a-z0-9-]+-01[A-Za-z0-9]{20,22}$/,
        confidence: "strong",
        source: "https://github.com/RooCodeInc/Roo-Code (branches with a session's id as their tail)",
      },
      { value: /^claude\//, confidence: "weak", source: `${ACTION}/action.yml` },
    ],
    commands: [{ value: "@claude", readsOnly: ["review"], source: `${ACTION}/docs/usage.md` }],
    labels: [{ value: "claude", source: `${ACTION}/action.yml` }],
    seen: [commit("dyad-sh/dyad", "4c82fabe6"), commit("bootc-dev/bootc", "71ad2d3c6b")],
    prompter: [
      "Command line: the commit's author.",
      "Web sessions: who opened the request or pushed the branch.",
      "GitHub Action and App: who wrote the `@claude` comment or put the label on; a co-author of its commits.",
    ],
    cannotShow: [
      "Attribution can be switched off in its settings; then nothing shows.",
      "A session's link is private: it proves an agent, not a person.",
      "Runs on a schedule name no engineer.",
    ],
    setting: "It leaves marks by default; keep `attribution` in its settings as it is.",
    example: "Co-Authored-By: Claude Opus 4.6 <noreply@anthropic.com>",
  }),
];
