// npm ci && node build.mjs: writes ../vendor/credential-verifiers.js with the versions it was made of, and their licences.
import {build} from "esbuild";
import {readFileSync, readdirSync, writeFileSync} from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf-8")).packages;
const made = await build({
  entryPoints: ["verifiers.js"],
  bundle: true,
  minify: true,
  format: "iife",
  platform: "browser",
  target: "es2022",
  alias: {"base64url-universal": "./node_modules/base64url-universal/lib/browser.js"},  // its own choice for browsers
  define: {global: "globalThis", "import.meta.url": "\"https://bundle.example/\""},  // contexts name where they lie
  legalComments: "none",
  metafile: true,
  write: false,
});
const inside = new Set(Object.keys(made.metafile.inputs).filter((path) => path.startsWith("node_modules/")).map(
  (path) => path.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)/)[1]));
const named = [...inside].sort().map((path) => `${path.split("node_modules/").pop()} ${lock[path].version} (${lock[path].license})`);
writeFileSync("../vendor/credential-verifiers.js", `/* ${named.join("\n   ")} */\n${made.outputFiles[0].text}`);

const licences = new Map();  // the same text stands once, with the packages it is of
for (const path of [...inside].sort()) {
  const file = readdirSync(path).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const text = file ? readFileSync(`${path}/${file}`, "utf-8").trim() : `${lock[path].license}: the package carries no text`;
  licences.set(text, [...(licences.get(text) || []), path.split("node_modules/").pop()]);
}
const told = [...licences].map(([text, packages]) => `${packages.join(", ")}\n\n${text}`);
writeFileSync("../vendor/LICENSE-credential-verifiers.txt", `${told.join(`\n\n${"-".repeat(77)}\n\n`)}\n`);
console.log(named.join("\n"), made.outputFiles[0].text.length);
