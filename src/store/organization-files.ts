/** Organisations' policy files as they were seen last. None is ever forgotten by its age. */
import type { PolicyFile } from "../core/facts.ts";
import type { Database } from "./database.ts";

export type SeenFile = Exclude<PolicyFile, { readonly state: "absent" }>;

export interface OrganizationFileStore {
  /** Keeps a file that GitHub showed. A late sight of one that was just removed doesn't bring it back. */
  keepOrganizationFile(file: SeenFile): Promise<void>;
  /** Files that were seen and not removed, by their sources in lower case. */
  organizationFiles(sources: readonly string[]): Promise<Map<string, SeenFile>>;
}

export function createOrganizationFileStore(database: Pick<Database, "query">): OrganizationFileStore {
  return {
    async keepOrganizationFile(file) {
      await database.query(
        `insert into countersign.organization_files as known (source, file) values ($1, $2)
         on conflict (source) do update set file = excluded.file, removed_at = null
           where known.file <> excluded.file or known.removed_at < now() - interval '10 minutes'`,
        [file.source.toLowerCase(), JSON.stringify(file)],
      );
    },
    async organizationFiles(sources) {
      const rows = await database.query<{ source: string; file: string }>(
        "select source, file from countersign.organization_files where source = any($1::text[]) and removed_at is null",
        [sources.map((source) => source.toLowerCase())],
      );
      return new Map(rows.map(({ source, file }) => [source, JSON.parse(file) as SeenFile]));
    },
  };
}
