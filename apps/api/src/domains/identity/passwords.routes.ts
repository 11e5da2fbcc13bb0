import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { originOf, requestContext } from "../../platform/http-server.ts";
import { changePassword } from "./change-password.ts";
import { issuePasswordReset } from "./issue-password-reset.ts";
import { resetPassword } from "./reset-password.ts";
import { resetPath } from "./reset-path.ts";

export const passwordRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.changePassword,
    handler: async (request, reply) => {
      const { current_password: currentPassword, new_password: newPassword } = request.body;
      await changePassword(requestContext(ctx, request), { currentPassword, newPassword });
      return await reply.code(204).send(null);
    },
  });
  app.route({
    ...operations.issuePasswordReset,
    handler: async (request, reply) => {
      const { token, expiresAt } = await issuePasswordReset(requestContext(ctx, request), request.params.person_id);
      reply.header("cache-control", "no-store").code(201);
      return { path: resetPath(token), expires_at: expiresAt.toISOString() };
    },
  });
  app.route({
    ...operations.resetPassword,
    handler: async (request, reply) => {
      const { token, new_password: newPassword } = request.body;
      await resetPassword({ ...ctx, ...originOf(request) }, { token, newPassword });
      return await reply.code(204).send(null);
    },
  });
};
