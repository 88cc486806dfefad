/**
 * The catalogue of agents, one file a kind. Each mark names its source: a public commit or request where it was seen,
 * the product's source code, its vendor's documentation, or that it was only reported.
 */
import type { Agent } from "../catalogue.ts";
import { AMAZON } from "./amazon.ts";
import { ANTHROPIC } from "./anthropic.ts";
import { BUILDERS } from "./builders.ts";
import { CLOUD } from "./cloud.ts";
import { EDITORS } from "./editors.ts";
import { EXTENSIONS } from "./extensions.ts";
import { GITHUB } from "./github.ts";
import { GOOGLE } from "./google.ts";
import { MORE_CLOUD } from "./more-cloud.ts";
import { MORE_TERMINALS } from "./more-terminals.ts";
import { NAMED_ONLY } from "./named-only.ts";
import { OPENAI } from "./openai.ts";
import { ORCHESTRATORS } from "./orchestrators.ts";
import { REVIEWERS } from "./reviewers.ts";
import { TERMINALS } from "./terminals.ts";
import { VENDORS } from "./vendors.ts";

export const AGENTS: readonly Agent[] = [
  ...AMAZON,
  ...GITHUB,
  ...ANTHROPIC,
  ...OPENAI,
  ...GOOGLE,
  ...CLOUD,
  ...MORE_CLOUD,
  ...EDITORS,
  ...EXTENSIONS,
  ...TERMINALS,
  ...VENDORS,
  ...MORE_TERMINALS,
  ...BUILDERS,
  ...REVIEWERS,
  ...ORCHESTRATORS,
  ...NAMED_ONLY,
];
