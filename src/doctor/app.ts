/** The App's registration and its installations against `app.yml`. */
import type { AppFacts, Grants, InstallationFacts, Permissions } from "./facts.ts";
import { type Finding, finding, inAccount, type Place, THE_APP } from "./finding.ts";
import type { FindingId, Gravity } from "./texts.ts";

/** Permissions that checks don't need, and what goes without them. `app.yml` says so as well. */
const OPTIONAL_PERMISSIONS: Permissions = {
  actions: "who started a deployment isn't read, and the doctor doesn't see environments and their protection rules",
  administration: "Countersign keeps no ruleset, and the doctor doesn't see who may bypass the rules",
  deployments: "no deployment can be held until its commits are reviewed",
  organization_administration: "the doctor doesn't see which Apps are installed on the organisation",
};

const LOOSENED = "Countersign sees a loosened rule at its next daily look only";

/** Events that come with an optional permission, and what goes without them. `app.yml` says so as well. */
const OPTIONAL_EVENTS: Readonly<Record<string, string>> = {
  branch_protection_rule: LOOSENED,
  deployment_protection_rule: "no deployment can be held until its commits are reviewed",
  repository_ruleset: LOOSENED,
};

const LEVELS = ["read", "write", "admin"];

const isEnough = (given: string | undefined, wanted: string) =>
  given !== undefined && LEVELS.indexOf(given) >= LEVELS.indexOf(wanted);

/** An organisation's permissions are none of a personal account's. */
const isOrganizations = (permission: string) => permission === "members" || permission.startsWith("organization_");

/** @param manifest what `app.yml` asks for */
export function appFindings(app: AppFacts, manifest: Grants): Finding[] {
  return [
    ...permissionFindings("app-permission-missing", THE_APP, app.permissions, Object.entries(manifest.permissions)),
    ...eventFindings(app, manifest),
  ];
}

function eventFindings({ events }: AppFacts, manifest: Grants): Finding[] {
  const missing = manifest.events.filter((event) => !events.includes(event));
  const needed = missing.filter((event) => OPTIONAL_EVENTS[event] === undefined);
  const told = (who: readonly string[]) => `The App doesn't subscribe to ${who.join(", ")}.`;
  const optional = Map.groupBy(
    missing.filter((event) => OPTIONAL_EVENTS[event] !== undefined),
    (event) => OPTIONAL_EVENTS[event],
  );
  return [
    ...(needed.length > 0 ? [finding("app-event-missing", THE_APP, { says: told(needed), who: needed })] : []),
    ...[...optional].map(([without, who]) =>
      finding("app-event-missing", THE_APP, { says: `${told(who)} Without: ${without}.`, who, gravity: "minor" }),
    ),
  ];
}

/** What the account's owners still have to accept. What the App doesn't ask for is the App's finding, not theirs. */
export function installationFindings(installation: InstallationFacts, app: AppFacts, manifest: Grants): Finding[] {
  const place = inAccount(installation.account);
  if (installation.suspended) {
    const says = `The App is suspended on ${installation.account}.`;
    return [finding("installation-suspended", place, { says })];
  }
  const wanted = Object.entries(manifest.permissions).filter(
    ([name, level]) =>
      isEnough(app.permissions[name], level) && (installation.ofOrganization || !isOrganizations(name)),
  );
  return permissionFindings("installation-permission-missing", place, installation.permissions, wanted);
}

function permissionFindings(
  id: FindingId,
  place: Place,
  given: Permissions,
  wanted: readonly (readonly [string, string])[],
): Finding[] {
  const missing = wanted.filter(([name, level]) => !isEnough(given[name], level));
  const groups: readonly (readonly [Gravity | undefined, typeof missing])[] = [
    [undefined, missing.filter(([name]) => !Object.hasOwn(OPTIONAL_PERMISSIONS, name))],
    ["minor", missing.filter(([name]) => Object.hasOwn(OPTIONAL_PERMISSIONS, name))],
  ];
  return groups
    .filter(([, names]) => names.length > 0)
    .map(([gravity, names]) => {
      const who = names.map(([name, level]) => `${name}: ${level}`);
      const whose = place.account === null ? "The App doesn't ask for" : `${place.account} hasn't granted`;
      const without = gravity ? `. Without: ${names.map(([name]) => OPTIONAL_PERMISSIONS[name]).join("; ")}` : "";
      return finding(id, place, { says: `${whose} ${who.join(", ")}${without}.`, who, ...(gravity && { gravity }) });
    });
}
