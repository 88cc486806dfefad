import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "simulator/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // As `npm start` does: PGlite starts in a fraction of the time and memory.
          execArgv: ["--liftoff-only"],
          globalSetup: "src/store/database.setup.ts",
          // Nothing is left behind by a file: to start a process and load the sources anew for each would take most of the time.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/**/*.test.ts"],
          globalSetup: "test/support/initialised.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Each file runs a process with a database of its own beside it, and waits for it half of the time.
          maxWorkers: 6,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
