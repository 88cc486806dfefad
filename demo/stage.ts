/** Where the stories play: a simulated GitHub, the real server, and a look at the check after every step. */
import type { Check } from "../simulator/build/check.ts";
import type { RequestHandle } from "../simulator/build/request.ts";
import { Refused } from "../simulator/state/refused.ts";
import type { TestWorld } from "../test/support/world.ts";
import * as screen from "./screen.ts";

/** What a step does. A sentence that it answers is what GitHub said. */
type Act = () => string | undefined;

export interface Expected {
  /** The check's conclusion afterwards; null if there is to be none. */
  readonly check: Check["conclusion"];
  /** GitHub refuses the act itself. */
  readonly refused?: boolean;
  /** Why it should be so, for the audience. */
  readonly because: string;
}

interface Outcome {
  readonly isRight: boolean;
  /** What is shown. */
  readonly text: string;
}

/** What carries the check: a request, or a branch. */
type Subject = Pick<RequestHandle, "check">;

export class Stage {
  readonly world: TestWorld;
  /** How many steps came out otherwise than they should. */
  failures = 0;
  #steps = 0;
  /** The summary that was shown last: what hasn't changed isn't shown again. */
  #seen: string | null = null;
  readonly #print: (text: string) => void;

  constructor(world: TestWorld, print: (text: string) => void) {
    this.world = world;
    this.#print = print;
  }

  tell(title: string, introduction: string): void {
    this.#steps = 0;
    this.#seen = null;
    this.#print(screen.title(title));
    this.#print(screen.paragraph(introduction));
  }

  /** Plays one step whose outcome is something else than the check. */
  async show(who: string, does: string, act: () => Promise<Outcome>, because: string): Promise<void> {
    this.#steps++;
    this.#print(screen.step(this.#steps, who, does));
    const { isRight, text } = await act();
    this.#print(text);
    if (!isRight) this.failures++;
    this.#print(screen.verdict(isRight, because));
  }

  /** Plays one step, waits until the server has nothing left to do, and shows the check. */
  async step(who: string, does: string, act: Act, subject: () => Subject, expected: Expected): Promise<void> {
    this.#steps++;
    this.#print(screen.step(this.#steps, who, does));
    const said = attempt(act);
    if (said.text !== undefined) this.#print(screen.answer(said.text));
    await this.world.quiet();
    const check = subject().check("ai-review");
    if (check) this.#print(this.#seen === check.summary ? screen.unchanged(check) : screen.check(check));
    this.#seen = check?.summary ?? null;
    const ok = (check?.conclusion ?? null) === expected.check && said.refused === (expected.refused ?? false);
    if (!ok) this.failures++;
    this.#print(screen.verdict(ok, expected.because));
  }
}

/** GitHub's refusal is an answer; anything else that goes wrong is the demo's own mistake. */
function attempt(act: Act): { readonly refused: boolean; readonly text: string | undefined } {
  try {
    return { refused: false, text: act() };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return {
      refused: true,
      text: `refused. ${[error.message, ...error.errors.filter((each) => typeof each === "string")].join(": ").replace(/\s+/g, " ").trim()}`,
    };
  }
}
