import { SLURMRESTD_LIMITS, type SlurmrestdSettings } from "../integrations/slurm/slurmrestd-client.ts";

/** Settings that reach a fake slurmrestd, impatient enough for a test. */
export function slurmrestdSettings(url: string, changes: Partial<SlurmrestdSettings> = {}): SlurmrestdSettings {
  return {
    url,
    allowedHosts: null,
    login: { how: "user-token", user: "slurmobs", token: { from: "value", token: "t0ken" } },
    cluster: null,
    ca: null,
    client: null,
    limits: { ...SLURMRESTD_LIMITS, firstDelayMs: 1 },
    ...changes,
  };
}
