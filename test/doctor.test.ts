import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryHandle, RepositoryOptions } from "../simulator/build/repository.ts";
import { type OrganizationHandle, type Simulator, startSimulator } from "../simulator/simulator.ts";
import type { BypassActor } from "../simulator/state/ruleset.ts";
import type { RulesetInput } from "../simulator/state/rulesets.ts";
import { agentsOf } from "./support/agents.ts";
import { callDoctor, type DoctorReport, examined, runDoctor } from "./support/doctor.ts";
import { type Ending, startEnding } from "./support/ending.ts";

let github: Simulator;
let ending: Ending;
let agents: ReturnType<typeof agentsOf>;

beforeAll(async () => {
  [github, ending] = [await startSimulator(), await startEnding()];
  github.deliverTo(ending.url);
  agents = agentsOf(github);
  for (const login of ["paula", "rita"]) github.user(login);
});

afterAll(async () => {
  await github.close();
  await ending.close();
});

/** An organisation that the App is installed on, with all that it asks for. */
function organization(login: string): OrganizationHandle {
  const made = github.organization(login);
  github.install(made);
  return made;
}

let rulesets = 0;

function repository(on: OrganizationHandle, name: string, policy = "", options: RepositoryOptions = {}) {
  const { files, ...rest } = options;
  return on.repository(name, { files: { "README.md": name, ".github/ai-review.yml": policy, ...files }, ...rest });
}

/** A ruleset for the default branch that requires the check. @param source an App's id; null for any */
function requires(source: number | null = github.app.id, bypass: readonly Partial<BypassActor>[] = []): RulesetInput {
  const check = { context: "ai-review", ...(source !== null && { integration_id: source }) };
  return {
    name: `Reviews ${++rulesets}`,
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [
      {
        type: "required_status_checks",
        parameters: { required_status_checks: [check], strict_required_status_checks_policy: false },
      },
    ],
    bypass_actors: bypass.map((actor) => ({ actor_type: "RepositoryRole" as const, ...actor })),
  };
}

/** A repository that the check holds, with nobody past it. */
function held(on: OrganizationHandle, name: string, policy = "", options: RepositoryOptions = {}): RepositoryHandle {
  const made = repository(on, name, policy, options);
  made.ruleset(requires());
  return made;
}

/** `id who` of what was found in a repository, or on an account. */
function foundIn(report: DoctorReport, where: string): string[] {
  return report.findings
    .filter(({ place }) => (place.repository ?? place.account ?? "app") === where)
    .map(({ id, who }) => [id, ...who].join(" "))
    .sort();
}

async function examinedAlone(on: OrganizationHandle): Promise<DoctorReport> {
  await github.idle();
  return examined(github, { args: ["--org", on.account.login] });
}

describe("a well-kept organisation", () => {
  it("is clean, with status 0, in both formats, and stays so through a limit of GitHub's", async () => {
    const kept = organization("kept");
    held(kept, "shop");
    // All that is asked of a repository whose policy names no team and no environment.
    const before = github.requests.length;
    await examinedAlone(kept);
    const asked = github.requests.slice(before).filter(({ path }) => /graphql|\/repos\//.test(path));
    expect(asked.map(({ path }) => path.replace(/^.*\/repos\/kept\/shop/, "").replace(/\d+/g, "N"))).toEqual([
      "/api/graphql",
      "/rules/branches/main?per_page=N",
      "/branches/main/protection",
      "/collaborators?affiliation=all&per_page=N",
      "/rulesets/N",
      "/pulls?state=open&per_page=N",
    ]);
    github.faults.secondaryLimit(1, { path: /collaborators/ });
    const { code, stdout, stderr } = await runDoctor(github, { args: ["--org", "kept"] });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "Looked at 1 repository of 1 account: nothing found.\n" });
    expect(stderr).toContain("GitHub asks to wait 1 s");
    expect(await examined(github, { args: ["--repo", "Kept/Shop"] })).toEqual({
      version: 1,
      looked: { accounts: 1, repositories: 1 },
      findings: [],
    });
  });
});

