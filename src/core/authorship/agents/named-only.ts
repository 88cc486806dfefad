/** Agents of which no mark of their own is known: they show where a trailer or a footer names them. */
import { agent, REPORTED } from "../catalogue.ts";

const NAMED_ONLY_FIELDS = { seen: [REPORTED], silentByDefault: true } as const;

export const NAMED_ONLY = [
  agent({
    ...NAMED_ONLY_FIELDS,
    id: "qoder",
    name: "Qoder",
    vendor: "Alibaba",
    homepage: "https://qoder.com",
    names: ["qoder", "qoder cli"],
    example: "Assisted-by: Qoder",
  }),
  agent({
    ...NAMED_ONLY_FIELDS,
    id: "codebuddy",
    name: "CodeBuddy",
    vendor: "Tencent",
    homepage: "https://www.codebuddy.ai",
    names: ["codebuddy", "codebuddy code"],
    example: "Assisted-by: CodeBuddy",
  }),
  agent({
    ...NAMED_ONLY_FIELDS,
    id: "zencoder",
    name: "Zencoder",
    vendor: "Zencoder",
    homepage: "https://zencoder.ai",
    names: ["zencoder", "zen coder", "zenflow"],
    example: "Assisted-by: Zencoder",
  }),
  agent({
    ...NAMED_ONLY_FIELDS,
    id: "plandex",
    name: "Plandex",
    vendor: "Plandex",
    homepage: "https://plandex.ai",
    names: ["plandex"],
    example: "Assisted-by: Plandex",
  }),
  agent({
    ...NAMED_ONLY_FIELDS,
    id: "jetbrains-ai",
    name: "JetBrains AI Assistant",
    vendor: "JetBrains",
    homepage: "https://www.jetbrains.com/ai-assistant/",
    names: ["jetbrains ai", "jetbrains ai assistant"],
    example: "Assisted-by: JetBrains AI Assistant",
  }),
  agent({
    ...NAMED_ONLY_FIELDS,
    id: "tabby",
    name: "Tabby",
    vendor: "TabbyML",
    homepage: "https://tabby.tabbyml.com",
    names: ["tabbyml", "tabby ml", "tabby ai"],
    example: "Assisted-by: TabbyML",
  }),
  agent({
    ...NAMED_ONLY_FIELDS,
    id: "supermaven",
    name: "Supermaven",
    vendor: "Anysphere",
    homepage: "https://supermaven.com",
    names: ["supermaven"],
    example: "Assisted-by: Supermaven",
  }),
];
