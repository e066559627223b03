import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** Runs a package's program with this Node; resolves with what it printed, whatever its exit code. */
export function runProgram(packageName, program, args, { cwd, env } = {}) {
  const home = dirname(require.resolve(`${packageName}/package.json`));
  const entry = require(`${packageName}/package.json`).bin;
  const script = join(home, typeof entry === "string" ? entry : entry[program]);
  return new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, ...env }, encoding: "utf8", maxBuffer: 32 * 1024 * 1024 };
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? 1) : 0, stdout, stderr }),
    );
  });
}
