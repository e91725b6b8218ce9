// Bundles the pages into src/deckgen/studio/static/, with the licences of what is in them.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { cpSync, readFileSync, readdirSync, writeFileSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../src/deckgen/studio/static");
mkdirSync(out, { recursive: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { studio: "src/main.js" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  metafile: true,
  charset: "utf8",
});

for (const name of ["index.html", "studio.css", "icon.svg"]) cpSync(join(here, "src", name), join(out, name));

// Of what the bundle was made: a test holds that it is made of what is here.
const sources = readdirSync(join(here, "src")).sort();
const digest = createHash("sha256");
for (const name of [...sources.map((name) => join("src", name)), "package-lock.json"])
  digest.update(readFileSync(join(here, name)));
writeFileSync(join(out, "sources.sha256"), `${digest.digest("hex")}\n`);

const packages = new Set();
for (const input of Object.keys(metafile.inputs)) {
  const found = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) packages.add(found[1]);
}
const licences = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file || !existsSync(join(folder, file))) throw new Error(`${name} has no licence`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
writeFileSync(join(out, "LICENCES.txt"), licences.join("\n" + "-".repeat(80) + "\n\n"));
