import { nameOf } from "./write-type.mjs";

/** A schema with its references as Fastify resolves them: by `$id`. */
export function toFastify(schema) {
  if (Array.isArray(schema)) return schema.map(toFastify);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, key === "$ref" ? `${nameOf(value)}#` : toFastify(value)]),
  );
}
