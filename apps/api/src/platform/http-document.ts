import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { document } from "@purser/contract/document";
import type { FastifyInstance } from "fastify";

export const DOCUMENT_URL = "/api/v1/openapi.json";
export const DOCS_URL = "/api/v1/docs";

const { paths: _, components, ...heading } = document;

/**
 * Serves the contract as the routes really are, so that what is served cannot differ from what runs; a test holds it
 * against the contract. Must come before the routes.
 */
export async function installDocument(app: FastifyInstance, { withUi }: { withUi: boolean }): Promise<void> {
  await app.register(swagger, {
    // The plugin's types are of OpenAPI 3.0; the heading and the components are the contract's own.
    openapi: { ...heading, components: { ...components, schemas: {} } } as never,
    refResolver: { buildLocalReference: (schema) => String(schema.$id) },
    convertConstToEnum: false,
  });
  // Written once: everybody may ask for it, and it is long.
  let text: string | undefined;
  app.get(DOCUMENT_URL, { schema: { hide: true }, config: { permission: "public" } }, async (_request, reply) => {
    text ??= JSON.stringify(app.swagger());
    return await reply.type("application/json; charset=utf-8").send(text);
  });
  if (withUi) await app.register(swaggerUi, { routePrefix: DOCS_URL });
}
