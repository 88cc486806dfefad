/** An agent that a mark points to. */
import type { Confidence } from "../policy.ts";

export interface Hit {
  /** The catalogue's id, a custom agent's, or `unknown`. */
  readonly agent: string;
  readonly name: string;
  readonly confidence: Confidence;
}

/** A strong hit: what a known mark in text is worth. */
export function strong({ agent, name }: { readonly agent: string; readonly name: string }): Hit {
  return { agent, name, confidence: "strong" };
}
