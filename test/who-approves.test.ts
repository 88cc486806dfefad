/** Whose approval counts, and which of their reviews: by bots, machines, second accounts, and people without access. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocks, kiroRequest, passesBy, type Stage, startStage, waits } from "./support/people.ts";

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

describe("access", () => {
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

describe("which of a person's reviews counts", () => {
  it("BYPASSES 14: approve, then comment ✓", async () => {
    const { paula, rita } = stage;
    const request = kiroRequest(stage.repository(), paula);
    request.review(rita, "APPROVE");
    request.review(rita, "COMMENT");
    (await stage.check(request)).rerequest(paula);
    expect(await stage.check(request)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 14: approve, then request changes ✗", async () => {
    const { paula, rita, sam } = stage;
    const request = kiroRequest(stage.repository(), paula);
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
    request.review(rita, "REQUEST_CHANGES");
    expect(await stage.check(request)).toMatchObject(
      blocks("**@rita requested changes.**", "@rita requested changes. **Stops it.**"),
    );
    expect(await stage.approved(request, sam)).toMatchObject(blocks("**@rita requested changes.**"));
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita, sam));
  });

  it("BYPASSES 14: request changes, then dismissed by P: an older approval doesn't revive ✗", async () => {
    const { paula, rita } = stage;
    const request = kiroRequest(stage.repository(), paula);
    request.review(rita, "APPROVE");
    const objection = request.review(rita, "REQUEST_CHANGES");
    expect(await stage.check(request)).toMatchObject(blocks("**@rita requested changes.**"));
    objection.dismiss(paula);
    expect(await stage.check(request)).toMatchObject(
      waits("@rita reviewed. **Doesn't count:** the review was dismissed"),
    );
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 15: approval dismissed ✗", async () => {
    const { paula, rita, sam } = stage;
    const request = kiroRequest(stage.repository(), paula);
    const approval = request.review(rita, "APPROVE");
    expect(await stage.check(request)).toMatchObject(passesBy(rita));
    approval.dismiss(sam);
    expect(await stage.check(request)).toMatchObject(waits("the review was dismissed"));
  });

  it('BYPASSES 15: "LGTM" as a comment ✗, and a review\'s edited body has no effect', async () => {
    const { paula, rita } = stage;
    const request = kiroRequest(stage.repository(), paula);
    request.comment(rita, "LGTM");
    const remark = request.review(rita, "COMMENT", { body: "LGTM" });
    expect(await stage.check(request)).toMatchObject(waits("**Missing: a second person's approval**"));
    remark.edit(rita, "Approved!");
    expect(await stage.check(request)).toMatchObject(waits("**Missing: a second person's approval**"));
    const approval = request.review(rita, "APPROVE", { body: "Good." });
    approval.edit(paula, "Not good at all.");
    expect(await stage.check(request)).toMatchObject(passesBy(rita));
  });
});
