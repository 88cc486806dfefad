/** `npm run docs:policy`: writes what is made of the policy's code, the JSON Schema and the reference in docs/policy.md. */
import { readFile, writeFile } from "node:fs/promises";
import { policyJsonSchema } from "../src/config/json-schema.ts";
import { withReference } from "../src/config/reference.ts";

const schema = new URL("../schema/ai-review.schema.json", import.meta.url);
const reference = new URL("../docs/policy.md", import.meta.url);

await writeFile(schema, `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
await writeFile(reference, withReference(await readFile(reference, "utf8")));
