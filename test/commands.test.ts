/** `/ai-review …` in comments: who may say what, what it covers, and that it is answered. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RequestHandle } from "../simulator/build/request.ts";
import type { Comment } from "../simulator/build/said.ts";
import type { Account } from "../simulator/state/model.ts";
import { KIRO_TRAILER } from "./support/agents.ts";
import {
  blocks,
  kiroCommit,
  kiroRequest,
  passesAsNotAi,
  passesBy,
  type Stage,
  short,
  startStage,
  waits,
} from "./support/people.ts";

let stage: Stage;
let oncall: ReturnType<Stage["acme"]["team"]>;
beforeAll(async () => {
  stage = await startStage();
  oncall = stage.acme.team("oncall", []);
  stage.acme.team("oncall-shop", [stage.rita], oncall);
});
afterAll(() => stage.dispose());

const MAY_OVERRIDE = "override: { teams: [acme/oncall] }\n";

/** Kiro's change for paula, in a repository where the on-call team may override. */
function held(policy = MAY_OVERRIDE): RequestHandle {
  return kiroRequest(stage.repository({ policy }), stage.paula);
}

const overridden = (by: Account, ...parts: readonly string[]) => ({
  conclusion: "success",
  title: `Overridden by @${by.login}`,
  summary: expect.stringMatching(new RegExp([`@${by.login} overrode this check`, ...parts].join("[^]*"))),
});

const cleared = (...by: readonly Account[]) => ({
  conclusion: "success",
  title: by.length === 1 ? `Not written by AI, says @${by[0]?.login}` : `Not written by AI, say ${by.length} people`,
});

/** A check that waits, and says why this command doesn't count. */
const turnsDown = (who: Account, did: string, why: string) =>
  waits(`- @${who.login} ${did}. **Doesn't count:** ${why}`);

const answersTo = (comment: Comment) => comment.reactions.map(({ by, content }) => `${by.login} ${content}`);

