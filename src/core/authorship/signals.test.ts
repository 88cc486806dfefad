import { describe, expect, it } from "vitest";
import { classifyCommit } from "./classify.ts";
import { aCommit, byAuthor, withLines } from "./example-commits.ts";

const UUID = "3f1c9a52-77d1-4f0e-8a35-0c2b6d1e9f44";

describe("an author's identity", () => {
  it.each([
    ["kiro", "kiro-agent[bot] <245459735+kiro-agent[bot]@users.noreply.github.com>"],
    ["kiro", "Kiro Agent <244629292+kiro-agent@users.noreply.github.com>"],
    ["kiro", "someone else's name <244629292+kiro-agent@users.noreply.github.com>"],
    ["kiro", "kiro-bot <kiro-bot@users.noreply.github.com>"],
    ["kiro", "Rosa Lindqvist (Kiro CLI) <rosa@acme.example>"],
    ["amazon-q-developer", "amazon-q-developer[bot] <208079219+amazon-q-developer[bot]@users.noreply.github.com>"],
    ["copilot", "Copilot <198982749+Copilot@users.noreply.github.com>"],
    ["copilot", "Rosa Lindqvist <198982749+Copilot@users.noreply.github.com>"],
    ["claude-code", "claude[bot] <209825114+claude[bot]@users.noreply.github.com>"],
    ["claude-code", "claude[bot] <41898282+claude[bot]@users.noreply.github.com>"],
    ["claude-code", "Claude Opus 4.6 <noreply@anthropic.com>"],
    ["claude-code", "Claude <claude@localhost>"],
    ["claude-code", "Rosa Lindqvist + Claude <rosa@acme.example>"],
    ["aider", "Rosa Lindqvist (aider) <rosa@acme.example>"],
    ["codex", "Codex <rosa@acme.example>"],
    ["cursor", "Cursor Agent <cursoragent@cursor.com>"],
    ["devin", "devin-ai-integration[bot] <devin-ai-integration[bot]@users.noreply.github.com>"],
    ["openhands", "OpenHands-GPT-5 <openhands@all-hands.dev>"],
    ["amp", "Amp <amp@example.com>"],
    ["roo-code", "Roomote <someone@roocode.com>"],
    ["letta-code", `Linus Torvalds <agent-${UUID}@letta.com>`],
    ["continue", "continue[bot] <continue\\[bot\\]@users.noreply.github.com>"],
    ["mentat", 'MentatBot <"160964065+MentatBot@users.noreply.github.com">'],
    ["sweep", "sweep-nightly[bot] <324098+sweep-nightly@users.noreply.github.com>"],
    ["unknown", "gpt-5.3-codex <rosa@acme.example>"],
    ["unknown", "AI Assistant <assistant@example.com>"],
  ])("tells %s by %s", (agent, identity) => {
    expect(byAuthor(identity)).toMatchObject({ ai: true, agent });
  });

  it("counts as well when only the committer's is an agent's", () => {
    const commit = aCommit({ committer_name: "ForgeCode", committer_email: "noreply@forgecode.dev" });
    expect(classifyCommit(commit)).toMatchObject({ ai: true, agent: "forgecode", signals: [{ kind: "committer" }] });
  });

  it("is definitive only as GitHub's word", () => {
    const kiro = { author_name: "Kiro Agent", author_email: "244629292+kiro-agent@users.noreply.github.com" };
    expect(classifyCommit(aCommit(kiro))).toMatchObject({ confidence: "strong" });
    expect(classifyCommit(aCommit({ author_login: "kiro-agent" }))).toMatchObject({
      agent: "kiro",
      confidence: "definitive",
    });
  });
});