describe("the required check", () => {
  it("is found missing, from anybody, or from another App; and not asked for where nothing is enforced", async () => {
    const org = organization("required");
    repository(org, "bare");
    org.repository("fresh", { files: { "README.md": "no policy yet" } });
    repository(org, "anybody").ruleset(requires(null));
    repository(org, "another").ruleset(requires(99));
    repository(org, "switched-off").ruleset({ ...requires(), enforcement: "disabled" });
    repository(org, "observing", "mode: observe");
    repository(org, "broken", "mode: enfroce").ruleset(requires());
    repository(org, "branches", 'branches: ["main", "release/**"]').ruleset(requires());
    const branches = github.world.repositories.find(({ name }) => name === "branches");
    branches?.refs.set("refs/heads/release/1", branches.refs.get("refs/heads/main") ?? "");
    branches?.refs.set("refs/heads/other", branches.refs.get("refs/heads/main") ?? "");
    held(org, "held");
    const report = await examinedAlone(org);
    const ids = (name: string) => foundIn(report, `required/${name}`).map((each) => each.split(" ")[0]);
    expect(ids("bare")).toEqual(["check-not-required"]);
    expect(ids("fresh")).toEqual(["check-not-required"]);
    expect(ids("anybody")).toEqual(["check-from-anybody"]);
    expect(ids("another")).toEqual(["check-from-another-app"]);
    expect(ids("switched-off")).toEqual(["check-not-required"]);
    expect(ids("observing")).toEqual(["not-enforced"]);
    expect(ids("broken")).toEqual(["policy-broken"]);
    expect(ids("held")).toEqual([]);
    expect(report.findings.filter(({ place }) => place.repository === "required/branches")).toMatchObject([
      { id: "check-not-required", gravity: "critical", place: { branch: "release/1" } },
    ]);
    expect(report.findings.find(({ place }) => place.repository === "required/fresh")?.gravity).toBe("serious");
  });

  it("may be the older branch protection's, or the organisation's ruleset's", async () => {
    const org = organization("elsewhere");
    const checks = [{ context: "ai-review", integration_id: github.app.id }];
    repository(org, "strict").protect("main", checks, { enforceAdmins: true });
    repository(org, "lax").protect("main", checks);
    repository(org, "anybody").protect("main", [{ context: "ai-review", integration_id: -1 }], { enforceAdmins: true });
    const ruled = github.organization("ruled");
    const installation = github.install(ruled);
    repository(ruled, "shop");
    ruled.ruleset(requires());
    const report = await examinedAlone(org);
    expect(foundIn(report, "elsewhere/strict")).toEqual([]);
    expect(foundIn(report, "elsewhere/lax")).toEqual(["bypass-administrators administrators of the repository"]);
    expect(foundIn(report, "elsewhere/anybody")).toEqual(["check-from-anybody"]);
    const [hidden] = (await examinedAlone(ruled)).findings;
    expect(hidden).toMatchObject({ id: "could-not-look", place: { repository: "ruled/shop", branch: "main" } });
    expect(hidden?.says).toContain("needs `organization_administration: write`");
    installation.grant({ ...github.world.app.permissions, organization_administration: "write" });
    expect((await examinedAlone(ruled)).findings).toEqual([]);
  });
});

describe("what is accepted in a file", () => {
  it("stays in the report and doesn't count, as long as nothing more is found", async () => {
    const org = organization("assisting");
    held(org, "shop");
    github.installOther(agents.devin, org, { contents: "write" });
    await github.idle();
    const accepted = (who: readonly string[], until: string) => ({
      args: ["--org", "assisting", "--accepted", "accepted.yml"],
      files: {
        "accepted.yml": JSON.stringify({
          accepted: [
            {
              ...{ finding: "agent-writes", place: "assisting", gravity: "minor", who },
              ...{ reason: "It works on the website.", until },
            },
          ],
        }),
      },
    });
    const all = ["devin-ai-integration", "contents: write", "all repositories"];
    const kept = await runDoctor(github, accepted(all, "2999-12-31"));
    expect(kept.code).toBe(0);
    expect(kept.stdout).toContain("accepted (minor)  Devin's App devin-ai-integration holds contents: write");
    expect(kept.stdout).toContain("Accepted until 2999-12-31: It works on the website.");
    expect(kept.stdout).toMatch(/nothing found; 1 accepted\.\n$/);
    expect((await callDoctor(github, accepted(all, "2020-12-31"))).code).toBe(1);
    expect((await callDoctor(github, accepted(all.slice(0, 2), "2999-12-31"))).code).toBe(1);
    expect((await callDoctor(github, { args: ["--org", "assisting"] })).code).toBe(1);
    expect((await callDoctor(github, accepted(all, "soon"))).code).toBe(2);
  });
});

