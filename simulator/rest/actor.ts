/** In whose name a request acts. */
import type { Account } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import type { Call } from "./route.ts";

/** The person, or the App's account. @throws Refused (403) for an App's JWT */
export function actorOf({ world, credential }: Pick<Call, "world" | "credential">): Account {
  if (credential.kind === "person") return credential.account;
  const account =
    credential.kind === "installation" && world.accounts.find(({ app }) => app === credential.installation.app);
  if (!account) throw new Refused(403, "Resource not accessible by integration");
  return account;
}
