const PRIMITIVES = { string: "string", integer: "number", number: "number", boolean: "boolean", null: "null" };

/** A JSON schema of the contract as a TypeScript type. */
export function writeType(schema, indent = "") {
  if (schema === true || Object.keys(schema).length === 0) return "unknown";
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const types = [schema.type].flat();
  return types.map((type) => writeOne(schema, type, indent)).join(" | ");
}

/** The name at the end of a reference into the document's components. */
export function nameOf(reference) {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

function writeOne(schema, type, indent) {
  if (type === "object") return writeObject(schema, indent);
  if (type === "array") return `readonly ${arrayItem(schema.items, indent)}[]`;
  if (type === "string" && schema.format === "binary") return "Uint8Array";
  return PRIMITIVES[type];
}

function arrayItem(items, indent) {
  const type = writeType(items, indent);
  return type.includes(" | ") ? `(${type})` : type;
}

function writeObject(schema, indent) {
  const inner = `${indent}  `;
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const optional = schema.required?.includes(name) ? "" : "?";
    const comment = property.description === undefined ? "" : `${inner}/** ${property.description} */\n`;
    return `${comment}${inner}readonly ${JSON.stringify(name)}${optional}: ${writeType(property, inner)};\n`;
  });
  const rest = schema.additionalProperties;
  if (rest !== undefined && rest !== false) {
    const value = properties.length > 0 ? "unknown" : writeType(rest, inner);
    properties.push(`${inner}readonly [key: string]: ${value};\n`);
  }
  return properties.length === 0 ? "Record<string, never>" : `{\n${properties.join("")}${indent}}`;
}
