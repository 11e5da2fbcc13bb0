import { readFileSync } from "node:fs";
import type { TokenOrigin } from "./integrations/slurm/slurm-token.ts";
import type { SlurmLogin, SlurmrestdLimits, SlurmrestdSettings } from "./integrations/slurm/slurmrestd-client.ts";
import type { SourceConfig } from "./sources-config.ts";

export type SlurmrestdConfig = Extract<SourceConfig, { kind: "slurmrestd" }>;

/** How a configured slurmrestd is reached and who asks, within these limits. */
export function configuredSlurmrestd(source: SlurmrestdConfig, limits: SlurmrestdLimits): SlurmrestdSettings {
  return {
    url: source.url,
    allowedHosts: source.allowed_hosts ?? null,
    login: loginOf(source),
    cluster: source.slurm_cluster ?? null,
    ca: pem(source.ca_file),
    client: clientOf(source),
    limits,
  };
}

function loginOf({ user, token }: SlurmrestdConfig): SlurmLogin {
  if (token === undefined) return { how: "none" };
  const origin = originOf(token);
  return user === undefined ? { how: "bearer", token: origin } : { how: "user-token", user, token: origin };
}

function originOf(token: NonNullable<SlurmrestdConfig["token"]>): TokenOrigin {
  if ("file" in token) return { from: "file", path: token.file };
  const [file = "", ...args] = token.command;
  return { from: "command", file, args };
}

function clientOf(source: SlurmrestdConfig) {
  const certificate = pem(source.client_certificate_file);
  const key = pem(source.client_key_file);
  return certificate === null || key === null ? null : { certificate, key, passphrase: null };
}

function pem(file: string | undefined): string | null {
  return file === undefined ? null : readFileSync(file, "utf8");
}
