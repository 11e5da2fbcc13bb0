// Writes a CycloneDX bill of materials of what production is made of: npm run sbom [FILE], sbom.json by itself.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { productionPackages } from "./production-packages.mjs";
import { ROOT } from "./programs.mjs";

/** The same lock file gives the same bill, to the byte. */
export function billOfMaterials(root) {
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const packages = productionPackages(root);
  const components = packages.map((each) => ({
    type: "library",
    "bom-ref": each.key,
    name: each.name,
    version: each.version,
    purl: purlOf(each),
    hashes: [{ alg: "SHA-512", content: Buffer.from(each.integrity.replace("sha512-", ""), "base64").toString("hex") }],
  }));
  const dependencies = packages.map(({ key, needs }) => ({ ref: key, dependsOn: [...needs].sort() }));
  const hash = createHash("sha256").update(JSON.stringify(components)).digest("hex");
  const serial = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ];
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${serial.join("-")}`,
    version: 1,
    metadata: { component: { type: "application", "bom-ref": name, name, version } },
    components,
    dependencies,
  };
}

function purlOf({ name, version }) {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2] ?? "sbom.json";
  const bill = billOfMaterials(ROOT);
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
  console.log(`${file}: ${bill.components.length} packages`);
}
