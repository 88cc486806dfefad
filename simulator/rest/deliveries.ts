/** What became of the App's deliveries. https://docs.github.com/rest/apps/webhooks */
import { Refused } from "../state/refused.ts";
import type { Delivery } from "../webhooks/delivery.ts";
import { type Answer, asApp, type Call, ok, type Routes } from "./route.ts";

function briefJson(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.duration,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

function deliveryOf({ hooks, params }: Call): Delivery {
  const found = hooks.deliveries.find(({ id }) => id === Number(params.delivery));
  if (!found) throw new Refused(404, "Not Found");
  return found;
}

/** Newest first, in pages by cursor. */
function listDeliveries({ hooks, url }: Call): Answer {
  const { searchParams } = url;
  const size = Math.min(100, Math.max(1, Number(searchParams.get("per_page") ?? 30) || 30));
  const cursor = searchParams.get("cursor");
  const done = hooks.deliveries.filter(({ statusCode }) => statusCode !== 0).reverse();
  const wanted = done.filter((delivery) => {
    if (searchParams.get("status") === "success") return delivery.statusCode < 400;
    return searchParams.get("status") !== "failure" || delivery.statusCode >= 400;
  });
  const start = cursor === null ? 0 : wanted.findIndex(({ id }) => id < Number(cursor));
  const page = start < 0 ? [] : wanted.slice(start, start + size);
  const last = page.at(-1);
  const next = new URL(url);
  if (last) next.searchParams.set("cursor", String(last.id));
  const more = last !== undefined && start + size < wanted.length;
  return { status: 200, body: page.map(briefJson), ...(more && { headers: { link: `<${next}>; rel="next"` } }) };
}

export const deliveryRoutes: Routes = {
  // https://docs.github.com/rest/apps/webhooks#get-a-webhook-configuration-for-an-app
  "GET /app/hook/config": asApp(({ hooks }) => ok(hooks.config())),
  "GET /app/hook/deliveries": asApp(listDeliveries),
  "GET /app/hook/deliveries/{delivery}": asApp((call) => {
    const delivery = deliveryOf(call);
    const request = { headers: delivery.headers, payload: JSON.parse(delivery.body) as unknown };
    return ok({
      ...briefJson(delivery),
      url: "",
      request,
      response: delivery.response ?? { headers: {}, payload: "" },
    });
  }),
  "POST /app/hook/deliveries/{delivery}/attempts": asApp((call) => {
    call.hooks.redeliver(deliveryOf(call).id);
    return { status: 202, body: {} };
  }),
};
