/** Accounts: made, found by login, id or address. */
import type { Account, App, World } from "./model.ts";
import { Refused } from "./refused.ts";

/** The account that makes commits in GitHub's web interface. https://github.com/web-flow */
export const WEB_FLOW = { id: 19864447, login: "web-flow", name: "GitHub", email: "noreply@github.com" } as const;

export interface AccountOptions {
  readonly id?: number;
  readonly name?: string;
  /** Verified addresses; by default `login@example.com` for a person, none for anybody else. */
  readonly emails?: readonly string[];
  readonly app?: App;
}

export function createAccount(
  world: World,
  kind: Account["kind"],
  login: string,
  { id, name, emails, app }: AccountOptions = {},
): Account {
  if (!/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:_[a-z\d]+)?$/i.test(login)) {
    throw new Refused(422, `Expected a login of GitHub's form, got ${JSON.stringify(login)}`);
  }
  if (world.accounts.some((other) => sameLogin(other, login) && (other.kind === "Bot") === (kind === "Bot"))) {
    throw new Refused(422, `The login ${login} is taken`);
  }
  if (world.accounts.some((other) => other.id === id)) throw new Refused(422, `The account id ${id} is taken`);
  const account: Account = {
    kind,
    id: id ?? world.nextId(),
    login,
    name: name ?? null,
    emails: new Set(emails ?? (kind === "User" ? [`${login.toLowerCase()}@example.com`] : [])),
    app: app ?? null,
    deleted: false,
    owners: new Set(),
    rulesets: [],
  };
  world.accounts.push(account);
  return account;
}

/** Capitals don't count in logins. */
function sameLogin(account: Account, login: string): boolean {
  return account.login.toLowerCase() === login.toLowerCase();
}

/** @param login as REST writes it: a Bot's with `[bot]` */
export function findAccount(world: World, login: string): Account | null {
  const slug = /^(.*)\[bot\]$/.exec(login)?.[1];
  return (
    world.accounts.find(
      (account) => !account.deleted && sameLogin(account, slug ?? login) && (account.kind === "Bot") === Boolean(slug),
    ) ?? null
  );
}

/** The address that GitHub gives to everybody: it can be told from it who they are. */
export function noreplyAddress(account: Account): string {
  const login = account.kind === "Bot" ? `${account.login}[bot]` : account.login;
  return `${account.id}+${login}@users.noreply.github.com`;
}

/**
 * Whose address this is: a verified one, or one of GitHub's own with id and login, or an older one with the login only.
 * https://docs.github.com/account-and-profile/reference/email-addresses-reference#your-noreply-email-address
 */
export function accountOfEmail(world: World, email: string): Account | null {
  const wanted = email.toLowerCase();
  const noreply = /^(?:(\d+)\+)?([^@+]+)@users\.noreply\.github\.com$/.exec(wanted);
  if (noreply?.[1]) return world.accounts.find(({ id, deleted }) => !deleted && id === Number(noreply[1])) ?? null;
  if (noreply?.[2]) return findAccount(world, noreply[2]);
  if (wanted === WEB_FLOW.email) return world.accounts.find(({ id }) => id === WEB_FLOW.id) ?? null;
  return (
    world.accounts.find(
      ({ emails, deleted }) => !deleted && [...emails].some((address) => address.toLowerCase() === wanted),
    ) ?? null
  );
}