describe("who can bypass it", () => {
  it("is told by role, team, App, owners, deploy keys and account; unless another rule holds them", async () => {
    const org = organization("holes");
    const rita = github.world.accounts.find(({ login }) => login === "rita");
    const team = org.team("platform", []);
    const releaser = github.bot("releaser");
    github.installOther(releaser, org, { metadata: "read" });
    const past = [
      { actor_id: 4 },
      { actor_type: "Team", actor_id: team.id },
      { actor_type: "Integration", actor_id: releaser.app?.id ?? 0 },
      { actor_type: "OrganizationAdmin" },
      { actor_type: "DeployKey" },
      { actor_type: "User", actor_id: rita?.id ?? 0, bypass_mode: "pull_request" },
    ] as const;
    repository(org, "open", "", { access: { rita: "write" } }).ruleset(requires(github.app.id, past));
    const twice = repository(org, "twice");
    twice.ruleset(requires(github.app.id, past));
    twice.ruleset(requires());
    const both = repository(org, "both");
    both.ruleset(requires(github.app.id, [{ actor_id: 5 }, { actor_type: "DeployKey" }]));
    both.ruleset(requires(github.app.id, [{ actor_id: 4 }]));
    const report = await examinedAlone(org);
    expect(foundIn(report, "holes/open")).toEqual([
      "bypass-app the App releaser",
      "bypass-deploy-keys deploy keys with write access",
      "bypass-organization-owners the organisation's owners",
      "bypass-role everybody with the role write, or one above it",
      "bypass-team the team holes/platform",
      "bypass-user @rita",
    ]);
    expect(foundIn(report, "holes/twice")).toEqual([]);
    expect(foundIn(report, "holes/both")).toEqual(["bypass-role administrators of the repository"]);
  });

  it("counts pushes that the older protection allows: without a request, and an agent's", async () => {
    const org = organization("pushes");
    const [kiro, people] = [agents.kiro.app, org.team("people", [])];
    if (!kiro) throw new Error("Kiro has no App");
    held(org, "open").protect("main", [], { bypassPullRequests: { teams: [people] }, restrictions: { apps: [kiro] } });
    held(org, "closed").protect("main", [], { bypassPullRequests: {}, restrictions: { teams: [people] } });
    const report = await examinedAlone(org);
    expect(foundIn(report, "pushes/open")).toEqual([
      "agent-may-push the App kiro-agent",
      "bypass-pull-request the team people",
    ]);
    expect(foundIn(report, "pushes/closed")).toEqual([]);
  });
});

describe("AI assistants' own permissions", () => {
  it("are told of Apps, with where, and of accounts; reading is nobody's harm", async () => {
    const org = organization("assisted");
    const shop = held(org, "shop", "", { access: { "kiro-agent": "write", rita: "write" } });
    held(org, "vault", "", { access: { "kiro-agent": "admin" } });
    held(org, "library", "", { access: { "kiro-agent": "read" } });
    const [kiro] = github.world.accounts.filter(({ login }) => login === "kiro-agent");
    if (!kiro) throw new Error("Kiro has no account");
    const owned = github.organization("owned", { owner: kiro });
    github.install(owned);
    held(org, "own", "detection: { custom_agents: [{ id: acme, name: Acme, logins: [acme-writer] }] }", {
      access: { [github.user("acme-writer").login]: "maintain" },
    });
    github.installOther(agents.devin, org, { contents: "write", administration: "write" });
    github.installOther(agents.claude, org, { contents: "write" }, [shop]);
    github.installOther(agents.jules, org, { contents: "read" });
    github.installOther(agents.dependabot, org, { contents: "write" });
    github.installOther(agents.amazonQ, org, { contents: "write" }).suspend();
    const report = await examinedAlone(org);
    expect(foundIn(report, "assisted")).toEqual([
      "agent-administers devin-ai-integration administration: write contents: write all repositories",
      "agent-writes claude contents: write",
    ]);
    expect((await examinedAlone(owned)).findings).toMatchObject([{ id: "agent-administers", who: ["kiro-agent"] }]);
    const [devin, claude] = report.findings;
    expect(devin).toMatchObject({ id: "agent-administers", gravity: "critical" });
    expect(devin?.says).toContain("administration: write, contents: write, in all repositories");
    expect(claude?.says).toContain("in repositories that an owner selected; GitHub doesn't tell which");
    expect(foundIn(report, "assisted/shop")).toEqual(["agent-writes kiro-agent role: write"]);
    expect(foundIn(report, "assisted/vault")).toEqual(["agent-administers kiro-agent role: admin"]);
    expect(foundIn(report, "assisted/library")).toEqual([]);
    expect(foundIn(report, "assisted/own")).toEqual(["agent-administers acme-writer role: maintain"]);
  });
});

