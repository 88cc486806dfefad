/** Answers that can't change, because their question names objects by id: kept for as long as there is room. */

export interface Cache<Value> {
  /** The known value, or the one that `read` brings; a failure isn't kept. */
  get(key: string, read: () => Promise<Value>): Promise<Value>;
}

/** @param most how many values are kept; the one unused for longest goes first */
export function createCache<Value>(most: number): Cache<Value> {
  const values = new Map<string, Promise<Value>>();
  return {
    get(key, read) {
      const known = values.get(key);
      values.delete(key);
      const value = known ?? read();
      values.set(key, value);
      if (!known) {
        value.catch(() => {
          if (values.get(key) === value) values.delete(key);
        });
      }
      const [oldest] = values.keys();
      if (values.size > most && oldest !== undefined) values.delete(oldest);
      return value;
    },
  };
}
