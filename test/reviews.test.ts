/** Which of a person's reviews counts: the latest that says something. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocks, kiroRequest, passesBy, type Stage, startStage, waits } from "./support/people.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

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
