/** How far something was read, so that the next start goes on from there. */
import type { Database } from "./database.ts";

export interface BookmarkStore {
  /** @returns null if nothing was kept under that name */
  bookmark(name: string): Promise<string | null>;
  keepBookmark(name: string, value: string): Promise<void>;
}

export function createBookmarkStore(database: Pick<Database, "query">): BookmarkStore {
  return {
    async bookmark(name) {
      const rows = await database.query<{ value: string }>("select value from countersign.bookmarks where name = $1", [
        name,
      ]);
      return rows[0]?.value ?? null;
    },
    async keepBookmark(name, value) {
      await database.query(
        `insert into countersign.bookmarks (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value, kept_at = now()`,
        [name, value],
      );
    },
  };
}
