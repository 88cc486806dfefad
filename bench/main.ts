/** `npm run bench [NAME]`: what is measured, never asserted. Each benchmark is a file beside this one. */
import { classifying } from "./classify.ts";
import { judging } from "./judging.ts";
import type { Benchmark } from "./measure.ts";

const BENCHMARKS: readonly Benchmark[] = [classifying, judging];

const wanted = process.argv[2];
for (const { name, run } of BENCHMARKS) {
  if (wanted !== undefined && wanted !== name) continue;
  console.log(`\n${name}`);
  for (const { what, seconds, note } of await run()) {
    console.log(`  ${seconds.toFixed(2).padStart(8)} s  ${what.padEnd(48)} ${note}`);
  }
}
