/** What the demo prints: steps, and the check as a reviewer sees it. In colour where the terminal has it. */
import pc from "picocolors";
import type { Check } from "../simulator/build/check.ts";
import type { DeploymentHandle } from "../simulator/build/deployment.ts";
import type { DoctorReport } from "../test/support/doctor.ts";

const WIDTH = 92;

type Paint = (text: string) => string;

/** How GitHub draws a conclusion beside a check's name. */
const CONCLUSIONS: Readonly<Record<string, { readonly sign: string; readonly paint: Paint }>> = {
  success: { sign: "✓", paint: pc.green },
  failure: { sign: "✗", paint: pc.red },
  action_required: { sign: "!", paint: pc.yellow },
  neutral: { sign: "■", paint: pc.dim },
};

export function title(text: string): string {
  return `\n${pc.bold(text)}\n${pc.dim("─".repeat(WIDTH))}\n`;
}

export function paragraph(text: string): string {
  return `${wrap(text, WIDTH).join("\n")}\n`;
}

/** A step as it begins: who does what. */
export function step(number: number, who: string, does: string): string {
  const [first = "", ...more] = wrap(`${who} ${does}`, WIDTH - 4);
  const rest = first.slice(who.length);
  return `\n${pc.cyan(String(number).padStart(2))}  ${pc.bold(who)}${rest}${more.map((line) => `\n    ${line}`).join("")}\n`;
}

/** What GitHub answered. */
export function answer(text: string): string {
  return `    ${pc.dim("GitHub:")} ${wrap(text, WIDTH - 12).join("\n            ")}\n`;
}

type Shown = Pick<Check, "conclusion" | "title" | "summary" | "annotations">;

/** The check as the request's page shows it: a line, then its summary, then its annotations. */
export function check(found: Shown): string {
  return boxed([
    headline(found),
    ...readable(found.summary ?? "").flatMap((line) => wrap(line, WIDTH - 10)),
    ...found.annotations.flatMap(({ path, start_line, message }) =>
      wrap(`▲ ${path}:${start_line} ${message}`, WIDTH - 10).map((line) => pc.yellow(line)),
    ),
  ]);
}

/** The check where it says what it said before. */
export function unchanged(found: Shown): string {
  return boxed([headline(found), pc.dim("(as before)")]);
}

/** A deployment as the workflow's page shows it. */
export function answered(what: string, { answer, comment }: DeploymentHandle): string {
  const { sign, paint } = answer === "approved" ? { sign: "✓", paint: pc.green } : { sign: "✗", paint: pc.red };
  return boxed([
    `${paint(sign)} ${pc.bold(what)}  ${paint(answer)}`,
    ...readable(comment).flatMap((line) => wrap(line, WIDTH - 10)),
  ]);
}

/** What the doctor found, the gravest of it in words. */
export function findings(all: DoctorReport["findings"]): string {
  const grave = all.filter(({ gravity }) => gravity === "critical");
  const rest = all.length - grave.length;
  const lines = grave.flatMap(({ place, says, id }) =>
    wrap(`${place.repository ?? place.account ?? "the App"}: ${says} [${id}]`, WIDTH - 16),
  );
  return boxed([
    ...lines.map((line) => `${pc.red("critical")}  ${line}`),
    ...(rest > 0 ? [pc.dim(`and ${rest} that are less grave`)] : []),
  ]);
}

function headline(found: Shown): string {
  const { sign, paint } = CONCLUSIONS[found.conclusion ?? ""] ?? { sign: "●", paint: pc.dim };
  return `${paint(sign)} ${pc.bold("ai-review")}  ${paint(found.title ?? "")}  ${pc.dim(found.conclusion ?? "")}`;
}

function boxed(lines: readonly string[]): string {
  return `${lines.map((line) => `    ${pc.dim("│")} ${line}`).join("\n")}\n`;
}

export function verdict(ok: boolean, text: string): string {
  return `    ${ok ? pc.green("as it should be") : pc.red("NOT as it should be")}: ${text}\n`;
}

/** Markdown as a person reads it: without its signs, and without empty lines. */
function readable(markdown: string): string[] {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^#+ /gm, "")
    .replace(/[*`]/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
}

/** Breaks a text at spaces. A list's further lines stand under its first word. */
function wrap(text: string, width: number): string[] {
  const indent = /^- /.test(text) ? "  " : "";
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
