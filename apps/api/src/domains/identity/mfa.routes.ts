import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { FastifyReply } from "fastify";
import type { AppContext } from "../../platform/context.ts";
import { requestContext } from "../../platform/http-server.ts";
import { confirmTotp } from "./confirm-totp.ts";
import { disableMfa } from "./disable-mfa.ts";
import { isMfaDemanded } from "./is-mfa-demanded.ts";
import { findMfa, type MfaState } from "./mfa.queries.ts";
import { readPersonMfa } from "./read-person-mfa.ts";
import { removeMfa } from "./remove-mfa.ts";
import { renewRecoveryCodes } from "./renew-recovery-codes.ts";
import { startTotp } from "./start-totp.ts";

export const mfaRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.getMfa,
    handler: async (request) => {
      const own = requestContext(ctx, request);
      return toStatus({ ...(await findMfa(ctx.db, own.actor.id)), required: await isMfaDemanded(own) });
    },
  });
  app.route({
    ...operations.startTotp,
    handler: async (request, reply) => {
      const { secret, uri } = await startTotp(requestContext(ctx, request), request.body);
      forNoCache(reply).code(201);
      return { secret, otpauth_uri: uri };
    },
  });
  app.route({
    ...operations.confirmTotp,
    handler: async (request, reply) => {
      const codes = await confirmTotp(requestContext(ctx, request), request.body.code);
      forNoCache(reply);
      return { recovery_codes: codes };
    },
  });
  app.route({
    ...operations.renewRecoveryCodes,
    handler: async (request, reply) => {
      const codes = await renewRecoveryCodes(requestContext(ctx, request), request.body.code);
      forNoCache(reply);
      return { recovery_codes: codes };
    },
  });
  app.route({
    ...operations.disableMfa,
    handler: async (request, reply) => {
      await disableMfa(requestContext(ctx, request), request.body.code);
      return await reply.code(204).send(null);
    },
  });
  app.route({
    ...operations.getPersonMfa,
    handler: async (request) => toStatus(await readPersonMfa(requestContext(ctx, request), request.params.person_id)),
  });
  app.route({
    ...operations.removeMfa,
    handler: async (request, reply) => {
      await removeMfa(requestContext(ctx, request), request.params.person_id);
      return await reply.code(204).send(null);
    },
  });
};

function toStatus({ enrolledAt, recoveryCodesLeft, required }: MfaState & { readonly required: boolean }) {
  return { enrolled_at: enrolledAt?.toISOString() ?? null, recovery_codes_left: recoveryCodesLeft, required };
}

/** What is shown once is for the caller's eyes, and for no cache on the way. */
function forNoCache(reply: FastifyReply): FastifyReply {
  return reply.header("cache-control", "no-store");
}
