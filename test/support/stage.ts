/** What every stage of the end-to-end tests has: a world, people with accounts in it, and a request's check in the end. */
import type { Check } from "../../simulator/build/check.ts";
import type { RequestHandle } from "../../simulator/build/request.ts";
import type { Account } from "../../simulator/state/model.ts";
import { agentsOf } from "./agents.ts";
import { startWorld, type TestWorld } from "./world.ts";

export interface BareStage<Login extends string> {
  readonly world: TestWorld;
  readonly people: Readonly<Record<Login, Account>>;
  readonly agents: ReturnType<typeof agentsOf>;
  /** A name that nothing on this stage has yet. */
  newName(prefix: string): string;
  /** Write access for each of them, as a new repository takes it. */
  readonly access: Readonly<Record<Login, "write">>;
  /**
   * The check on the request's head, once nothing is left to do.
   *
   * @throws Error with the end of the log if there is none
   */
  check(request: RequestHandle): Promise<Check>;
}

export async function bareStage<const Login extends string>(logins: readonly Login[]): Promise<BareStage<Login>> {
  const world = await startWorld();
  let count = 0;
  const each = <Value>(of: (login: Login) => Value) =>
    Object.fromEntries(logins.map((login) => [login, of(login)])) as Record<Login, Value>;
  return {
    world,
    people: each((login) => world.github.user(login)),
    agents: agentsOf(world.github),
    newName: (prefix) => `${prefix}-${++count}`,
    access: each(() => "write"),
    async check(request) {
      await world.quiet();
      const check = request.check("ai-review");
      if (check) return check;
      throw new Error(`#${request.number} has no check. The log ends: ${world.countersign.output().slice(-2000)}`);
    },
  };
}