describe("a trailer", () => {
  it.each([
    ["claude-code", "Co-Authored-By: Claude Opus 4.8 (1M context) <noreply@anthropic.com>"],
    ["claude-code", "CO-AUTHORED-BY:Claude<NOREPLY@ANTHROPIC.COM>"],
    ["claude-code", "* Co-authored-by: Claude <noreply@anthropic.com>"],
    ["claude-code", "**Co-authored-by:** Claude <noreply@anthropic.com>"],
    ["claude-code", "Co-authored-by: Rosa & Claude Sonnet 4.6 <noreply@anthropic.com>"],
    ["claude-code", "Co-authored-by: Claude Sonnet 4.6"],
    ["crush", "Co-Authored-By: Crush &lt;crush@charm.land&gt;"],
    ["crush", "Co-Authored-By: Charm Crush <crush@charm.land"],
    ["openhands", "Co-authored-by: OpenHands-Gemini openhands@all-hands.dev"],
    ["sketch", "Co-Authored-By: sketch, but it did a so-so job"],
    ["qwen-code", "Co-authored-by: Qwen Code <noreply@anthropic.com>"],
    ["claude-code", "Co-authored-by: gpt-5.3-codex-high <noreply@anthropic.com>"],
    ["copilot", "Co-authored-by: Copilot Autofix powered by AI <175728472+Copilot@users.noreply.github.com>"],
    [
      "gemini-code-assist",
      "Co-authored-by: gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@users.noreply.github.com>",
    ],
    ["unknown", "Co-authored-by: GLM 4.7 <noreply@z.example>"],
    ["unknown", "Co-authored-by: Kimi K2.5 <rosa@acme.example>"],
    // The kernel's form: AGENT:MODEL [tools].
    ["claude-code", "Assisted-by: Claude:claude-3-opus coccinelle sparse"],
    ["codex", "Assisted-by: Codex:gpt-5-codex"],
    ["crush", "Assisted-by: Crush:anthropic/claude-opus-5"],
    ["unknown", "Assisted-by: LLM [coccinelle]"],
    ["crush", "Assisted-by: Claude Opus 4.7 via Crush <crush@charm.land>"],
    ["opencode", "Assisted-by: OpenCode (Opus 4.5)"],
    ["copilot", "Assisted-by: GitHub Copilot (model: Claude Opus 4.8, autonomous)"],
    ["cursor", "Assisted-By: GPT-5 (Cursor)"],
    ["cursor", "Assisted-by: Cursor Grok 4.6 (supervised)"],
    ["pi", "Assisted-By: pi gpt-5.5"],
    ["kiro", "Assisted-by: Kiro"],
    ["unknown", "Assisted-by: AI (with a few changes by hand)"],
    ["unknown", "Assisted-by: GPT-5.4"],
    ["claude-code", "Assited-by: Claude Code"],
    ["claude-code", "Assisted by: Claude Code"],
    ["claude-code", "Generated-By: claude-code (claude-sonnet-4.5)"],
    ["copilot", "Commit-generated-by: GitHub Copilot <github.copilot@github.com>"],
    ["claude-code", "Co-developed-by: Claude Opus 4.5"],
    ["unknown", "AI-assisted: yes"],
    ["codex", "AI-assisted: Codex"],
    ["claude-code", "AI-assisted: Changes applied with Claude Code."],
    ["antigravity", "AI-disclosure: Antigravity"],
    ["unknown", "AI-used-for: code, tests"],
    ["opencode", "AI-Tools: OpenCode"],
    ["unknown", "AI-assisted-by: Frobnicator 3000"],
    ["claude-code", "Coding-Agent: Claude Code"],
    ["claude-code", "Entire-Agent: Claude Code"],
    ["codex", "Tool: Codex\nModel: gpt-5-codex"],
    ["cursor", "Made-with: Cursor"],
    ["copilot", `Copilot-Session: ${UUID}`],
    ["amp", `Amp-Thread-ID: https://ampcode.com/threads/T-${UUID}`],
    ["amp", `Amp-Thread-ID:\nhttps://ampcode.com/threads/T-${UUID}`],
    ["replit", "Replit-Commit-Author: Agent"],
    ["copilot", "Signed-off-by: Copilot <198982749+Copilot@users.noreply.github.com>"],
  ])("tells %s by %s", (agent, line) => {
    expect(withLines(line)).toMatchObject({ ai: true, agent, confidence: "strong" });
  });

  it("is read wherever a message has one", () => {
    const trailer = "Co-authored-by: Cursor <cursoragent@cursor.com>";
    const messages = [
      `Fix\r\n\r\nText.\r\n\r\n${trailer}\r\n`,
      `Fix\n\n${trailer}\n\nMore text after it.`,
      `Fix (#12)\n\n* one\n\n${trailer}\n\n* two\n\n---------\n\nCo-authored-by: Rosa <rosa@acme.example>`,
      `Squashed commit of the following:\n\ncommit 0123\nAuthor: Rosa <rosa@acme.example>\n\n    Fix\n\n    ${trailer}`,
      `Reapply "Fix"\n\n${trailer}`,
      `Revert "Fix"\n\nThis reverts commit 0123abc.\n\n${trailer}`,
      `Fix\n\n\`\`\`\nan example that nothing closes\n\n${trailer}`,
    ];
    for (const message of messages)
      expect(classifyCommit(aCommit({ message })), message).toMatchObject({ agent: "cursor" });
  });

  it.each([
    ["Cyrillic letters", "Со-аuthоrеd-bу: Claude <noreply@anthropic.com>"],
    ["Greek letters", "Cο-αuthored-by: Claude <noreply@anthropic.com>"],
    ["an accent", "Có-authored-by: Claude <noreply@anthropic.com>"],
    ["other dashes", "Co\u2011authored\u2013by: Claude <noreply@anthropic.com>"],
    ["a wide colon", "Co-authored-by\uff1a Claude <noreply@anthropic.com>"],
    ["characters that show nothing", "Co-auth\u200bored-by: Cl\u2060aude <no\u00adreply@anthropic.com>"],
    ["a space before the colon", "Co-authored-by : Claude <noreply@anthropic.com>"],
  ])("is read through %s", (_what, line) => {
    expect(withLines(line)).toMatchObject({ agent: "claude-code" });
  });

  it("is read with its address wrapped off", () => {
    const lines = ["Co-authored-by: Copilot Autofix powered by AI", "<175728472+Copilot@users.noreply.github.com>"];
    expect(withLines(...lines)).toMatchObject({ agent: "copilot" });
  });
});

