import { describe, expect, it } from "vitest";
import { byAuthor, withLines } from "../example-commits.ts";
import { AGENTS } from "./index.ts";

const AS_AUTHOR = / as the commit's author$/;

describe("the catalogue", () => {
  it("has each id once, in kebab-case", () => {
    const ids = AGENTS.map((agent) => agent.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it("gives each account, address and name to one agent", () => {
    const of = (values: readonly (string | number)[]) => expect(values).toEqual([...new Set(values)]);
    of(AGENTS.flatMap((agent) => agent.accounts.filter((account) => !account.onlyNamed).flatMap(({ id }) => id ?? [])));
    of(AGENTS.flatMap((agent) => agent.addresses.map((mark) => mark.value)));
    of(AGENTS.flatMap((agent) => [...agent.names, ...agent.words, ...agent.firstNames]));
  });

  it("names a source for every fact", () => {
    for (const agent of AGENTS) {
      const marks = [
        ...agent.accounts,
        ...agent.addresses,
        ...agent.addressForms,
        ...agent.trailers,
        ...agent.footers,
        ...agent.subjects,
        ...agent.branches,
        ...agent.commands,
        ...agent.labels,
      ];
      for (const mark of marks) expect(mark.source, agent.id).toMatch(/^https:\/\/|^reported/);
    }
  });

  it("compares in lower case what it compares in lower case", () => {
    for (const agent of AGENTS) {
      const texts = [
        ...agent.addresses.map((mark) => mark.value),
        ...agent.labels.map((mark) => mark.value),
        ...agent.commands.map((mark) => mark.value),
        ...agent.trailers.map((mark) => mark.value),
        ...agent.domains,
        ...agent.names,
        ...agent.words,
        ...agent.firstNames,
      ];
      for (const text of texts) expect(text).toBe(text.toLowerCase());
    }
  });

  it("anchors every form, and repeats nothing within a repetition", () => {
    const forms = AGENTS.flatMap((agent) => [...agent.footers, ...agent.branches, ...agent.addressForms]);
    for (const { value } of forms) {
      expect(value.source).toMatch(/^\^|\$$/);
      expect(value.source).not.toMatch(/[+*][^()]*\)[+*]/);
    }
  });

  // One entry, one test: each agent's example is a line as it really stands in a commit.
  it.each(AGENTS.map((agent) => [agent.id, agent.example] as const))("recognises %s by %s", (id, example) => {
    if (example === null || example.endsWith("request's author")) return;
    const result = AS_AUTHOR.test(example) ? byAuthor(example.replace(AS_AUTHOR, "")) : withLines(example);
    expect(result).toMatchObject({ ai: true, agent: id });
  });
});
