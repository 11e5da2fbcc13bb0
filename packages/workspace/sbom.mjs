// Writes a CycloneDX bill of materials of what production is made of: npm run sbom [FILE], sbom.json by itself.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import { PackageURL } from "packageurl-js";
import { productionPackages } from "./production-packages.mjs";
import { ROOT } from "./programs.mjs";

/** The version of CycloneDX that the bill is written in. */
const SPECIFICATION = "1.6";

/** The bill as JSON. The same lock file gives the same text, to the byte. */
export function billOfMaterials(root) {
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const packages = productionPackages(root);
  const bom = new Models.Bom({ serialNumber: serialNumberOf(packages) });
  bom.metadata.component = new Models.Component(Enums.ComponentType.Application, name, { bomRef: name, version });
  const components = new Map(packages.map((each) => [each.key, componentOf(each)]));
  for (const { key, needs } of packages) {
    const component = components.get(key);
    for (const need of needs) component.dependencies.add(components.get(need).bomRef);
    bom.components.add(component);
  }
  const serializer = new Serialize.JsonSerializer(
    new Serialize.JSON.Normalize.Factory(Spec.SpecVersionDict[SPECIFICATION]),
  );
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function componentOf({ key, name, version, integrity }) {
  const [scope, own] = name.startsWith("@") ? name.split("/") : [undefined, name];
  const sha512 = Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex");
  return new Models.Component(Enums.ComponentType.Library, own, {
    group: scope,
    bomRef: key,
    version,
    purl: new PackageURL("npm", scope, own, version, undefined, undefined).toString(),
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm["SHA-512"], sha512]]),
  });
}

/** A UUID of what is in the bill, so that two bills have the same where they say the same. */
function serialNumberOf(packages) {
  const hash = createHash("sha256").update(JSON.stringify(packages)).digest("hex");
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`];
  return `urn:uuid:${[...parts, hash.slice(20, 32)].join("-")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2] ?? "sbom.json";
  const bill = billOfMaterials(ROOT);
  writeFileSync(file, bill);
  console.log(`${file}: ${JSON.parse(bill).components.length} packages`);
}
