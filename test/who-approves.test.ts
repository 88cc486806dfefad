/** Whose approval counts: not that of bots, machines, second accounts, and people without access. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kiroRequest, passesBy, requestOf, type Stage, startStage, UNATTRIBUTED, waits } from "./support/people.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

describe("one person, several accounts", () => {
  const JOINED = "identities:\n  people:\n    - { login: paula, accounts: [paula-private] }\n";

  it("BYPASSES 1: P opened the request from commits with an agent's trailer, and P's other account, listed in `identities`, approves ✗", async () => {
    const { github, paula, rita } = stage;
    const second = github.user("Paula-Private");
    const shop = stage.repository({ policy: JOINED, access: { "paula-private": "write" } });
    const request = kiroRequest(shop, paula);
    expect(await stage.approved(request, second)).toMatchObject(
      waits("@Paula-Private approved. **Doesn't count:** they had a part in this change (opened the request, authored"),
    );
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 17: `octocat` and `OctoCat` are one person", async () => {
    const { github, rita } = stage;
    const octocat = github.user("octocat");
    const policy = "identities:\n  people:\n    - { login: OctoCat, accounts: [HUBOT-fan] }\n";
    const fan = github.user("hubot-fan");
    const shop = stage.repository({ policy, access: { octocat: "write", "hubot-fan": "write" } });
    const request = kiroRequest(shop, octocat, {
      author: { name: "Octo", email: "OctoCat@users.noreply.github.com" },
    });
    expect(await stage.approved(request, fan)).toMatchObject(waits("@hubot-fan approved. **Doesn't count:**"));
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 6: where two people are needed, R and R's other account are one", async () => {
    const { agents, github, rita, sam } = stage;
    const second = github.user("rita-private");
    const policy = "identities:\n  people:\n    - { login: rita, accounts: [rita-private] }\n";
    const shop = stage.repository({ policy, access: { "rita-private": "write" } });
    const request = requestOf(shop, agents.devin);
    expect(await stage.approved(request, rita, second)).toMatchObject(
      waits("**Missing: approval by 1 more person**", UNATTRIBUTED),
    );
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 17: a commit of `OctoCat` keeps `octocat` from approving somebody else's request", async () => {
    const { github, paula, rita } = stage;
    const cat = github.user("cat");
    const shop = stage.repository({ access: { cat: "write" } });
    const request = kiroRequest(shop, paula, { author: { name: "Cat", email: "CAT@users.noreply.github.com" } });
    expect(await stage.approved(request, cat)).toMatchObject(waits("@cat approved. **Doesn't count:**"));
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });
});

describe("accounts that are no people", () => {
  it("BYPASSES 2: `github-actions[bot]` or any other Bot approves ✗", async () => {
    const { github, agents, paula, rita } = stage;
    const request = kiroRequest(stage.repository(), paula);
    const linter = github.bot("linter");
    expect(await stage.approved(request, agents.actions, linter, agents.claude)).toMatchObject(
      waits(
        "`github-actions[bot]` approved. **Doesn't count:** it is a bot, and only a person's review counts",
        "`linter[bot]` approved. **Doesn't count:** it is a bot",
        "`claude[bot]` approved. **Doesn't count:** it is an AI assistant's account",
      ),
    );
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 3: a user account listed under `machine_users` approves ✗", async () => {
    const { github, paula, rita } = stage;
    const machine = github.user("acme-ci");
    const shop = stage.repository({
      policy: "identities:\n  machine_users: [Acme-CI]\n",
      access: { "acme-ci": "write" },
    });
    const request = kiroRequest(shop, paula);
    expect(await stage.approved(request, machine)).toMatchObject(
      waits("@acme-ci approved. **Doesn't count:** the policy lists this account as a machine"),
    );
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });
});

describe("people who could be taken for something else", () => {
  it("BYPASSES 2: a person whose login is `claude` is a person ✓", async () => {
    const { github, paula } = stage;
    const claude = github.user("claude");
    const request = kiroRequest(stage.repository({ access: { claude: "write" } }), paula);
    expect(await stage.approved(request, claude)).toMatchObject(passesBy(claude));
  });
});

describe("access", () => {
  it("BYPASSES 12: an owner of the organisation may write everywhere ✓", async () => {
    const { acme, paula } = stage;
    const request = kiroRequest(stage.repository(), paula);
    expect(await stage.approved(request, acme.owner)).toMatchObject(passesBy(acme.owner));
  });

  it("BYPASSES 12: the approver has read or triage only, or is an outside collaborator below write ✗", async () => {
    const { github, paula, rita } = stage;
    const [reader, triager, outsider] = ["reader", "triager", "outsider"].map((login) => github.user(login));
    if (!reader || !triager || !outsider) throw new Error("Expected three people");
    const shop = stage.repository({ access: { reader: "read", triager: "triage", outsider: "read" } });
    const request = kiroRequest(shop, paula);
    expect(await stage.approved(request, reader, triager, outsider)).toMatchObject(
      waits(
        ...[reader, triager, outsider].map(
          ({ login }) => `@${login} approved. **Doesn't count:** they have no write access to this repository`,
        ),
      ),
    );
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 12: who can't write can't hold a change up either", async () => {
    const { github, paula, rita } = stage;
    const passerBy = github.user("passer-by");
    const request = kiroRequest(stage.repository({ access: { "passer-by": "read" } }), paula);
    request.review(passerBy, "REQUEST_CHANGES");
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 13: R approved, then R's account was deleted ✗", async () => {
    const { github, paula, rita } = stage;
    const leaver = github.user("leaver");
    const request = kiroRequest(stage.repository({ access: { leaver: "write" } }), paula);
    const check = await stage.approved(request, leaver);
    expect(check).toMatchObject(passesBy(leaver));
    leaver.deleted = true;
    check.rerequest(paula);
    expect(await stage.check(request)).toMatchObject(
      waits("Somebody approved. **Doesn't count:** the account no longer exists"),
    );
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it.each([["read" as const], [null]])(
    "BYPASSES 13: R approved, then lost write access (now %s) ✗ without any further push",
    async (role) => {
      const { paula, rita, sam } = stage;
      const shop = stage.repository();
      const request = kiroRequest(shop, paula);
      const check = await stage.approved(request, rita);
      expect(check).toMatchObject(passesBy(rita));
      shop.setAccess(rita, role);
      check.rerequest(paula);
      expect(await stage.check(request)).toMatchObject(
        waits("@rita approved. **Doesn't count:** they have no write access"),
      );
      expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
    },
  );
});
