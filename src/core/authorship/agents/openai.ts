/** OpenAI's agents. */
import { agent, commit, LOCAL, REPORTED, SUGGESTION } from "../catalogue.ts";

const DOCS = "https://learn.chatgpt.com/docs/third-party/github";

export const OPENAI = [
  agent({
    id: "codex",
    name: "Codex",
    vendor: "OpenAI",
    homepage: "https://openai.com/codex",
    accounts: [
      { id: 199175422, login: "chatgpt-codex-connector[bot]", source: commit("simonw/llm", "276c512") },
      { id: 215057067, login: "openai-codex[bot]", source: commit("steipete/CodexBar", "f5dfcc0f0") },
      { id: 242516109, login: "openai-code-agent[bot]", source: "https://github.com/apps/openai-code-agent" },
      { id: 267193182, login: "codex", source: "https://github.com/i365dev/free4chat/commit/9ba12b99b6" },
      { id: null, login: "codex[bot]", source: REPORTED },
    ],
    addresses: [
      { value: "noreply@openai.com", source: commit("git-ai-project/git-ai", "b8c6e3a70") },
      { value: "codex@openai.com", source: commit("git-ai-project/git-ai", "b192a29a8") },
    ],
    domains: ["openai.com"],
    names: [
      "codex",
      "openai codex",
      "codex cli",
      "codex agent",
      "codex cloud",
      "openai codex cli",
      "chatgpt codex",
      "chatgpt codex connector",
      "codex app",
    ],
    footers: [
      {
        value: /^(\[[^\]]*\]\()?https:\/\/chatgpt\.com\/codex\/tasks\/task_\w+\)?$/i,
        source: DOCS,
      },
    ],
    branches: [
      {
        value: /^codex\//,
        confidence: "weak",
        source: "https://github.com/RooCodeInc/Roo-Code (branch codex/fix-copy-button-xml-structure-issue)",
      },
    ],
    commands: [{ value: "@codex", readsOnly: ["review", "security review"], source: DOCS }],
    seen: [commit("slopus/happy", "f1e8abdb8"), commit("steveyegge/beads", "4cd26c8e5a")],
    prompter: [
      "Cloud tasks and command line: who opened the request or pushed; both run under the engineer's account.",
      "Who wrote the `@codex …` comment.",
      "As GitHub's agent: who assigned the issue; the first person among the co-authors.",
      SUGGESTION,
    ],
    cannotShow: [
      "Commits of the command line often carry no mark: the co-author line is an instruction to the model.",
      "Commits by `codex@openai.com` name no person.",
    ],
    setting: "The feature `codex_git_commit` with `commit_attribution`.",
    example: "Co-authored-by: Codex <noreply@openai.com>",
  }),
  agent({
    id: "chatgpt",
    name: "ChatGPT",
    vendor: "OpenAI",
    homepage: "https://chatgpt.com",
    addresses: [{ value: "chatgpt@openai.com", source: commit("github/spec-kit", "0e32149ec7") }],
    names: ["chatgpt", "openai chatgpt", "chat gpt"],
    seen: [commit("github/spec-kit", "972cb57bbf")],
    prompter: [LOCAL],
    cannotShow: ["Text that was copied from a chat by hand."],
    silentByDefault: true,
    example: "Assisted-by: ChatGPT (model: GPT-5, supervised)",
  }),
];