describe("a footer line", () => {
  it.each([
    ["claude-code", "🤖 Generated with [Claude Code](https://claude.com/claude-code)"],
    ["claude-code", "🎉 Generated with Claude Code (claude.ai/code)"],
    ["claude-code", "Generated with Claude Code"],
    ["claude-code", "_Generated by [Claude Code](https://claude.ai/code/session_01abc)_"],
    ["claude-code", "https://claude.ai/code/session_01abc"],
    ["crush", "💘 Generated with Crush"],
    ["crush", "🐈‍⬛ Generated with [Crush](https://github.com/charmbracelet/crush)"],
    ["codebuff", "Generated with Codebuff 🤖 Co-Authored-By: Codebuff"],
    ["letta-code", "?? Generated with [Letta Code](https://letta.com)"],
    ["amazon-q-developer", "🐳 Assisted by Amazon Q Developer"],
    ["kiro", "🤖 Assisted by Kiro"],
    ["kiro", "Automated changes from Kiro for #12."],
    ["cursor", 'href="https://cursor.com/agents?id=bc-0a1b2c3d"><picture><source'],
    ["warp", "This PR was generated with [Oz](https://warp.dev/oz)."],
    ["devin", "Link to Devin run: https://app.devin.ai/sessions/0a1b"],
    ["happy", "via [Happy](https://happy.engineering)"],
  ])("tells %s by %s", (agent, line) => {
    expect(withLines(line)).toMatchObject({ ai: true, agent, signals: [{ kind: "footer" }] });
  });
});
