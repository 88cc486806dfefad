/** What became of the events that GitHub had to tell. */
import { isHandledEvent } from "../events/read.ts";
import type { DeliveryFacts, DeliveryLog, RepositoryBrief } from "./facts.ts";
import { type Finding, finding, inRepository, THE_APP } from "./finding.ts";

/**
 * Events that no attempt delivered; critical if the newest is among them, as then nothing arrives at all. One that nothing
 * follows from, as GitHub's ping before the server was there, counts only as the newest.
 */
export function failureFindings({ deliveries }: DeliveryLog): Finding[] {
  const attempts = Map.groupBy(deliveries, ({ guid }) => guid);
  const newest = [...deliveries].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const isLost = ({ guid }: DeliveryFacts) => !attempts.get(guid)?.some(({ succeeded }) => succeeded);
  const now = newest[0] !== undefined && isLost(newest[0]);
  const counts = (each: DeliveryFacts) =>
    isLost(each) && (isHandledEvent(each.event) || (now && each.guid === newest[0]?.guid));
  const lost = [...attempts.values()].flatMap(([first]) => (first && counts(first) ? [first] : []));
  const last = newest.find(counts);
  if (!last) return [];
  const says = `${lost.length} of ${attempts.size} events weren't delivered, last ${last.event} at ${last.at} (${last.status})${now ? ", and nothing arrived since" : ""}.`;
  const who = [...new Set(lost.map(({ event }) => event))].sort();
  return [finding("deliveries-failing", THE_APP, { says, who, gravity: now ? "critical" : "serious" })];
}

/** A push takes a moment to be told of, and clocks differ. */
const SLACK_MS = 5 * 60_000;

/**
 * Whether GitHub tried to tell of a repository's last push, as far back as its log was read.
 *
 * @param since when the App came to the repository at the latest: nobody was to be told of what was before. ISO 8601
 * @param now milliseconds
 */
export function missingFindings(log: DeliveryLog, repository: RepositoryBrief, since: string, now: number): Finding[] {
  const { id, pushedAt } = repository;
  const pushed = pushedAt === null ? Number.NaN : Date.parse(pushedAt);
  const isToBeTold =
    pushed > Date.parse(log.since) + SLACK_MS && pushed > Date.parse(since) && pushed <= now - SLACK_MS;
  if (!isToBeTold) return [];
  const told = log.deliveries.some(
    ({ event, repositoryId, at }) => event === "push" && repositoryId === id && Date.parse(at) >= pushed - SLACK_MS,
  );
  if (told) return [];
  const says = `The last push, at ${pushedAt}, isn't among the webhook's deliveries.`;
  return [finding("deliveries-missing", inRepository(repository), { says })];
}
