import { toFastify } from "./to-fastify.mjs";
import { writeType } from "./write-type.mjs";

/** `schemas.ts`: every schema of the contract as a TypeBox schema with its `$id`, and its type. */
export function writeSchemas(document) {
  const parts = Object.entries(document.components.schemas).map(([name, schema]) => {
    const comment = schema.description === undefined ? "" : `/** ${schema.description} */\n`;
    const value = JSON.stringify({ $id: name, ...toFastify(schema) }, null, 2);
    return `${comment}export type ${name} = ${writeType(schema)};\nexport const ${name} = Type.Unsafe<${name}>(${value});\n`;
  });
  const names = Object.keys(document.components.schemas);
  const all = `/** Every schema, for the server to know them by their \`$id\`. */\nexport const schemas = [${names.join(", ")}] as const;\n`;
  return `// Generated from openapi/. Never edited.\n\nimport { Type } from "typebox";\n\n${parts.join("\n")}\n${all}`;
}
