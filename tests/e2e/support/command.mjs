// Runs `yingda COMMAND` and keeps all that it says.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { within } from "./wait.mjs";

if (!process.env.YINGDA_BIN) throw new Error("YINGDA_BIN is not set: run these tests by tests/e2e/run");

export const yingda = join(process.env.YINGDA_BIN, "yingda");
export const demoOrders = join(process.env.YINGDA_BIN, "yingda-demo-orders");
export const root = fileURLToPath(new URL("../../..", import.meta.url));
/** Two articles and three flows: starts in a moment. */
export const smallContent = fileURLToPath(new URL("../content", import.meta.url));
/** The shipped flows and articles. */
export const shippedContent = root;

export async function run(args, { input = "", ms = 300_000 } = {}) {
  const child = spawn(yingda, args, { stdio: ["pipe", "pipe", "pipe"] });
  const result = { code: null, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (result.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (result.stderr += text));
  // A command may end without having read its input.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
  try {
    Object.assign(result, await within(ms, `yingda ${args.join(" ")}`, ended));
  } finally {
    if (child.exitCode === null) child.kill("SIGKILL");
  }
  return result;
}

/** The same for a command that must succeed. */
export async function mustRun(args, options) {
  const result = await run(args, options);
  if (result.code !== 0) {
    throw new Error(`yingda ${args.join(" ")}: exit ${result.code}\n${result.stdout}${result.stderr}`);
  }
  return result.stdout;
}

/** The lines of what a command said, without the last, empty one. */
export const lines = (text) => text.split("\n").filter((line) => line !== "");
