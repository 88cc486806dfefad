/** GitHub's agents. */
import { agent, commit, LOCAL, SUGGESTION } from "../catalogue.ts";

const AUTOFIX = "copilot autofix powered by ai";

export const GITHUB = [
  agent({
    id: "copilot",
    name: "GitHub Copilot",
    vendor: "GitHub",
    homepage: "https://github.com/features/copilot",
    accounts: [
      { id: 198982749, login: "copilot-swe-agent[bot]", source: commit("dotnet/aspire", "9b3808ed50") },
      { id: 223556219, login: "Copilot", source: commit("github/spec-kit", "d76e27120") },
      {
        id: 175728472,
        login: "copilot-pull-request-reviewer[bot]",
        source: commit("dotnet/aspire", "84563b3204"),
      },
      {
        id: 62310815,
        login: "github-advanced-security[bot]",
        source: commit("RooCodeInc/Roo-Code", "add3dcfec7"),
        onlyNamed: AUTOFIX,
      },
      {
        // As an author it writes fixes for code scanning alerts.
        id: 62310815,
        login: "github-advanced-security[bot]",
        source: commit("google-gemini/gemini-cli", "e6c98b8910"),
        onlyNamed: "github-advanced-security[bot]",
      },
      {
        id: 223894421,
        login: "github-code-quality[bot]",
        source: commit("github/spec-kit", "0946f63f2"),
        onlyNamed: AUTOFIX,
      },
      {
        id: 167198135,
        login: "copilot[bot]",
        source: "https://github.com/chaoss/disclosure/blob/main/detection/constants.go",
      },
    ],
    addresses: [
      { value: "copilot@github.com", source: commit("github/spec-kit", "a7f6800fc") },
      { value: "github.copilot@github.com", source: commit("github/spec-kit", "cd3b0f453") },
      { value: "copilot@users.noreply.github.com", source: commit("github/spec-kit", "d76e27120") },
    ],
    names: [
      "copilot",
      "github copilot",
      "copilot cli",
      "copilot app",
      "copilot chat",
      "copilot agent",
      "copilot coding agent",
      "copilot workspace",
      "copilot autofix",
      AUTOFIX,
      "copilot swe agent",
      "microsoft copilot",
      "vscode copilot",
      "vs code copilot",
    ],
    trailers: [
      { value: "copilot-session", source: commit("github/spec-kit", "d76e27120") },
      // Claude and Codex write it too when they run as GitHub's agents; their own marks stand beside it.
      { value: "agent-logs-url", source: commit("dotnet/aspire", "9b3808ed50") },
    ],
    footers: [
      {
        value:
          /^For more details, open the \[Copilot Workspace session\]\(https:\/\/copilot-workspace\.githubnext\.com\//i,
        source: commit("codegen-sh/codegen", "691a604c27"),
      },
    ],
    branches: [
      {
        // GitHub lets only its agent push there by default, but anybody can name a branch so.
        value: /^copilot\//,
        confidence: "strong",
        source: "https://docs.github.com/en/copilot/responsible-use/copilot-cloud-agent",
      },
    ],
    commands: [
      { value: "@copilot", source: "https://docs.github.com/en/copilot/how-tos/use-copilot-agents/cloud-agent" },
    ],
    seen: [commit("github/spec-kit", "27cc286d5")],
    prompter: [
      "Who started it: GitHub's timeline, the assignment of the issue, or the `@copilot` comment.",
      "The first person among the co-authors of its commits, whom GitHub writes with id and login.",
      SUGGESTION,
      LOCAL,
    ],
    cannotShow: [
      "Suggestions in an editor that were accepted by hand.",
      "If an automation or the API started the task, the co-author may be the token's owner.",
    ],
    setting: "VS Code: `git.addAICoAuthor`. Elsewhere `.github/copilot-instructions.md`.",
    example: "Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>",
  }),
  agent({
    id: "gitlab-duo",
    name: "GitLab Duo",
    vendor: "GitLab",
    homepage: "https://about.gitlab.com/gitlab-duo/",
    names: ["gitlab duo"],
    seen: [commit("bootc-dev/bootc", "28b557c8d2")],
    silentByDefault: true,
    example: "AI-Tools: GitLab Duo",
  }),
];
