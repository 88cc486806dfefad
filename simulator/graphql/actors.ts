/** Accounts, Apps and git's people. */
import type { Identity } from "../git/objects.ts";
import { accountJson } from "../render/account.ts";
import { nodeId } from "../render/node-id.ts";
import { accountOfEmail } from "../state/accounts.ts";
import type { Account, App } from "../state/model.ts";
import type { Context, Fields } from "./fields.ts";

/** GraphQL's `Actor`: null once the account is deleted. */
export function actor(account: Account | null): Account | null {
  return account === null || account.deleted ? null : account;
}

export const accountFields: Fields<Account> = {
  id: ({ kind, id }) => nodeId(kind, id),
  databaseId: ({ id }) => id,
  login: ({ login }) => login,
  name: ({ name }) => name,
  url: (source, _, { world }) => accountJson(world, source).html_url,
  avatarUrl: (source, _, { world }) => accountJson(world, source).avatar_url,
};

/** A name and an address in a commit. */
export interface GitActorSource {
  readonly kind: "GitActor";
  readonly identity: Identity;
}

const gitActor: Fields<GitActorSource> = {
  name: ({ identity }) => identity.name,
  email: ({ identity }) => identity.email,
  date: ({ identity }) => identity.date,
  user: ({ identity }, _, context) => userOf(context, identity),
};

/** An App is no `User`: its commits have none. */
function userOf({ world }: Context, { email }: Identity): Account | null {
  const found = accountOfEmail(world, email);
  return found?.kind === "User" ? found : null;
}

const app: Fields<App> = {
  id: ({ id }) => nodeId("App", id),
  databaseId: ({ id }) => id,
  slug: ({ slug }) => slug,
  name: ({ name }) => name,
  clientId: ({ clientId }) => clientId,
};

export const actorTypes = {
  User: accountFields,
  Bot: accountFields,
  Mannequin: accountFields,
  GitActor: gitActor,
  App: app,
};
