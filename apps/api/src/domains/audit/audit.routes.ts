import { Readable } from "node:stream";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { refusedValue } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart } from "../../platform/page-cursor.ts";
import { listRecords } from "./audit.queries.ts";
import { findLatestCheckpoint, listCheckpoints } from "./checkpoints.queries.ts";
import { checkpointDocument } from "./core/checkpoint.ts";
import { exportRecords } from "./export-records.ts";
import { readChainStatus } from "./seal.queries.ts";
import { takeCheckpoint } from "./take-checkpoint.ts";
import { type AuditVerification, verifyAudit } from "./verify-audit.ts";

type Routes = FastifyPluginAsyncTypebox<{ ctx: AppContext }>;

export const auditRoutes: Routes = async (app, options) => {
  await app.register(recordRoutes, options);
  await app.register(chainRoutes, options);
};

const recordRoutes: Routes = async (app, { ctx }) => {
  app.route({
    ...operations.listAuditRecords,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, ...filter } = request.query;
      return pageOf(await listRecords(ctx.db, filter, { before: idIn(cursor), limit: limit + 1 }), limit);
    },
  });
  app.route({
    ...operations.exportAuditRecords,
    handler: async (request, reply) => {
      reply.header("content-disposition", 'attachment; filename="audit.csv"');
      const text = Readable.from(exportRecords(ctx.db, request.query), { objectMode: false });
      // The contract's type for bytes is that of bytes in memory; Fastify takes a stream of them as well.
      return await reply.type("text/csv; charset=utf-8").send(text as unknown as Uint8Array);
    },
  });
};

const chainRoutes: Routes = async (app, { ctx }) => {
  app.route({
    ...operations.getAuditStatus,
    handler: async () => {
      const { lastSequence, lastSealedAt, unsealedSeconds } = await readChainStatus(ctx.db);
      const latest = await findLatestCheckpoint(ctx.db);
      return {
        last_sequence: Number(lastSequence),
        last_sealed_at: lastSealedAt,
        unsealed_seconds: unsealedSeconds,
        latest_checkpoint_sequence: latest === undefined ? null : Number(latest.sequence),
        latest_checkpoint_at: latest?.takenAt ?? null,
      };
    },
  });
  app.route({
    ...operations.verifyAudit,
    handler: async (request) => {
      const { from, to, since_checkpoint: sinceCheckpoint } = request.query;
      if (from !== undefined && sinceCheckpoint === true) {
        throw refusedValue({ field: "from", issue: "is not taken together with since_checkpoint", in: "querystring" });
      }
      if (from !== undefined && to !== undefined && to < from)
        throw refusedValue({ field: "to", issue: "is before the first", in: "querystring" });
      const [first, last] = [from, to].map((number) => (number === undefined ? undefined : BigInt(number)));
      return toDto(await verifyAudit(ctx, { from: first, to: last, sinceCheckpoint }));
    },
  });
  app.route({
    ...operations.listAuditCheckpoints,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const rows = await listCheckpoints(ctx.db, { before: idIn(cursor), limit: limit + 1 });
      return pageOf(rows.map(checkpointDocument), limit);
    },
  });
  app.route({
    ...operations.takeAuditCheckpoint,
    handler: async (request, reply) => {
      const checkpoint = await takeCheckpoint(requestContext(ctx, request));
      return await reply.code(201).send(checkpointDocument(checkpoint));
    },
  });
};

/** The id that a cursor holds; null for the first page. */
function idIn(cursor: string | undefined): string | null {
  const key = decodeCursor(cursor, 1);
  return key === undefined ? null : uuidPart(key[0]);
}

/** A page, and where the next begins; `rows` holds one more than the page where there is a next. */
function pageOf<Row extends { readonly id: string }>(rows: readonly Row[], limit: number) {
  const data = rows.slice(0, limit);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, next_cursor: last === undefined ? null : encodeCursor([last.id]) };
}

function toDto({ firstSequence, checked, unsealed, lastSequence, checkpoints, bad }: AuditVerification) {
  return {
    ok: bad === null,
    first_sequence: Number(firstSequence),
    checked: Number(checked),
    unsealed: Number(unsealed),
    last_sequence: Number(lastSequence),
    checkpoints_compared: checkpoints,
    first_bad_sequence: bad === null ? null : Number(bad.sequence),
    reason: bad?.reason ?? null,
  };
}