describe("an override", () => {
  it("by a member of the policy's team, of a child team too, passes this head, and says who, when and why", async () => {
    const request = held();
    const comment = request.comment(stage.rita, `/ai-review override ${short(request.head)} The shop is *down*`);
    expect(await stage.check(request)).toMatchObject(
      overridden(
        stage.rita,
        "on 20\\d\\d-\\d\\d-\\d\\d at \\d\\d:\\d\\d UTC: `The shop is \\*down\\*`",
        "> Missing: a second person's approval",
      ),
    );
    expect(answersTo(comment)).toEqual(["countersign +1"]);
  });

  it("doesn't cover the next head", async () => {
    const shop = stage.repository({ policy: MAY_OVERRIDE });
    const request = kiroRequest(shop, stage.paula);
    const before = request.head;
    request.comment(stage.rita, `/ai-review override ${before} The shop is down`);
    expect(await stage.check(request)).toMatchObject(overridden(stage.rita));
    kiroCommit(shop, stage.paula, { files: { "shop.txt": "newer" } });
    expect(await stage.check(request)).toMatchObject(
      turnsDown(
        stage.rita,
        "overrode this check",
        `it names \`${short(before)}\`, and the newest commit is \`${short(request.head)}\``,
      ),
    );
  });

  it.each([
    ["somebody outside the team", "sam", "only members of `acme/oncall` may override"],
    ["a principal", "paula", "they had a part in this change"],
  ] as const)("by %s ✗", async (_, login, why) => {
    const who = stage[login];
    oncall.members.add(stage.paula);
    const request = held();
    const comment = request.comment(who, `/ai-review override ${request.head} It's urgent`);
    expect(await stage.check(request)).toMatchObject(turnsDown(who, "overrode this check", why));
    expect(answersTo(comment)).toEqual(["countersign confused"]);
    oncall.members.delete(stage.paula);
  });

  it("by a member who can't write to the repository ✗", async () => {
    const { github } = stage;
    const ron = github.user("ron");
    oncall.members.add(ron);
    const shop = stage.repository({ policy: MAY_OVERRIDE, access: { ron: "triage" } });
    const request = kiroRequest(shop, stage.paula);
    request.comment(ron, `/ai-review override ${request.head} It's urgent`);
    expect(await stage.check(request)).toMatchObject(
      turnsDown(ron, "overrode this check", "they have no write access to this repository"),
    );
  });

  it("where the policy names nobody who may ✗", async () => {
    const request = held("");
    request.comment(stage.rita, `/ai-review override ${request.head} It's urgent`);
    expect(await stage.check(request)).toMatchObject(
      turnsDown(stage.rita, "overrode this check", "the policy names nobody who may override"),
    );
  });

  it("of another commit, or by too few digits of it ✗", async () => {
    const request = held();
    const other = request.comment(stage.rita, `/ai-review override ${"0".repeat(40)} It's urgent`);
    expect(await stage.check(request)).toMatchObject(
      turnsDown(stage.rita, "overrode this check", "it names `0000000`"),
    );
    const few = request.comment(stage.rita, `/ai-review override ${request.head.slice(0, 6)} It's urgent`);
    expect(await stage.check(request)).toMatchObject(
      turnsDown(stage.rita, "wrote a command", "it takes the newest commit and a reason"),
    );
    expect([answersTo(other), answersTo(few)]).toEqual([["countersign confused"], ["countersign confused"]]);
  });

  it("in an edited comment ✗, and an accepted one that is edited or deleted is taken back", async () => {
    const { rita, sam } = stage;
    const request = held();
    const edited = request.comment(rita, "Looks urgent");
    edited.edit(rita, `/ai-review override ${request.head} It's urgent`);
    expect(await stage.check(request)).toMatchObject(turnsDown(rita, "overrode this check", "the comment was edited"));
    expect(answersTo(edited)).toEqual(["countersign confused"]);
    const second = request.comment(rita, `/ai-review override ${request.head} It's urgent`);
    expect(await stage.check(request)).toMatchObject(overridden(rita));
    second.delete(rita);
    expect(await stage.check(request)).toMatchObject(waits("**Missing: a second person's approval**"));
    const third = request.comment(rita, `/ai-review override ${request.head} It's urgent`);
    expect(await stage.check(request)).toMatchObject(overridden(rita));
    third.edit(stage.acme.owner, "Never mind");
    expect(await stage.check(request)).toMatchObject(waits("**Missing: a second person's approval**"));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("passes a request for changes, and says so", async () => {
    const { rita, sam } = stage;
    const request = held();
    request.review(sam, "REQUEST_CHANGES");
    expect(await stage.check(request)).toMatchObject(blocks("**@sam requested changes.**"));
    request.comment(rita, `/ai-review override ${request.head} The shop is down`);
    expect(await stage.check(request)).toMatchObject(overridden(rita, "> \\*\\*@sam requested changes"));
  });

  it("never passes a request that would break the policy", async () => {
    const shop = stage.repository({ policy: MAY_OVERRIDE });
    shop.commit("fix", { by: stage.paula, files: { ".github/ai-review.yml": "mode: nothing" } });
    const request = shop.openRequest({ by: stage.paula, head: "fix" });
    request.comment(stage.rita, `/ai-review override ${request.head} Now`);
    expect(await stage.check(request)).toMatchObject(
      blocks("**This change would break", "It can't set aside what stands above."),
    );
  });

  it("ends when who gave it loses access", async () => {
    const shop = stage.repository({ policy: MAY_OVERRIDE });
    const request = kiroRequest(shop, stage.paula);
    request.comment(stage.rita, `/ai-review override ${request.head} The shop is down`);
    const check = await stage.check(request);
    expect(check).toMatchObject(overridden(stage.rita));
    shop.setAccess(stage.rita, "read");
    check.rerequest(stage.paula);
    expect(await stage.check(request)).toMatchObject(waits("they have no write access to this repository"));
  });

  it("ends when the request is pointed at another branch", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository({ policy: `branches: [main, stable]\n${MAY_OVERRIDE}` });
    shop.push("stable", shop.tip("main"), { by: paula });
    kiroCommit(shop, paula);
    const request = shop.openRequest({ by: paula, head: "fix", base: "stable" });
    request.comment(rita, `/ai-review override ${request.head} The shop is down`);
    expect(await stage.check(request)).toMatchObject(overridden(rita));
    request.edit(paula, { base: "main" });
    expect(await stage.check(request)).toMatchObject(
      turnsDown(rita, "overrode this check", "the request was for the branch `stable` then"),
    );
  });
});

describe("saying that AI didn't write it", () => {
  const NOT_AI = "/ai-review not-ai I watched her type it";

  it("passes by somebody who could approve it, and is taken back by deleting the comment", async () => {
    const request = held();
    const comment = request.comment(stage.rita, NOT_AI);
    const check = await stage.check(request);
    expect(check).toMatchObject(cleared(stage.rita));
    expect(check.summary).toMatch(/@rita said that AI didn't write this, on .* UTC: `I watched her type it`/);
    expect(answersTo(comment)).toEqual(["countersign +1"]);
    comment.delete(stage.rita);
    expect(await stage.check(request)).toMatchObject(waits("**Missing: a second person's approval**"));
  });

  it("is taken back by editing the comment, whoever edits it", async () => {
    const request = held();
    const comment = request.comment(stage.rita, NOT_AI);
    expect(await stage.check(request)).toMatchObject(cleared(stage.rita));
    comment.edit(stage.acme.owner, `${NOT_AI}!`);
    expect(await stage.check(request)).toMatchObject(
      turnsDown(stage.rita, "said that AI didn't write this", "the comment was edited"),
    );
  });

  it("BYPASSES 57: `/ai-review not-ai` by one person where the AI verdict needs two ✗", async () => {
    const { paula, rita, sam } = stage;
    const request = held("approvals: { required: 2 }\n");
    request.comment(rita, NOT_AI);
    request.comment(rita, NOT_AI);
    request.comment(paula, NOT_AI);
    expect(await stage.check(request)).toMatchObject(
      waits(
        "**Missing: approval by 2 people**",
        "@rita said that AI didn't write this. **Counts,** and as many have to say it as would have to approve.",
        "@paula said that AI didn't write this. **Doesn't count:** they had a part in this change",
      ),
    );
    request.comment(sam, NOT_AI);
    expect(await stage.check(request)).toMatchObject(cleared(rita, sam));
  });

  it("BYPASSES 57: `/ai-review not-ai` by one person where the AI verdict needs a team ✗", async () => {
    const { acme, rita, sam } = stage;
    acme.team("platform", [sam]);
    const request = held("approvals: { teams: [acme/platform] }\n");
    request.comment(rita, NOT_AI);
    expect(await stage.check(request)).toMatchObject(waits("@rita said that AI didn't write this. **Counts,** and"));
    request.comment(sam, NOT_AI);
    expect(await stage.check(request)).toMatchObject(cleared(rita, sam));
  });

  it("BYPASSES 57: by one person where nobody knows who asked the agent ✗", async () => {
    const { agents, rita } = stage;
    const shop = stage.repository();
    kiroCommit(shop, stage.paula, { author: { name: "Kiro", email: "kiro@example.test" }, pusher: agents.devin });
    const request = shop.openRequest({ by: agents.devin, head: "fix" });
    request.comment(rita, NOT_AI);
    expect(await stage.check(request)).toMatchObject(waits("**Missing: approval by 2 people**"));
  });

  it("by bots, and by people without write access ✗", async () => {
    const { github, agents } = stage;
    const reader = github.user("reader");
    const shop = stage.repository({ access: { reader: "read" } });
    const request = kiroRequest(shop, stage.paula);
    request.comment(reader, NOT_AI);
    request.comment(agents.actions, NOT_AI);
    expect(await stage.check(request)).toMatchObject(
      waits(
        "@reader said that AI didn't write this. **Doesn't count:** they have no write access to this repository",
        "`github-actions[bot]` said that AI didn't write this. **Doesn't count:** only people can give this command",
      ),
    );
  });

  it.each([false, true])(
    "doesn't cover a head that came after it, also where that is told first (%s)",
    async (reversed) => {
      const { github, paula, rita } = stage;
      const shop = stage.repository();
      const request = kiroRequest(shop, paula);
      await stage.quiet();
      github.hooks.pause();
      request.comment(rita, NOT_AI);
      kiroCommit(shop, paula, { files: { "shop.txt": "newer" } });
      if (reversed) github.hooks.reorder((held) => held.toReversed());
      github.hooks.resume();
      expect(await stage.check(request)).toMatchObject(
        turnsDown(rita, "said that AI didn't write this", "it was for an earlier commit"),
      );
    },
  );

  it("doesn't cover a head that was left before it and came back by force", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    const before = request.head;
    kiroCommit(shop, paula, { files: { "shop.txt": "newer" } });
    await stage.quiet();
    request.comment(rita, NOT_AI);
    shop.forcePush("fix", before, { by: paula });
    expect(await stage.check(request)).toMatchObject(
      turnsDown(rita, "said that AI didn't write this", "it was for an earlier commit"),
    );
  });

  it("doesn't count where nobody knows when the head came, unless it names it", async () => {
    const { github, rita } = stage;
    const fred = github.user("fred");
    const shop = stage.repository({ access: { fred: "read" } });
    const fork = shop.fork(fred);
    fork.commit("fix", { by: fred, files: { "shop.txt": "new" }, message: `Fix\n\n${KIRO_TRAILER}` });
    const request = shop.openRequest({ by: fred, head: "fred:fix" });
    request.comment(rita, NOT_AI);
    expect(await stage.check(request)).toMatchObject(
      turnsDown(rita, "said that AI didn't write this", "it can't be told whether it came before the newest commit"),
    );
    request.comment(rita, `/ai-review not-ai ${request.head} I watched him type it`);
    expect(await stage.check(request)).toMatchObject(cleared(rita));
  });

  it("passes no request that touches the policy", async () => {
    const shop = stage.repository({ policy: "mode: enforce\n" });
    shop.commit("fix", { by: stage.paula, files: { ".github/ai-review.yml": "mode: off" } });
    const request = shop.openRequest({ by: stage.paula, head: "fix" });
    request.comment(stage.rita, NOT_AI);
    expect(await stage.check(request)).toMatchObject(
      turnsDown(
        stage.rita,
        "said that AI didn't write this",
        "who changes `.github/ai-review.yml` needs a second person",
      ),
    );
  });

  it("passes none against a request for changes", async () => {
    const request = held();
    request.review(stage.sam, "REQUEST_CHANGES");
    request.comment(stage.rita, NOT_AI);
    expect(await stage.check(request)).toMatchObject(blocks("**@sam requested changes.**"));
  });
});

describe("saying that AI wrote it", () => {
  function plain() {
    const shop = stage.repository();
    shop.commit("fix", { by: stage.paula, files: { "shop.txt": "new" } });
    return shop.openRequest({ by: stage.paula, head: "fix" });
  }

  it("makes it so, with who asked among those who can't approve; deleting it takes nothing back", async () => {
    const { rita, sam } = stage;
    const request = plain();
    expect(await stage.check(request)).toMatchObject(passesAsNotAi());
    const comment = request.comment(rita, "/ai-review ai @Sam");
    expect(await stage.approved(request, sam)).toMatchObject(
      waits("@sam approved. **Doesn't count:** they had a part in this change (named in a comment)"),
    );
    expect(answersTo(comment)).toEqual(["countersign +1"]);
    comment.delete(rita);
    expect(await stage.check(request)).toMatchObject(waits("@sam approved. **Doesn't count:**"));
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("by somebody without write access changes nothing, and is told so", async () => {
    const { github } = stage;
    const passer = github.user("passer");
    const shop = stage.repository({ access: { passer: "read" } });
    shop.commit("fix", { by: stage.paula, files: { "shop.txt": "new" } });
    const request = shop.openRequest({ by: stage.paula, head: "fix" });
    const comment = request.comment(passer, "/ai-review ai @paula");
    expect(await stage.check(request)).toMatchObject({
      conclusion: "success",
      summary: expect.stringContaining("**Doesn't count:** they have no write access to this repository"),
    });
    expect(answersTo(comment)).toEqual(["countersign confused"]);
  });
});

describe("asking to look again", () => {
  it("is for anybody, and changes nothing by itself", async () => {
    const { github } = stage;
    const asker = github.user("asker");
    const shop = stage.repository({ access: { asker: "read" } });
    const request = kiroRequest(shop, stage.paula);
    request.review(stage.rita, "APPROVE");
    expect(await stage.check(request)).toMatchObject(passesBy(stage.rita));
    shop.setAccess(stage.rita, "read");
    const comment = request.comment(asker, "/ai-review recheck");
    expect(await stage.check(request)).toMatchObject(waits("they have no write access"));
    expect(answersTo(comment)).toEqual(["countersign +1"]);
  });
});

describe("anything else", () => {
  it.each([
    ["/ai-review", "the commands are"],
    ["/ai-review approve", "the commands are"],
    ["/ai-review not-ai", "it takes a reason"],
    ["/ai-review ai paula", "it takes the account"],
    ["/ai-review recheck\n/ai-review not-ai because", "a comment takes one command"],
  ])("is answered with a puzzled face and a reason: %s", async (text, why) => {
    const request = held();
    const comment = request.comment(stage.rita, text);
    expect(await stage.check(request)).toMatchObject(turnsDown(stage.rita, "wrote a command", why));
    expect(answersTo(comment)).toEqual(["countersign confused"]);
  });

  it("is no command in a quotation, in code, or in the middle of a line", async () => {
    const request = held();
    const text = "> /ai-review not-ai so\n\n```\n/ai-review recheck\n```\n\nWrite /ai-review not-ai and why";
    const comment = request.comment(stage.rita, text);
    expect((await stage.check(request)).summary).not.toContain("Commands so far");
    expect(answersTo(comment)).toEqual([]);
  });

  it("doesn't count on a line of code, and is answered there", async () => {
    const request = held();
    const comment = request.reviewComment(stage.rita, { path: "shop.txt", body: "/ai-review not-ai so" });
    expect(await stage.check(request)).toMatchObject(
      turnsDown(stage.rita, "said that AI didn't write this", "commands count in the request's own conversation"),
    );
    expect(answersTo(comment)).toEqual(["countersign confused"]);
  });
});

describe("where GitHub's replicas lag behind", () => {
  const lagging = { operation: "pullRequestFacts" } as const;

  it("a command counts nevertheless", async () => {
    const { github, rita } = stage;
    const request = held();
    await stage.check(request);
    const stale = github.faults.add({ kind: "stale" }, lagging);
    request.comment(rita, "/ai-review not-ai so");
    expect(await stage.check(request)).toMatchObject(cleared(rita));
    expect(stale.hits).toBe(1);
  });

  it("one that was deleted or edited has no effect any more", async () => {
    const { github, rita } = stage;
    for (const withdraw of ["delete", "edit"] as const) {
      const request = held();
      const comment = request.comment(rita, "/ai-review not-ai so");
      expect(await stage.check(request)).toMatchObject(cleared(rita));
      github.faults.add({ kind: "stale" }, lagging);
      if (withdraw === "delete") comment.delete(rita);
      else comment.edit(rita, "Never mind");
      expect(await stage.check(request)).toMatchObject(
        turnsDown(rita, "said that AI didn't write this", "the comment was edited or deleted"),
      );
    }
  });
});

describe("where deliveries go astray", () => {
  it("a command whose delivery was lost counts with the next look, and is answered once", async () => {
    const { github, rita } = stage;
    const request = held();
    const check = await stage.check(request);
    github.hooks.pause();
    const comment = request.comment(rita, "/ai-review not-ai so");
    github.hooks.drop();
    github.hooks.resume();
    check.rerequest(stage.paula);
    expect(await stage.check(request)).toMatchObject(cleared(rita));
    expect(answersTo(comment)).toEqual(["countersign +1"]);
  });

  it("one that comes twice, or after its deletion, is the same", async () => {
    const { github, rita } = stage;
    const request = held();
    await stage.check(request);
    github.hooks.pause();
    const comment = request.comment(rita, "/ai-review not-ai so");
    comment.delete(rita);
    github.hooks.duplicate();
    github.hooks.reorder((deliveries) => deliveries.toReversed());
    github.hooks.resume();
    expect(await stage.check(request)).toMatchObject(waits("**Missing: a second person's approval**"));
    request.comment(rita, "/ai-review not-ai so");
    expect(await stage.check(request)).toMatchObject(cleared(rita));
  });
});

describe("what commands cost", () => {
  /** What was asked of GitHub meanwhile, tokens apart. */
  async function asked(request: RequestHandle, doing: () => void): Promise<string[]> {
    await stage.check(request);
    const before = stage.github.requests.length;
    doing();
    await stage.check(request);
    return stage.github.requests
      .slice(before)
      .filter(({ path }) => !path.startsWith("/api/v3/app/"))
      .map(
        ({ method, path, operation }) =>
          operation ?? `${method} ${path.replace(/^.*\/shop-\d+/, "").replace(/\d+/g, "N")}`,
      );
  }

  const READ = "pullRequestFacts";
  const ACCESS = "GET /collaborators/rita/permission";
  const REACTION = "POST /issues/comments/N/reactions";

  it("is two requests, whether they count or not, and nothing again but access where the check stands on it", async () => {
    const request = held();
    const first = await asked(request, () => request.comment(stage.rita, "/ai-review not-ai so"));
    expect(first).toEqual([READ, ACCESS, "PATCH /check-runs/N", REACTION]);
    const check = await stage.check(request);
    expect(await asked(request, () => check.rerequest(stage.paula))).toEqual([READ, ACCESS]);
  });

  it("is one for a command that can't count, and for another look", async () => {
    const request = held();
    const puzzled = await asked(request, () => request.comment(stage.rita, "/ai-review approve"));
    expect(puzzled).toEqual([READ, "PATCH /check-runs/N", REACTION]);
    expect(await asked(request, () => request.comment(stage.rita, "/ai-review recheck"))).toEqual([READ, REACTION]);
    expect(await asked(request, () => request.comment(stage.sam, "Thanks"))).toEqual([]);
  });

  it("is nothing for who was turned down before, and one for all teams that may override", async () => {
    const request = held();
    const first = await asked(request, () =>
      request.comment(stage.sam, `/ai-review override ${request.head} It's urgent`),
    );
    expect(first).toEqual([READ, "teams", "PATCH /check-runs/N", REACTION]);
    const check = await stage.check(request);
    expect(await asked(request, () => check.rerequest(stage.paula))).toEqual([READ]);
  });
});
