/** Amazon's agents: Kiro, which comes in four forms, and Amazon Q Developer, which it succeeds. */
import { agent, commit, LOCAL, REPORTED } from "../catalogue.ts";

const KIRO_ACTION = "https://github.com/kirodotdev-labs/kiro-action/blob/main";
const KIRO_DOCS = "https://kiro.dev/docs/autonomous-agent/github";
const Q_DOCS = "https://docs.aws.amazon.com/amazonq/latest/qdeveloper-ug/amazon-q-for-github.html";

export const AMAZON = [
  agent({
    id: "kiro",
    name: "Kiro",
    vendor: "Amazon Web Services",
    homepage: "https://kiro.dev",
    accounts: [
      { id: 245459735, login: "kiro-agent[bot]", source: commit("aws/amazon-q-developer-cli", "d29277d47") },
      // A plain user account, which is why a request with its commits can look like a person's in every other respect.
      { id: 244629292, login: "kiro-agent", source: commit("awslabs/mcp", "26f51eb5d") },
      // A client on top of Kiro's command line.
      { id: 274876363, login: "kirodex", source: REPORTED },
    ],
    addresses: [
      { value: "kiro-bot@users.noreply.github.com", source: `${KIRO_ACTION}/src/github/pr.ts` },
      { value: "kiro-agent@users.noreply.github.com", source: commit("awslabs/mcp", "26f51eb5d") },
      {
        value: "noreply@kiro.dev",
        source: "https://github.com/trinhbentre/aiblame/blob/main/internal/attrib/identities.go",
      },
    ],
    domains: ["kiro.dev"],
    names: ["kiro agent", "kiro cli", "kiro ide", "kiro bot", "kiro web", "kiro autonomous agent", "kirodotdev"],
    words: ["kiro"],
    footers: [
      { value: /^Automated changes from Kiro for #\d+\.?$/i, source: `${KIRO_ACTION}/src/modes/issue-mode.ts` },
      { value: /^This pull request was created by @kiro-agent on behalf of @[\w-]+/i, source: KIRO_DOCS },
      { value: /^<!-- kiro-action-comment -->/, source: `${KIRO_ACTION}/src/github/comment.ts` },
    ],
    branches: [
      {
        value: /^kiro\/(issue|pr)-\d+-\d{8}-\d{4}$/,
        confidence: "strong",
        source: `${KIRO_ACTION}/src/github/pr.ts`,
      },
      { value: /^kiro\//, confidence: "weak", source: `${KIRO_ACTION}/action.yml` },
    ],
    commands: [{ value: "/kiro", source: KIRO_DOCS }],
    labels: [{ value: "kiro", source: KIRO_DOCS }],
    seen: [commit("awslabs/mcp", "5624440d6"), commit("aws/amazon-q-developer-cli", "f069397fb")],
    prompter: [
      "Who put the label `kiro` on the issue, or wrote `/kiro …` there: only people with write access can start it.",
      "The body's first line: `This pull request was created by @kiro-agent on behalf of @LOGIN`.",
      "A co-author with id and login, beside Kiro's own line in a squashed commit.",
      "Who opened the request, where its commits are by `kiro-agent` and a person's account opened it.",
    ],
    cannotShow: [
      "IDE and CLI on a laptop: the engineer is the git author, and no mark is written by default.",
      "On GitLab it works with the engineer's access token.",
      "Who made the schedule that started a task.",
    ],
    setting: "A steering file, `.kiro/steering/commits.md`, that asks for the trailer.",
    example: "Kiro Agent <244629292+kiro-agent@users.noreply.github.com> as the commit's author",
  }),
  agent({
    id: "amazon-q-developer",
    name: "Amazon Q Developer",
    vendor: "Amazon Web Services",
    homepage: "https://aws.amazon.com/q/developer/",
    accounts: [
      { id: 208079219, login: "amazon-q-developer[bot]", source: commit("aws/amazon-q-developer-cli", "f9c76edb1") },
      {
        id: null,
        login: "amazon-codecatalyst[bot]",
        source: "https://github.com/trinhbentre/aiblame/blob/main/internal/attrib/identities.go",
      },
    ],
    names: [
      "amazon q developer",
      "amazon q",
      "aws q developer",
      "q developer",
      "q cli",
      "amazon q cli",
      "codewhisperer",
    ],
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
    commands: [{ value: "/q", readsOnly: ["review", "summarize", "help"], source: Q_DOCS }],
    labels: [
      { value: "amazon q development agent", source: Q_DOCS },
      { value: "amazon q transform agent", source: Q_DOCS },
    ],
    seen: [commit("aws/amazon-q-developer-cli", "b75fef2d9"), commit("aws/amazon-q-developer-cli", "158f31c86")],
    prompter: [
      "Who put the label `Amazon Q development agent` (or `… transform agent`) on the issue whose number is in the branch.",
      "Who wrote `/q dev` or `/q transform` on that issue, or `/q …` on the request.",
      LOCAL,
    ],
    cannotShow: [
      "Its commits never name a person, and its requests carry no line that does.",
      "CLI and IDE: the engineer is the git author, and no mark is written by default.",
      "It reviews people's requests by itself: a review of it says nothing about who wrote.",
    ],
    setting: "A rule, `.amazonq/rules/commits.md`, that asks for the trailer: so the footer of the example came about.",
    example: "🤖 Assisted by [Amazon Q Developer](https://aws.amazon.com/q/developer)",
  }),
];