describe("people beside the policy's teams", () => {
  it("are told once a repository; members, readers and repositories without teams aren't", async () => {
    const org = organization("staff");
    const [rita, sam] = [github.world.accounts.find(({ login }) => login === "rita"), github.user("sam")];
    if (!rita) throw new Error("Rita isn't there");
    org.team("reviewers", [rita]);
    const policy = "approvals: { teams: [staff/reviewers] }";
    held(org, "guests", policy, { access: { rita: "write", paula: "write", sam: "admin", "kiro-agent": "read" } });
    held(org, "members", policy, { access: { rita: "write", paula: "read" } });
    held(org, "teamless", "", { access: { [sam.login]: "write" } });
    const report = await examinedAlone(org);
    expect(foundIn(report, "staff/guests")).toEqual(["collaborator-outside-teams paula sam"]);
    expect(foundIn(report, "staff/members")).toEqual([]);
    expect(foundIn(report, "staff/teamless")).toEqual([]);
  });
});

describe("environments that the policy names", () => {
  it("must have this App's rule on; others, and those that aren't there, needn't", async () => {
    const org = organization("deploys");
    const shop = held(org, "shop", "deployments: { environments: [production, staging, moon] }");
    shop.environment("production", agents.devin.app ? [agents.devin.app] : []);
    shop.environment("staging", [github.world.app]);
    shop.environment("preview");
    const report = await examinedAlone(org);
    expect(report.findings).toMatchObject([
      {
        id: "environment-unguarded",
        gravity: "critical",
        place: { repository: "deploys/shop", environment: "production" },
      },
    ]);
  });
});

describe("an organisation's policy", () => {
  it("that the App can't see is a finding, until it's let in", async () => {
    const org = github.organization("hidden");
    const shop = repository(org, "shop");
    shop.ruleset(requires());
    const policy = repository(org, ".github-private", "approvals: { required: 2 }");
    policy.ruleset(requires());
    const publicOne = repository(org, ".github");
    publicOne.ruleset(requires());
    const installation = github.install(org, [shop]);
    expect(foundIn(await examinedAlone(org), "hidden")).toEqual([
      "organization-policy-unseen hidden/.github-private hidden/.github",
    ]);
    installation.add(policy);
    expect((await examinedAlone(org)).findings).toEqual([]);
  });
});

describe("lists", () => {
  it("are read to their end", async () => {
    const org = organization("crowd");
    const people = Array.from({ length: 120 }, (_, index) => github.user(`person-${index}`));
    org.team("crowd", people);
    const guest = github.user("the-last-one");
    const access = Object.fromEntries([...people, guest].map(({ login }) => [login, "write" as const]));
    held(org, "shop", "approvals: { teams: [crowd/crowd] }", { access });
    const report = await examinedAlone(org);
    expect(foundIn(report, "crowd/shop")).toEqual(["collaborator-outside-teams the-last-one"]);
  });
});

