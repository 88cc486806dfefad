/** Who is asking: the App by its JWT, an installation or a person by a token. */
import type { KeyObject } from "node:crypto";
import { errors, jwtVerify } from "jose";
import { hasRole } from "../state/access.ts";
import { isoSeconds } from "../state/clock.ts";
import { reaches } from "../state/installations.ts";
import type { Account, App, Installation, Level, Permissions, Repository, World } from "../state/model.ts";
import { Refused } from "../state/refused.ts";

export type Credential =
  | { readonly kind: "app"; readonly app: App }
  | {
      readonly kind: "installation";
      readonly installation: Installation;
      readonly permissions: Permissions;
      /** null: all of the installation's. */
      readonly repositories: ReadonlySet<Repository> | null;
      readonly expiresAt: number;
    }
  | { readonly kind: "person"; readonly account: Account };

/** Tokens by their text. */
export type Tokens = Map<string, Credential>;

/** The clocks of an App and GitHub may differ a little. */
const LEEWAY_SECONDS = 60;
const LONGEST_SECONDS = 600;

const badCredentials = () => new Refused(401, "Bad credentials");

/**
 * Reads the `Authorization` header.
 *
 * @throws Refused (401) if there's none, or it isn't valid (any more)
 */
export async function authenticate(
  world: World,
  tokens: Tokens,
  key: KeyObject,
  authorization: string | undefined,
): Promise<Credential> {
  if (authorization === undefined) throw new Refused(401, "Requires authentication");
  const secret = /^(?:bearer|token) (\S+)$/i.exec(authorization)?.[1];
  if (!secret) throw badCredentials();
  if (secret.split(".").length === 3) return { kind: "app", app: await verifyAppJwt(world, key, secret) };
  const credential = tokens.get(secret);
  if (!credential) throw badCredentials();
  if (credential.kind === "person" && credential.account.deleted) throw badCredentials();
  if (credential.kind !== "installation") return credential;
  const { installation, expiresAt } = credential;
  if (expiresAt <= Date.now() || installation.deleted) throw badCredentials();
  if (installation.suspendedAt !== null) throw new Refused(403, "This installation has been suspended");
  return credential;
}

/** https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
async function verifyAppJwt(world: World, key: KeyObject, jwt: string): Promise<App> {
  try {
    const { payload } = await jwtVerify(jwt, key, {
      algorithms: ["RS256"],
      clockTolerance: LEEWAY_SECONDS,
      requiredClaims: ["iat", "exp", "iss"],
    });
    const now = Date.now() / 1000;
    if ((payload.exp ?? 0) > now + LONGEST_SECONDS + LEEWAY_SECONDS) {
      throw new Refused(401, "'Expiration time' claim ('exp') is too far in the future");
    }
    if ((payload.iat ?? 0) > now + LEEWAY_SECONDS) {
      throw new Refused(
        401,
        "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      );
    }
    // Octokit writes the id as a number, against RFC 7519, and GitHub takes it.
    const issuer = String(payload.iss);
    if (issuer !== String(world.app.id) && issuer !== world.app.clientId) {
      throw new Refused(404, "Integration not found");
    }
    return world.app;
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (error instanceof errors.JWTExpired) {
      throw new Refused(
        401,
        "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
      );
    }
    throw new Refused(401, "A JSON web token could not be decoded");
  }
}

const LEVELS: readonly Level[] = ["read", "write", "admin"];

/** Whether the credential can see the repository at all. Every repository here is private. */
export function canSee(credential: Credential, repository: Repository): boolean {
  switch (credential.kind) {
    case "app":
      return false;
    case "installation":
      return (
        reaches(credential.installation, repository) &&
        (credential.repositories === null || credential.repositories.has(repository))
      );
    case "person":
      return hasRole(repository, credential.account, "read");
    default:
      return credential satisfies never;
  }
}

/**
 * Whether the credential has a permission. A person's follows from their role: readers read, writers write, and
 * administration is the administrators'.
 *
 * @param permission as Apps' permissions are named: `pull_requests`
 */
export function may(credential: Credential, repository: Repository, permission: string, level: Level): boolean {
  if (!canSee(credential, repository)) return false;
  if (credential.kind === "installation") {
    const given = permission === "metadata" ? "read" : credential.permissions[permission];
    return given !== undefined && LEVELS.indexOf(given) >= LEVELS.indexOf(level);
  }
  if (credential.kind !== "person") return false;
  // A person can't write checks: only Apps can. https://docs.github.com/rest/checks/runs#create-a-check-run
  if (permission === "checks" && level !== "read") return false;
  if (permission === "administration" && level !== "read") return hasRole(repository, credential.account, "admin");
  return level === "read" || hasRole(repository, credential.account, "write");
}

/** Whether the credential may read something of an organisation's. A person may what an owner may, and nobody else. */
export function mayInOrganization(credential: Credential, organization: Account, permission: string): boolean {
  if (credential.kind === "person") return organization.owners.has(credential.account);
  if (credential.kind !== "installation" || credential.installation.account !== organization) return false;
  return credential.permissions[permission] !== undefined;
}

const ONE_HOUR_MS = 3_600_000;

/** A new token of an installation. @returns the token and when it ends */
export function issueToken(
  tokens: Tokens,
  installation: Installation,
  permissions: Permissions,
  repositories: ReadonlySet<Repository> | null,
): { readonly token: string; readonly expires_at: string } {
  const expires_at = isoSeconds(new Date(Date.now() + ONE_HOUR_MS));
  const token = `ghs_${String(tokens.size + 1).padStart(36, "0")}`;
  const expiresAt = Date.parse(expires_at);
  tokens.set(token, { kind: "installation", installation, permissions, repositories, expiresAt });
  return { token, expires_at };
}
