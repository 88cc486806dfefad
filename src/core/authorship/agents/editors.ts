/** Agents that are an editor, or come with one. */
import { agent, commit, LOCAL, REPORTED } from "../catalogue.ts";

const CURSOR_DOCS = "https://cursor.com/docs/integrations/github";
const GIT_AI = "https://github.com/git-ai-project/git-ai/blob/main/src/authorship/attribution_recovery.rs";
const IDS = "https://github.com/chaoss/disclosure/blob/main/detection/constants.go";
const OTHER_DETECTOR = "https://github.com/trinhbentre/aiblame/blob/main/internal/attrib/identities.go";

export const EDITORS = [
  agent({
    id: "cursor",
    name: "Cursor",
    vendor: "Anysphere",
    homepage: "https://cursor.com",
    accounts: [
      { id: 206951365, login: "cursor[bot]", source: commit("cline/cline", "e92e171e84") },
      { id: 201670782, login: "cursoragent[bot]", source: REPORTED },
    ],
    addresses: [
      { value: "cursoragent@cursor.com", source: commit("cline/cline", "41bb2d8f00") },
      { value: "agent@cursor.com", source: REPORTED },
      { value: "composer@anysphere.co", source: REPORTED },
      { value: "cursor@agent", source: REPORTED },
    ],
    domains: ["cursor.com", "cursor.sh", "anysphere.co"],
    names: [
      "cursor agent",
      "cursor ai",
      "cursor cli",
      "cursor ide",
      "cursor composer",
      "cursor bugbot",
      "bugbot",
      "cursoragent",
    ],
    words: ["cursor"],
    footers: [
      { value: /^<!-- CURSOR_AGENT_PR_BODY_BEGIN -->/, source: REPORTED },
      {
        // A body's buttons as a squash keeps them, one link or attribute a line.
        value:
          /^(<(a|div)[ >])*(href=")?https:\/\/(www\.)?cursor\.com\/(background-agent\?bcId=|agents\?id=|agents\/)bc-/i,
        source: commit("browser-use/browser-use", "1eac093536"),
      },
    ],
    branches: [
      {
        value: /^cursor\/[a-z0-9-]+-[0-9a-f]{4}$/,
        confidence: "strong",
        source: "https://github.com/BloopAI/vibe-kanban (branch cursor/webrtc-bug-fixes-4f51)",
      },
      { value: /^cursor\//, confidence: "weak", source: CURSOR_DOCS },
    ],
    commands: [
      { value: "@cursor", readsOnly: ["review"], source: CURSOR_DOCS },
      { value: "@cursoragent", readsOnly: ["review"], source: CURSOR_DOCS },
    ],
    seen: [commit("RooCodeInc/Roo-Code", "f78cb0b494"), commit("dyad-sh/dyad", "e53595dcc")],
    prompter: [
      "A co-author of the cloud agent's commits, mostly by their own address.",
      "Who opened the request; who wrote the `@cursor …` comment.",
      LOCAL,
    ],
    cannotShow: ["Starts from Slack, Linear or the API, unless a co-author is named.", "Automations name nobody."],
    example: "Made-with: Cursor",
  }),
  agent({
    id: "windsurf",
    name: "Windsurf",
    vendor: "Cognition",
    homepage: "https://windsurf.com",
    accounts: [{ id: 189301087, login: "windsurf-bot[bot]", source: REPORTED }],
    addresses: [
      { value: "noreply@windsurf.com", source: GIT_AI },
      { value: "noreply@codeium.com", source: GIT_AI },
      { value: "cascade@windsurf.ai", source: commit("google-gemini/gemini-cli", "efa2b312e7") },
    ],
    domains: ["windsurf.com", "windsurf.ai", "codeium.com"],
    names: ["windsurf", "windsurf cascade", "codeium", "cascade ai"],
    words: ["cascade"],
    seen: [GIT_AI],
    silentByDefault: true,
    example: "Assisted-by: Windsurf",
  }),
  agent({
    id: "zed",
    name: "Zed",
    vendor: "Zed Industries",
    homepage: "https://zed.dev",
    addresses: [
      { value: "assistant@zed.dev", source: REPORTED },
      { value: "agent@zed.dev", source: REPORTED },
    ],
    domains: ["zed.dev"],
    names: ["zed agent", "zed ai", "zed editor"],
    words: ["zed"],
    seen: [commit("bootc-dev/bootc", "2c20ee91")],
    cannotShow: ["Agents that run inside it leave their own marks, not Zed's."],
    silentByDefault: true,
    example: "Assisted-by: Zed Agent (GPT-5.2-Codex)",
  }),
  agent({
    id: "junie",
    name: "Junie",
    vendor: "JetBrains",
    homepage: "https://www.jetbrains.com/junie/",
    accounts: [
      { id: 201638009, login: "jetbrains-junie[bot]", source: commit("JetBrains/koog", "c0ff6f04") },
      { id: null, login: "junie-eap[bot]", source: "https://github.com/melotria/30-Days-Of-Python/pulls" },
    ],
    addresses: [{ value: "junie@jetbrains.com", source: commit("github/spec-kit", "cc841144b") }],
    names: ["jetbrains junie", "junie agent", "junie ai", "junie cli"],
    firstNames: ["junie"],
    commands: [{ value: "@junie-agent", source: "https://github.com/JetBrains/junie-github-action" }],
    seen: [commit("github/spec-kit", "cc841144b")],
    prompter: [
      "Who wrote the `@junie-agent …` comment, or assigned it.",
      "The commit's committer, if a person.",
      LOCAL,
    ],
    cannotShow: ["Its commits name no co-author.", "In the IDE the engineer is the git author, without a mark."],
    example: "jetbrains-junie[bot] <201638009+jetbrains-junie[bot]@users.noreply.github.com> as the commit's author",
  }),
  agent({
    id: "trae",
    name: "Trae",
    vendor: "ByteDance",
    homepage: "https://trae.ai",
    addresses: [
      { value: "traeagent@users.noreply.github.com", source: commit("slopus/happy", "707238ea3") },
      { value: "traecli@bytedance.com", source: REPORTED },
    ],
    domains: ["trae.ai"],
    names: ["trae", "trae agent", "traeagent", "trae ai", "trae cli", "traecli", "trae ide"],
    seen: [commit("slopus/happy", "707238ea3")],
    silentByDefault: true,
    example: "Co-authored-by: traeagent <traeagent@users.noreply.github.com>",
  }),
  agent({
    id: "tabnine",
    name: "Tabnine",
    vendor: "Tabnine",
    homepage: "https://tabnine.com",
    accounts: [{ id: null, login: "tabnine[bot]", source: OTHER_DETECTOR }],
    names: ["tabnine"],
    silentByDefault: true,
    example: "Assisted-by: Tabnine",
  }),
  agent({
    id: "cody",
    name: "Cody",
    vendor: "Sourcegraph",
    homepage: "https://sourcegraph.com/cody",
    accounts: [{ id: 201248094, login: "sourcegraph-cody[bot]", source: IDS }],
    names: ["sourcegraph cody", "cody ai"],
    firstNames: ["cody"],
    silentByDefault: true,
    example: "Assisted-by: Sourcegraph Cody",
  }),
];
