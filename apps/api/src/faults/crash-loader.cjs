// Runs the bundle beside it from V8's code cache. A child that comes to its end leaves the cache there, with all that it had to
// compile; those after it compile next to nothing, which is a third of what they would cost.
const { readFileSync, renameSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { Script } = require("node:vm");

const file = join(__dirname, "crash-child.cjs");
const cache = join(__dirname, "crash-child.cache");
const cachedData = readIfThere(cache);
const text = `(function (exports, require, module) {${readFileSync(file, "utf8")}\n})`;
const script = new Script(text, { filename: file, cachedData });
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, createRequire(file), module_);
if (cachedData === undefined) {
  process.once("exit", () => {
    writeFileSync(`${cache}.${process.pid}`, script.createCachedData());
    renameSync(`${cache}.${process.pid}`, cache); // whole, or not there
  });
}

function readIfThere(name) {
  try {
    return readFileSync(name);
  } catch {
    return undefined;
  }
}
