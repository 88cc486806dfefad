/** Agents that run in their vendor's cloud, mostly under an account of their own. */
import { agent, commit, LOCAL, REPORTED } from "../catalogue.ts";

const OTHER_DETECTOR = "https://github.com/trinhbentre/aiblame/blob/main/internal/attrib/identities.go";
const DEVIN_DOCS = "https://docs.devin.ai/integrations/gh.md";
const OPENHANDS_DOCS = "https://docs.openhands.dev/openhands/usage/cloud/github-installation";
const MERGEWARDEN = "https://github.com/sjh9714/mergewarden/blob/main/docs/history/releases/release-notes-v0.7.0.md";

export const CLOUD = [
  agent({
    id: "devin",
    name: "Devin",
    vendor: "Cognition",
    homepage: "https://devin.ai",
    accounts: [
      { id: 158243242, login: "devin-ai-integration[bot]", source: commit("git-ai-project/git-ai", "9259bd4b0") },
    ],
    addresses: [{ value: "noreply@cognition.ai", source: commit("BloopAI/vibe-kanban", "6c09f57d84") }],
    names: ["devin ai", "devin cli", "devin agent", "devin bot", "devin ai integration", "cognition devin"],
    firstNames: ["devin"],
    footers: [
      {
        value: /^Link to Devin (session|run):?(\s|$)/i,
        source: "https://github.com/flightcontrolhq/modules/pull/84",
      },
      {
        value: /^\[?(Link to )?Devin (session|run)\]?\(?:? *https:\/\/app\.devin\.ai\/sessions\//i,
        source: "https://github.com/flightcontrolhq/modules/pull/84",
      },
    ],
    branches: [
      {
        value: /^devin\/\d{10}-/,
        confidence: "strong",
        source: "https://github.com/flightcontrolhq/modules (branch devin/1785691942-devin-pr-reviewer)",
      },
      { value: /^devin\//, confidence: "weak", source: DEVIN_DOCS },
    ],
    commands: [{ value: "/devin", readsOnly: ["review"], source: DEVIN_DOCS }],
    labels: [{ value: "devin", source: "https://docs.devin.ai/product-guides/automations.md" }],
    seen: [commit("steipete/CodexBar", "5736117a2")],
    prompter: [
      "The body's line `Requested by: @LOGIN`.",
      "A person among the co-authors of its commits, mostly by their own address.",
      LOCAL,
    ],
    cannotShow: [
      "Service users, schedules and API sessions may name a token or nobody.",
      "Where it commits as the user, only the request's body carries a mark.",
    ],
    example: "Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com> as the commit's author",
  }),
  agent({
    id: "openhands",
    name: "OpenHands",
    vendor: "All Hands AI",
    homepage: "https://openhands.dev",
    accounts: [
      { id: null, login: "openhands[bot]", source: OTHER_DETECTOR },
      { id: null, login: "openhands-ai[bot]", source: OTHER_DETECTOR },
      { id: null, login: "openhands-agent", source: OTHER_DETECTOR },
    ],
    addresses: [
      { value: "openhands@all-hands.dev", source: commit("OpenHands/OpenHands", "191d1d6b91") },
      { value: "opendevin@all-hands.dev", source: commit("OpenHands/OpenHands", "f0bb7de1c6") },
      { value: "opendevin@opendevin.ai", source: commit("OpenHands/OpenHands", "48a2f24bf4") },
    ],
    domains: ["all-hands.dev", "openhands.dev", "openhands.ai"],
    names: ["openhands", "open hands", "opendevin", "openhands agent", "openhands ai", "openhands cli", "all hands ai"],
    branches: [
      {
        value: /^openhands-fix-issue-\d+$/,
        confidence: "strong",
        source: "https://github.com/OpenHands/OpenHands (branch openhands-fix-issue-6098)",
      },
    ],
    commands: [{ value: "@openhands", source: OPENHANDS_DOCS }],
    labels: [
      { value: "openhands", source: OPENHANDS_DOCS },
      { value: "fix-me", source: REPORTED },
    ],
    seen: [commit("OpenHands/OpenHands", "56712b503d")],
    prompter: ["Who put the label `openhands` on, or wrote `@openhands …`.", "A person's commits beside the agent's."],
    cannotShow: ["Its commits name nobody.", "Starts from Slack, Linear or the API."],
    example: "Co-authored-by: openhands <openhands@all-hands.dev>",
  }),
  agent({
    id: "sweep",
    name: "Sweep",
    vendor: "Sweep AI",
    homepage: "https://sweep.dev",
    accounts: [
      { id: 128439645, login: "sweep-ai[bot]", source: commit("sweepai/sweep", "539c8c756") },
      { id: 131841235, login: "sweep-nightly[bot]", source: commit("sweepai/sweep", "7b9f092b7") },
      { id: 132422995, login: "sweep-canary[bot]", source: commit("sweepai/sweep", "dc5869061") },
    ],
    addresses: [{ value: "team@sweep.dev", source: commit("sweepai/sweep", "0bdb30a2c8") }],
    domains: ["sweep.dev"],
    names: ["sweep ai", "sweep bot", "sweep nightly"],
    words: ["sweep"],
    branches: [
      { value: /^sweep\//, confidence: "strong", source: "https://github.com/sweepai/sweep (1,937 branches sweep/…)" },
    ],
    labels: [{ value: "sweep", source: REPORTED }],
    seen: [commit("sweepai/sweep", "e41498e62c")],
    prompter: ["Who wrote the issue `Sweep: …`, or put the label `sweep` on it."],
    cannotShow: ["Its commits hardly ever name a person."],
    example: "sweep-ai[bot] <128439645+sweep-ai[bot]@users.noreply.github.com> as the commit's author",
  }),
  agent({
    id: "codegen",
    name: "Codegen",
    vendor: "Codegen",
    homepage: "https://codegen.com",
    accounts: [{ id: 131295404, login: "codegen-sh[bot]", source: commit("codegen-sh/codegen", "2680b2fb") }],
    names: ["codegen sh", "codegen ai", "codegen agent", "codegen bot"],
    branches: [{ value: /^codegen-/, confidence: "weak", source: "https://github.com/codegen-sh/codegen (branches)" }],
    commands: [{ value: "@codegen-sh", source: REPORTED }],
    seen: [commit("codegen-sh/codegen", "64c7c8b201")],
    prompter: ["Who wrote `@codegen-sh …`.", "A person among the co-authors of its commits."],
    cannotShow: ["Starts from Slack and Linear."],
    example: "codegen-sh[bot] <131295404+codegen-sh[bot]@users.noreply.github.com> as the commit's author",
  }),
  agent({
    id: "mentat",
    name: "Mentat",
    vendor: "AbanteAI",
    homepage: "https://mentat.ai",
    accounts: [
      // A plain user account.
      { id: 160964065, login: "MentatBot", source: commit("OpenHands/OpenHands", "ff9bd96bd5") },
      { id: null, login: "mentatbot[bot]", source: MERGEWARDEN },
    ],
    names: ["mentatbot", "mentat bot", "mentat ai"],
    seen: [commit("OpenHands/OpenHands", "5d8551fb65")],
    prompter: ["A co-author with id and login.", "Who mentioned it in a comment."],
    example: "MentatBot <160964065+MentatBot@users.noreply.github.com> as the commit's author",
  }),
  agent({
    id: "engine-labs",
    name: "cto.new",
    vendor: "Engine Labs",
    homepage: "https://cto.new",
    accounts: [{ id: 140088366, login: "engine-labs-app[bot]", source: commit("ghostty-org/ghostty", "ff6080425") }],
    names: ["engine labs", "engine labs app", "cto.new"],
    seen: [commit("ghostty-org/ghostty", "ff6080425")],
    prompter: [],
    cannotShow: ["Nothing on GitHub names who asked."],
    example: "engine-labs-app[bot] <140088366+engine-labs-app[bot]@users.noreply.github.com> as the commit's author",
  }),
  agent({
    id: "vorflux",
    name: "Vorflux",
    vendor: "Vorflux",
    homepage: "https://vorflux.com",
    accounts: [{ id: 249966464, login: "vorflux[bot]", source: commit("supermemoryai/supermemory", "2731de5c") }],
    addresses: [{ value: "noreply@vorflux.com", source: commit("supermemoryai/supermemory", "2717caed") }],
    domains: ["vorflux.com"],
    names: ["vorflux", "vorflux ai"],
    branches: [
      {
        value: /^vorflux\//,
        confidence: "strong",
        source: "https://github.com/supermemoryai/supermemory (48 branches vorflux/…)",
      },
    ],
    seen: [commit("supermemoryai/supermemory", "3b6fc72fb5")],
    prompter: ["A person among the co-authors, in few of its commits."],
    cannotShow: ["It hardly ever names a person."],
    example: "Vorflux AI <noreply@vorflux.com> as the commit's author",
  }),
];