describe("what can't be read", () => {
  const everywhere = /^\/api\/v3\/(app\/hook|orgs|repos)\//;

  it.each([403, 404, 500])("is a finding each, whatever else is clean, where GitHub answers %i", async (status) => {
    const name = `weather-${status}`;
    const org = organization(name);
    const policy = `branches: [main]\napprovals: { teams: [${name}/reviewers] }\ndeployments: { environments: [production] }`;
    org.team("reviewers", []);
    held(org, "shop", policy).environment("production", [github.world.app]);
    const answers = async (which: Parameters<typeof github.faults.add>[1]) => {
      github.faults.add({ kind: "answer", status, body: { message: "Not for you" } }, { times: Infinity, ...which });
      const report = await examinedAlone(org);
      github.faults.clear();
      return report.findings.map(({ id, who }) => [id, ...who].join(" ")).sort();
    };
    const clean = await examinedAlone(org);
    expect(clean.findings).toEqual([]);
    expect(await answers({ path: everywhere })).toEqual(
      [
        "the Apps on the organisation",
        "the environments",
        "the organisation's owners",
        "the protected branches",
        "the webhook's deliveries",
        "the webhook's settings",
        "who had a part in open AI-written changes",
        "who has access to the repository",
        "who was given access to the repository",
      ].map((what) => `could-not-look ${what}`),
    );
    expect(await answers({ path: /rules\/branches/ })).toEqual(["could-not-look the rules of main"]);
    expect(await answers({ path: /rulesets/ })).toEqual([
      expect.stringMatching(/^could-not-look who may bypass .+ on main$/),
    ]);
    expect(await answers({ path: /deployment_protection_rules/ })).toEqual([
      "could-not-look the protection rules of production",
    ]);
    expect(await answers({ operation: "teams" })).toEqual(["could-not-look the teams that the policy names"]);
    expect(await answers({ operation: "policies" })).toEqual(["could-not-look the policy"]);
    expect(await answers({ path: /installation\/repositories/ })).toEqual(["could-not-look the repositories"]);
  });

  it("is a finding with the permission that it needs, never a pass", async () => {
    const org = github.organization("blind");
    const policy = "approvals: { teams: [blind/reviewers] }\ndeployments: { environments: [production] }";
    org.team("reviewers", []);
    held(org, "shop", policy).environment("production");
    const installation = github.install(org);
    installation.grant({ contents: "read", pull_requests: "read" });
    const report = await examinedAlone(org);
    const unseen = report.findings.filter(({ id }) => id === "could-not-look");
    expect(unseen.map(({ says }) => says.replace(/Reviews \d+/, "Reviews NN")).sort()).toEqual([
      "Couldn't look at the Apps on the organisation: needs `organization_administration: read`.",
      "Couldn't look at the environments: needs `actions: read`.",
      "Couldn't look at the organisation's owners: needs `members: read`.",
      "Couldn't look at the teams that the policy names: needs `members: read`.",
      "Couldn't look at who may bypass the ruleset “Reviews NN” of blind/shop on main: needs `administration: write`, as GitHub shows it to those who may change the ruleset.",
      "Couldn't look at who may push to main by its branch protection: needs `administration: read`.",
    ]);
    expect(foundIn(report, "blind").filter((each) => each.startsWith("installation-permission-missing"))).toHaveLength(
      2,
    );
    installation.grant({ pull_requests: "read" });
    expect(foundIn(await examinedAlone(org), "blind/shop")).toEqual(["could-not-look the policy"]);
    installation.suspend();
    expect(foundIn(await examinedAlone(org), "blind")).toEqual(["installation-suspended"]);
  });

  it("is told when GitHub is in trouble in one place only", async () => {
    const org = organization("trouble");
    held(org, "shop");
    await github.idle();
    github.faults.add(
      { kind: "answer", status: 502, body: "bad gateway" },
      { path: /\/rules\/branches\/main/, times: 9 },
    );
    const { findings } = await examined(github, { args: ["--org", "trouble"] });
    github.faults.clear();
    expect(findings).toMatchObject([{ id: "could-not-look", place: { branch: "main" } }]);
    expect(findings[0]?.says).toContain("GitHub answered 502");
  });
});

describe("status 2", () => {
  it("says why nothing could be looked at", async () => {
    const why = async (args: readonly string[], env = {}) => {
      const { code, stdout, stderr } = await callDoctor(github, { args, env });
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      return stderr;
    };
    expect(await why(["--org", "nowhere"])).toContain("expected the App on nowhere, found it on ");
    expect(await why(["--repo", "kept/nothing"])).toContain("expected kept/nothing among the repositories");
    expect(await why([], { APP_ID: "" })).toContain("expected the App's credentials");
    expect(await why([], { APP_ID: "1" })).toContain("reading the App: GitHub answered 404 (Integration not found");
    expect(await why([], { GHE_HOST: "127.0.0.1:9" })).toContain("reading the App: no answer from GitHub");
  });
});
