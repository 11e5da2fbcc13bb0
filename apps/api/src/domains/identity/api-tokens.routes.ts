import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { Scope, ServiceRole } from "@purser/contract/schemas";
import type { FastifyReply } from "fastify";
import type { AppContext } from "../../platform/context.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart } from "../../platform/page-cursor.ts";
import { type ApiTokenFilter, type ApiTokenOwner, type ApiTokenRow, listTokens } from "./api-tokens.queries.ts";
import { apiTokenState } from "./core/api-token.ts";
import { type CreatedApiToken, createOwnApiToken, createServiceToken } from "./create-api-token.ts";
import { revokeApiToken } from "./revoke-api-token.ts";

export const apiTokenRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.listOwnApiTokens,
    handler: async (request) => {
      const { actor } = requestContext(ctx, request);
      return await page(ctx, { personId: actor.id }, {}, request.query);
    },
  });
  app.route({
    ...operations.createOwnApiToken,
    handler: async (request, reply) => {
      const { allowed_addresses: allowedAddresses = [], ...wish } = request.body;
      return created(ctx, reply, await createOwnApiToken(requestContext(ctx, request), { ...wish, allowedAddresses }));
    },
  });
  app.route({
    ...operations.revokeOwnApiToken,
    handler: async (request) => {
      const context = requestContext(ctx, request);
      const { token_id: tokenId } = request.params;
      return toDto(await revokeApiToken(context, { tokenId, owner: { personId: context.actor.id } }), ctx.now());
    },
  });
  app.route({
    ...operations.listApiTokens,
    handler: async (request) => await page(ctx, { all: true }, request.query, request.query),
  });
  app.route({
    ...operations.createServiceToken,
    handler: async (request, reply) => {
      const { allowed_addresses: allowedAddresses = [], slurm_users: slurmUsers = [], ...wish } = request.body;
      const context = requestContext(ctx, request);
      return created(ctx, reply, await createServiceToken(context, { ...wish, allowedAddresses, slurmUsers }));
    },
  });
  app.route({
    ...operations.revokeApiToken,
    handler: async (request) => {
      const { token_id: tokenId } = request.params;
      return toDto(await revokeApiToken(requestContext(ctx, request), { tokenId, owner: { all: true } }), ctx.now());
    },
  });
};

interface Filter {
  readonly kind?: "person" | "service";
  readonly active?: boolean;
  readonly search?: string;
}

interface Page {
  readonly limit?: number;
  readonly cursor?: string;
}

async function page(ctx: AppContext, owner: ApiTokenOwner, filter: Filter, { limit = DEFAULT_LIMIT, cursor }: Page) {
  const { kind = null, active = null, search = null } = filter;
  const now = ctx.now();
  const asked: ApiTokenFilter = { kind, active, search, now };
  const key = decodeCursor(cursor, 1);
  const before = key === undefined ? null : uuidPart(key[0]);
  const rows = await listTokens(ctx.db, owner, asked, { before, limit: limit + 1 });
  const data = rows.slice(0, limit).map((row) => toDto(row, now));
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, next_cursor: last === undefined ? null : encodeCursor([last.id]) };
}

/** The token itself is for the caller's eyes, and for no cache on the way. */
function created(ctx: AppContext, reply: FastifyReply, { text, token }: CreatedApiToken) {
  reply.code(201).header("cache-control", "no-store");
  return { token: text, api_token: toDto(token, ctx.now()) };
}

function toDto(row: ApiTokenRow, now: Date) {
  return {
    id: row.id,
    kind: row.personId === null ? ("service" as const) : ("person" as const),
    name: row.name,
    person_id: row.personId,
    username: row.username,
    role: row.role as ServiceRole | null, // the database holds no other
    slurm_users: [...row.slurmUsers],
    scopes: [...row.scopes] as Scope[], // they came from the contract
    allowed_addresses: [...row.allowedAddresses],
    state: apiTokenState(row, now),
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    expires_at: row.expiresAt.toISOString(),
    revoked_at: row.revokedAt?.toISOString() ?? null,
    revoked_by: row.revokedBy,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    last_used_address: row.lastUsedAddress,
  };
}
