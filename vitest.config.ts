import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "simulator/**/*.test.ts"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          // As `npm start` does: PGlite starts in a fraction of the time and memory.
          execArgv: ["--liftoff-only"],
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
