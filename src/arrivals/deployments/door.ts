/** GitHub as the judging of deployments needs it; one request each, unless it says more. */
import type { Account } from "../../core/facts.ts";
import type { FurtherReads } from "../../evaluation/collect.ts";
import type { DeploymentPage, DeploymentSurroundings } from "../../github/deployments/read.ts";
import type { DeploymentAnswer } from "../../github/deployments/run.ts";
import type { Tie } from "../../github/deployments/ties.ts";
import type { Comparison } from "../../github/facts/comparison.ts";
import type { DeploymentJob, Place } from "../../queue/job.ts";
import type { PushDoor } from "../pushes/door.ts";

export interface DeploymentDoor
  extends Pick<FurtherReads, "readNotes" | "readTeams" | "readIssue">,
    Pick<PushDoor, "compare" | "readAccess" | "openIssue" | "closeIssue" | "findIssue"> {
  /** What surrounds a deployment; null if the repository is gone. @param environments spellings of its name */
  readDeployment(job: DeploymentJob, environments: readonly string[]): Promise<DeploymentSurroundings | null>;
  /** @param after where an earlier page ended */
  readOlderDeployments(place: Place, environments: readonly string[], after: string): Promise<DeploymentPage>;
  /** The requests of commits. One request for each fifty. */
  readTies(place: Place, shas: readonly string[]): Promise<Tie[]>;
  /** Ids of the commits that GitHub lists on a request. One request for each hundred. */
  readRequestCommits(place: Place, number: number): Promise<ReadonlySet<string>>;
  /** When the App was installed. */
  readInstalledAt(place: Place): Promise<string>;
  /** What a branch pointed to at a time; null where it wasn't there. One request for each hundred movements since. */
  readTipAt(
    place: Place,
    branch: { readonly name: string; readonly sha: string },
    time: string,
  ): Promise<string | null>;
  /** Everything that a commit stands on. One request for each hundred. @param pages how many are read */
  readHistory(place: Place, sha: string, pages?: number): Promise<Comparison>;
  /** Who started the run; nobody where GitHub doesn't say. */
  readStarters(place: Place, runId: number): Promise<Account[]>;
  /** @returns false where the run waits for no answer any more */
  answerDeployment(place: Place, runId: number, answer: DeploymentAnswer): Promise<boolean>;
  /** Gives an issue another text. @returns false if it isn't there any more */
  reviseIssue(place: Place, number: number, body: string): Promise<boolean>;
}
