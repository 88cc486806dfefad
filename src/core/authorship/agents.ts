/**
 * The catalogue of agents. Each mark names its source: a public commit or pull request where it was seen, the
 * product's source code, or its vendor's documentation.
 */
import type { Agent } from "./catalogue.ts";

export const AGENTS: readonly Agent[] = [
  {
    id: "kiro",
    name: "Kiro",
    vendor: "Amazon Web Services",
    homepage: "https://kiro.dev",
    accounts: [
      {
        id: 245459735,
        login: "kiro-agent[bot]",
        source: "https://github.com/aws/amazon-q-developer-cli/commit/d29277d47",
      },
      // A plain user account, which is why a request with its commits can look like a person's in every other respect.
      { id: 244629292, login: "kiro-agent", source: "https://github.com/awslabs/mcp/commit/26f51eb5d" },
    ],
    addresses: [
      {
        value: "kiro-bot@users.noreply.github.com",
        source: "https://github.com/kirodotdev-labs/kiro-action/blob/main/src/github/pr.ts",
      },
      { value: "kiro-agent@users.noreply.github.com", source: "https://github.com/awslabs/mcp/commit/26f51eb5d" },
    ],
    names: ["kiro", "kiro agent", "kiro cli", "kiro-cli", "kiro ide"],
    nameSuffixes: [{ value: "kiro cli", source: "https://github.com/aws/amazon-q-developer-cli/commit/f069397fb" }],
    trailers: [],
    footers: [
      {
        value: /^Automated changes from Kiro for #\d+\.$/i,
        source: "https://github.com/kirodotdev-labs/kiro-action/blob/main/src/modes/issue-mode.ts",
      },
      {
        value: /^This pull request was created by @kiro-agent on behalf of @[\w-]+/i,
        source: "https://kiro.dev/docs/autonomous-agent/github",
      },
    ],
    subjects: [],
    branches: [
      {
        value: /^kiro\/(issue|pr)-\d+-\d{8}-\d{4}$/,
        confidence: "strong",
        source: "https://github.com/kirodotdev-labs/kiro-action/blob/main/src/github/pr.ts",
      },
      {
        value: /^kiro\//,
        confidence: "weak",
        source: "https://github.com/kirodotdev-labs/kiro-action/blob/main/action.yml",
      },
    ],
    commands: [{ value: "/kiro", source: "https://kiro.dev/docs/autonomous-agent/github" }],
    labels: [{ value: "kiro", source: "https://kiro.dev/docs/autonomous-agent/github" }],
  },
  {
    id: "amazon-q-developer",
    name: "Amazon Q Developer",
    vendor: "Amazon Web Services",
    homepage: "https://aws.amazon.com/q/developer/",
    accounts: [
      {
        id: 208079219,
        login: "amazon-q-developer[bot]",
        source: "https://github.com/aws/amazon-q-developer-cli/commit/f9c76edb1",
      },
    ],
    addresses: [],
    names: ["amazon q developer", "amazon q", "amazon-q-developer", "q developer"],
    nameSuffixes: [],
    trailers: [],
    footers: [
      {
        value: /^🤖 Assisted by \[?Amazon Q Developer(\]\(https:\/\/aws\.amazon\.com\/q\/developer\/?\))?$/i,
        source: "https://github.com/aws/amazon-q-developer-cli/commit/b75fef2d9",
      },
    ],
    subjects: [],
    branches: [
      {
        value: /^Q-(DEV|TRANSFORM)-issue-\d+-\d{10}$/,
        confidence: "strong",
        source: "https://github.com/HyperionGray/opsechat (branch Q-DEV-issue-82-1767196495)",
      },
      {
        value: /^Q-(DEV|TRANSFORM)-/,
        confidence: "weak",
        source: "https://github.com/HyperionGray/opsechat (branch Q-TRANSFORM-issue-44-1765308912)",
      },
    ],
    commands: [
      {
        value: "/q",
        source: "https://docs.aws.amazon.com/amazonq/latest/qdeveloper-ug/github-feature-development.html",
      },
    ],
    labels: [
      {
        value: "amazon q development agent",
        source: "https://docs.aws.amazon.com/amazonq/latest/qdeveloper-ug/amazon-q-for-github.html",
      },
      {
        value: "amazon q transform agent",
        source: "https://docs.aws.amazon.com/amazonq/latest/qdeveloper-ug/amazon-q-for-github.html",
      },
    ],
  },
  {
    id: "copilot",
    name: "GitHub Copilot",
    vendor: "GitHub",
    homepage: "https://github.com/features/copilot",
    accounts: [
      { id: 198982749, login: "copilot-swe-agent[bot]", source: "https://github.com/dotnet/aspire/commit/9b3808ed50" },
      { id: 223556219, login: "Copilot", source: "https://github.com/github/spec-kit/commit/d76e27120" },
      {
        id: 175728472,
        login: "copilot-pull-request-reviewer[bot]",
        source: "https://github.com/dotnet/aspire/commit/84563b3204",
        creditOnly: true,
      },
      {
        id: 62310815,
        login: "github-advanced-security[bot]",
        source: "https://github.com/RooCodeInc/Roo-Code/commit/add3dcfec7",
        onlyNamed: "copilot autofix powered by ai",
      },
      {
        id: 223894421,
        login: "github-code-quality[bot]",
        source: "https://github.com/github/spec-kit/commit/0946f63f2",
        onlyNamed: "copilot autofix powered by ai",
      },
    ],
    addresses: [],
    names: ["copilot", "github copilot", "copilot cli", "github copilot cli", "copilot swe agent"],
    nameSuffixes: [],
    trailers: [
      { value: "copilot-session", source: "https://github.com/github/spec-kit/commit/d76e27120" },
      { value: "agent-logs-url", source: "https://github.com/dotnet/aspire/commit/9b3808ed50" },
    ],
    footers: [],
    subjects: [],
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
    labels: [],
  },
  {
    id: "claude-code",
    name: "Claude Code",
    vendor: "Anthropic",
    homepage: "https://claude.com/claude-code",
    accounts: [
      {
        id: 209825114,
        login: "claude[bot]",
        source: "https://github.com/anthropics/claude-code-action/commit/6325e516",
      },
      {
        id: 242468646,
        login: "anthropic-code-agent[bot]",
        source: "https://github.com/google-gemini/gemini-cli/commit/a719f446ce",
      },
      {
        // The number of `github-actions[bot]`, which anything in a workflow commits as; the name tells.
        id: 41898282,
        login: "github-actions[bot]",
        source: "https://github.com/dyad-sh/dyad/commit/6eb42ddcb",
        onlyNamed: "claude[bot]",
      },
    ],
    addresses: [{ value: "noreply@anthropic.com", source: "https://github.com/slopus/happy/commit/e61f050e7" }],
    names: ["claude code", "claude-code"],
    nameSuffixes: [],
    trailers: [
      { value: "claude-session", source: "https://github.com/modelcontextprotocol/typescript-sdk/commit/db68fb079" },
      { value: "claude-generated-by", source: "https://github.com/anthropics/claude-code-action/commit/49cfcf81" },
    ],
    footers: [
      {
        value: /^(🤖 )?_?Generated (with|by) \[Claude Code\]\(https:\/\/claude\.(ai|com)\/[^)\s]*\)_?$/i,
        source: "https://github.com/dyad-sh/dyad/commit/4c82fabe6",
      },
      {
        value: /^🤖 Generated with Claude Code( \(https:\/\/claude\.(ai|com)\/[^)\s]*\))?$/i,
        source: "https://github.com/modelcontextprotocol/servers/commit/113dbaf2",
      },
      {
        value: /^https:\/\/claude\.ai\/code\/session_\w+$/i,
        source: "https://github.com/opentrace/opentrace/pull/57",
      },
    ],
    subjects: [],
    branches: [
      {
        value: /^claude\/issue-\d+-\d{8}[-_]\d{4,6}$/,
        confidence: "strong",
        source: "https://github.com/anthropics/claude-code-action (branch claude/issue-132-20250605_170450)",
      },
      {
        value: /^claude\/[a-z0-9-]+-(?=[A-Za-z0-9]*[A-Z0-9])[A-Za-z0-9]{5}$/,
        confidence: "strong",
        source: "https://github.com/RooCodeInc/Roo-Code (branch claude/fix-gemini-3-provider-error-YcnjP)",
      },
      {
        value: /^claude\//,
        confidence: "weak",
        source: "https://github.com/anthropics/claude-code-action/blob/main/action.yml",
      },
    ],
    commands: [
      { value: "@claude", source: "https://github.com/anthropics/claude-code-action/blob/main/docs/usage.md" },
    ],
    labels: [{ value: "claude", source: "https://github.com/anthropics/claude-code-action/blob/main/action.yml" }],
  },
  {
    id: "codex",
    name: "Codex",
    vendor: "OpenAI",
    homepage: "https://openai.com/codex",
    accounts: [
      {
        id: 199175422,
        login: "chatgpt-codex-connector[bot]",
        source: "https://github.com/simonw/llm/commit/276c512",
      },
      { id: 215057067, login: "openai-codex[bot]", source: "https://github.com/steipete/CodexBar/commit/f5dfcc0f0" },
      { id: 242516109, login: "openai-code-agent[bot]", source: "https://github.com/apps/openai-code-agent" },
    ],
    addresses: [
      { value: "noreply@openai.com", source: "https://github.com/git-ai-project/git-ai/commit/b8c6e3a70" },
      { value: "codex@openai.com", source: "https://github.com/git-ai-project/git-ai/commit/b192a29a8" },
    ],
    names: ["codex", "openai codex", "codex cli", "openai codex cli"],
    nameSuffixes: [],
    trailers: [],
    footers: [
      {
        value: /^(🤖 )?Generated with \[Codex\]\(https:\/\/openai\.com\/codex\/?\)$/i,
        source: "https://github.com/slopus/happy/commit/f1e8abdb8",
      },
      {
        value: /^(\[[^\]]*\]\()?https:\/\/chatgpt\.com\/codex\/tasks\/task_\w+\)?$/i,
        source: "https://learn.chatgpt.com/docs/third-party/github",
      },
    ],
    subjects: [],
    branches: [
      {
        value: /^codex\//,
        confidence: "weak",
        source: "https://github.com/RooCodeInc/Roo-Code (branch codex/fix-copy-button-xml-structure-issue)",
      },
    ],
    commands: [{ value: "@codex", source: "https://learn.chatgpt.com/docs/third-party/github" }],
    labels: [],
  },
  {
    id: "cursor",
    name: "Cursor",
    vendor: "Anysphere",
    homepage: "https://cursor.com",
    accounts: [{ id: 206951365, login: "cursor[bot]", source: "https://github.com/cline/cline/commit/e92e171e84" }],
    addresses: [{ value: "cursoragent@cursor.com", source: "https://github.com/cline/cline/commit/41bb2d8f00" }],
    names: ["cursor", "cursor agent"],
    nameSuffixes: [],
    trailers: [
      { value: "made-with", is: /^cursor$/i, source: "https://github.com/RooCodeInc/Roo-Code/commit/f78cb0b494" },
    ],
    footers: [
      {
        value: /^Made with \[Cursor\]\(https:\/\/cursor\.com\/?\)$/i,
        source: "https://github.com/dyad-sh/dyad/commit/e53595dcc",
      },
      { value: /^<!-- CURSOR_AGENT_PR_BODY_BEGIN -->/, source: "https://cursor.com/docs/integrations/github" },
    ],
    subjects: [],
    branches: [
      {
        value: /^cursor\/[a-z0-9-]+-[0-9a-f]{4}$/,
        confidence: "strong",
        source: "https://github.com/BloopAI/vibe-kanban (branch cursor/webrtc-bug-fixes-4f51)",
      },
      { value: /^cursor\//, confidence: "weak", source: "https://cursor.com/docs/integrations/github" },
    ],
    commands: [{ value: "@cursor", source: "https://cursor.com/docs/integrations/github" }],
    labels: [],
  },
  {
    id: "devin",
    name: "Devin",
    vendor: "Cognition",
    homepage: "https://devin.ai",
    accounts: [
      {
        id: 158243242,
        login: "devin-ai-integration[bot]",
        source: "https://github.com/git-ai-project/git-ai/commit/9259bd4b0",
      },
    ],
    addresses: [{ value: "noreply@cognition.ai", source: "https://github.com/BloopAI/vibe-kanban/commit/6c09f57d84" }],
    names: ["devin ai", "devin cli"],
    nameSuffixes: [],
    trailers: [],
    footers: [
      {
        value: /^Generated with \[Devin\]\(https:\/\/cli\.devin\.ai\/docs\/?\)$/i,
        source: "https://github.com/BloopAI/vibe-kanban/commit/6c09f57d84",
      },
      {
        value: /^Link to Devin (session|run): https:\/\/app\.devin\.ai\/sessions\/[0-9a-f]+$/i,
        source: "https://github.com/flightcontrolhq/modules/pull/84",
      },
    ],
    subjects: [],
    branches: [
      {
        value: /^devin\/\d{10}-/,
        confidence: "strong",
        source: "https://github.com/flightcontrolhq/modules (branch devin/1785691942-devin-pr-reviewer)",
      },
      { value: /^devin\//, confidence: "weak", source: "https://docs.devin.ai/integrations/gh.md" },
    ],
    commands: [{ value: "/devin", source: "https://docs.devin.ai/integrations/gh.md" }],
    labels: [{ value: "devin", source: "https://docs.devin.ai/integrations/gh.md" }],
  },
  {
    id: "jules",
    name: "Jules",
    vendor: "Google",
    homepage: "https://jules.google",
    accounts: [
      {
        id: 161369871,
        login: "google-labs-jules[bot]",
        source: "https://github.com/google-gemini/gemini-cli/commit/d6e648f2d7",
      },
    ],
    addresses: [],
    names: ["google jules", "google-labs-jules"],
    nameSuffixes: [],
    trailers: [],
    footers: [
      {
        value: /^\*?PR created automatically by Jules for task \[\w+\]\(https:\/\/jules\.google(\.com)?\/task\/\w+\)/i,
        source: "https://jules.google/docs",
      },
    ],
    subjects: [],
    branches: [],
    commands: [],
    labels: [{ value: "jules", source: "https://jules.google/docs" }],
  },
  {
    id: "aider",
    name: "Aider",
    vendor: "Aider AI",
    homepage: "https://aider.chat",
    accounts: [],
    addresses: [
      { value: "aider@aider.chat", source: "https://github.com/Aider-AI/aider/blob/main/aider/repo.py" },
      { value: "noreply@aider.chat", source: "https://github.com/Aider-AI/aider/commit/f106993cd" },
      { value: "noreply@aider.dev", source: "https://github.com/Aider-AI/aider/commit/1d4269082" },
    ],
    names: ["aider"],
    nameSuffixes: [{ value: "aider", source: "https://github.com/Aider-AI/aider/commit/8ee827904" }],
    trailers: [],
    footers: [],
    subjects: [{ value: "aider: ", source: "https://github.com/Aider-AI/aider/blob/main/aider/repo.py" }],
    branches: [],
    commands: [],
    labels: [],
  },
  {
    id: "gemini-cli",
    name: "Gemini CLI",
    vendor: "Google",
    homepage: "https://geminicli.com",
    accounts: [
      {
        id: 218312386,
        login: "gemini-cli[bot]",
        source: "https://github.com/google-gemini/gemini-cli/commit/363854172f",
      },
    ],
    addresses: [
      {
        value: "gemini-cli[bot]@users.noreply.github.com",
        source: "https://github.com/google-gemini/gemini-cli/commit/d744945ff4",
      },
    ],
    names: ["gemini cli", "gemini-cli"],
    nameSuffixes: [],
    trailers: [],
    footers: [],
    subjects: [],
    branches: [],
    commands: [{ value: "@gemini-cli", source: "https://github.com/google-github-actions/run-gemini-cli" }],
    labels: [],
  },
  {
    id: "gemini-code-assist",
    name: "Gemini Code Assist",
    vendor: "Google",
    homepage: "https://developers.google.com/gemini-code-assist",
    accounts: [
      {
        id: 176961590,
        login: "gemini-code-assist[bot]",
        source: "https://github.com/google-gemini/gemini-cli/commit/ea6fd3a685",
        creditOnly: true,
      },
    ],
    addresses: [],
    names: ["gemini code assist", "gemini-code-assist"],
    nameSuffixes: [],
    trailers: [],
    footers: [],
    subjects: [],
    branches: [],
    commands: [],
    labels: [],
  },
  {
    id: "openhands",
    name: "OpenHands",
    vendor: "All Hands AI",
    homepage: "https://openhands.dev",
    accounts: [],
    addresses: [
      { value: "openhands@all-hands.dev", source: "https://github.com/OpenHands/OpenHands/commit/191d1d6b91" },
      { value: "opendevin@all-hands.dev", source: "https://github.com/OpenHands/OpenHands/commit/f0bb7de1c6" },
    ],
    names: ["openhands"],
    nameSuffixes: [],
    trailers: [],
    footers: [],
    subjects: [],
    branches: [
      {
        value: /^openhands-fix-issue-\d+$/,
        confidence: "strong",
        source: "https://github.com/OpenHands/OpenHands (branch openhands-fix-issue-6098)",
      },
    ],
    commands: [{ value: "@openhands", source: "https://docs.openhands.dev/openhands/usage/cloud/github-installation" }],
    labels: [{ value: "openhands", source: "https://docs.openhands.dev/openhands/usage/cloud/github-installation" }],
  },
];
