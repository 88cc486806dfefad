/** `countersign`: the command line. Each command is a file in `cli/`; this only finds it. */
import { classify } from "./cli/classify.ts";
import { doctor } from "./cli/doctor.ts";
import { validate } from "./cli/validate.ts";

/** A command takes its arguments and gives the exit status. */
type Command = { readonly usage: string; readonly run: (args: readonly string[]) => Promise<number> };

const COMMANDS: Readonly<Record<string, Command>> = {
  classify: {
    usage: "classify          say which commits an agent wrote (JSON Lines on stdin, JSON Lines on stdout)",
    run: classify,
  },
  doctor: {
    usage:
      "doctor [--org ORG] [--repo OWNER/NAME] [--format text|json] [--accepted FILE]\n                    say what could go around the check (with the App's credentials)",
    run: doctor,
  },
  validate: {
    usage: "validate [FILE]   check a policy file (default .github/ai-review.yml; - for stdin)",
    run: validate,
  },
};

function usage(): string {
  return ["usage: countersign COMMAND", "", ...Object.values(COMMANDS).map((command) => `  ${command.usage}`)].join(
    "\n",
  );
}

const [name, ...args] = process.argv.slice(2);
const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command) {
  process.exitCode = await command.run(args);
} else if (name === "--help" || name === "-h" || name === "help") {
  console.log(usage());
} else {
  console.error(name === undefined ? usage() : `countersign: no command "${name}"\n${usage()}`);
  process.exitCode = 2;
}
