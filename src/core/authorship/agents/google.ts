/** Google's agents. */
import { agent, commit, LOCAL, REPORTED, SUGGESTION } from "../catalogue.ts";

const OTHER_DETECTOR = "https://github.com/trinhbentre/aiblame/blob/main/internal/attrib/identities.go";

export const GOOGLE = [
  agent({
    id: "jules",
    name: "Jules",
    vendor: "Google",
    homepage: "https://jules.google",
    accounts: [
      { id: 161369871, login: "google-labs-jules[bot]", source: commit("google-gemini/gemini-cli", "d6e648f2d7") },
      { id: null, login: "jules-fleet[bot]", source: REPORTED },
    ],
    names: ["google jules", "google labs jules", "jules ai", "jules agent"],
    firstNames: ["jules"],
    footers: [
      {
        value: /^\*?PR created automatically by Jules for task \[\w+\]\(https:\/\/jules\.google(\.com)?\/task\/\w+\)/i,
        source: "https://jules.google/docs",
      },
    ],
    branches: [{ value: /-\d{17,20}$/, confidence: "weak", source: REPORTED }],
    labels: [{ value: "jules", source: "https://jules.google/docs/running-tasks/" }],
    seen: [commit("RooCodeInc/Roo-Code", "bac34c21ac")],
    prompter: [
      "The body's line `PR created automatically by Jules for task … started by @LOGIN`.",
      "Who put the label `jules` on the issue.",
      "A co-author with id and login, in few of its commits.",
    ],
    cannotShow: [
      "Most of its commits name nobody.",
      "Tasks on a schedule, or that it suggested itself, have no request.",
    ],
    example:
      "google-labs-jules[bot] <161369871+google-labs-jules[bot]@users.noreply.github.com> as the commit's author",
  }),
  agent({
    id: "gemini-cli",
    name: "Gemini CLI",
    vendor: "Google",
    homepage: "https://geminicli.com",
    accounts: [
      { id: 218312386, login: "gemini-cli[bot]", source: commit("google-gemini/gemini-cli", "363854172f") },
      { id: 218195315, login: "gemini-cli", source: REPORTED },
    ],
    addresses: [
      { value: "gemini-cli@google.com", source: commit("google-gemini/gemini-cli", "ccc8ed7555") },
      { value: "gemini-cli-agent@google.com", source: OTHER_DETECTOR },
      { value: "gemini@google.com", source: OTHER_DETECTOR },
      { value: "gemini-cli@users.noreply.github.com", source: commit("google-gemini/gemini-cli", "d744945ff4") },
    ],
    names: ["gemini cli", "gemini cli agent", "google gemini cli", "gemini agent", "gemini ai"],
    words: ["gemini", "google gemini"],
    commands: [{ value: "@gemini-cli", source: "https://github.com/google-github-actions/run-gemini-cli" }],
    seen: [commit("google-gemini/gemini-cli", "bfb56f625f"), commit("mistralai/mistral-vibe", "3444428d06")],
    prompter: ["Who wrote the `@gemini-cli …` comment, or started the workflow.", LOCAL],
    cannotShow: ["It writes no mark by default."],
    silentByDefault: true,
    setting: "`GEMINI.md` with the instruction below.",
    example: "Assisted-by: Gemini CLI (gemini-2.5-pro)",
  }),
  agent({
    id: "gemini-code-assist",
    name: "Gemini Code Assist",
    vendor: "Google",
    homepage: "https://developers.google.com/gemini-code-assist",
    accounts: [
      {
        id: 176961590,
        login: "gemini-code-assist[bot]",
        source: commit("google-gemini/gemini-cli", "ea6fd3a685"),
      },
    ],
    names: ["gemini code assist", "google gemini code assist"],
    seen: [commit("google-gemini/gemini-cli", "ea6fd3a685")],
    prompter: [SUGGESTION],
    cannotShow: [
      "It opens no requests; its form in the editor leaves nothing. A review by it says nothing about who wrote.",
    ],
    example: "Co-authored-by: gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@users.noreply.github.com>",
  }),
  agent({
    id: "antigravity",
    name: "Antigravity",
    vendor: "Google",
    homepage: "https://antigravity.google",
    addresses: [
      { value: "antigravity@google.com", source: OTHER_DETECTOR },
      { value: "antigravity@gemini.ai", source: OTHER_DETECTOR },
    ],
    names: ["antigravity", "google antigravity"],
    seen: [commit("github/spec-kit", "65ff6a6ba"), commit("rust-lang/rust-analyzer", "58ad2b7d3c")],
    silentByDefault: true,
    example: "Assisted-by: Antigravity (model: Gemini 3.5 Flash, autonomous)",
  }),
];
