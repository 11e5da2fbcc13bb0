import type { Run } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { groupDecimal } from "../../ui/decimal.ts";
import { type Fact, Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { BatchLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";

interface Props {
  readonly run: Run;
}

/** A fact that only some runs have. */
function optional(label: string, value: string | null): readonly Fact[] {
  return value === null || value === "" ? [] : [[label, value]];
}

function Mono({ children }: { readonly children: string }) {
  return <span className="mono">{children}</span>;
}

export function IdentityFacts({ run }: Props) {
  const { t } = useTranslation("jobs");
  return (
    <Panel title={t("run.facts.identity")}>
      <Facts
        columns={2}
        facts={[
          [t("run.user"), run.user],
          [t("run.account"), run.account],
          [t("run.cluster"), run.cluster],
          [t("run.partition"), run.partition],
          [t("run.qos"), run.qos],
          [t("run.job_id"), String(run.job_id)],
          ...optional(t("run.sluid"), run.sluid),
          ...optional(
            t("run.array"),
            run.array_job_id === null ? null : `${run.array_job_id} / ${run.array_task_id ?? "–"}`,
          ),
          ...optional(t("run.het"), run.het_job_id === null ? null : `${run.het_job_id} / ${run.het_offset ?? "–"}`),
        ]}
      />
    </Panel>
  );
}

export function TimeFacts({ run }: Props) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const time = (instant: string | null) => (instant === null ? null : format.exactTime(instant));
  const limit = run.time_limit_seconds;
  // Events do not tell of it: only of a run that came with a batch it is known that there is none.
  const noLimit = run.batch_id === null ? null : t("run.unlimited");
  const timeLimit = limit === null ? noLimit : format.duration(limit);
  return (
    <Panel title={t("run.facts.times")}>
      <Facts
        columns={2}
        facts={[
          [t("run.submitted_at"), time(run.submitted_at)],
          [t("run.eligible_at"), time(run.eligible_at)],
          [t("run.started_at"), time(run.started_at)],
          [t("run.ended_at"), time(run.ended_at)],
          [t("run.elapsed"), format.duration(run.elapsed_seconds)],
          [t("run.suspended"), format.duration(run.suspended_seconds)],
          [t("run.time_limit"), timeLimit],
        ]}
      />
    </Panel>
  );
}

export function AllocationFacts({ run }: Props) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const types = Object.entries(run.gpu_types).map(([type, count]) => `${type} × ${format.count(count)}`);
  const gpus = types.length === 0 ? format.count(run.gpus) : `${format.count(run.gpus)} (${types.join(", ")})`;
  return (
    <Panel title={t("run.facts.allocation")}>
      <Facts
        columns={2}
        facts={[
          [t("run.requested_cpus"), format.count(run.requested_cpus)],
          [t("run.allocated_cpus"), format.count(run.allocated_cpus)],
          [t("run.requested_memory"), format.mib(run.requested_memory_mib)],
          [t("run.allocated_memory"), format.mib(run.allocated_memory_mib)],
          [t("run.gpus"), gpus],
          [t("run.node_count"), format.count(run.node_count)],
          [t("run.nodes"), run.nodes],
          [t("run.requested_tres"), <Mono key="requested">{run.requested_tres}</Mono>],
          [t("run.allocated_tres"), <Mono key="allocated">{run.allocated_tres}</Mono>],
        ]}
      />
    </Panel>
  );
}

function percents(average: number | null, peak: number | null): string | null {
  return average === null && peak === null ? null : `${average?.toFixed(1) ?? "–"}% / ${peak?.toFixed(1) ?? "–"}%`;
}

export function OutcomeFacts({ run }: Props) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const may = useMay();
  const { samples } = run;
  const batch: readonly Fact[] =
    may("usage:read") && run.batch_id !== null
      ? [
          [
            t("run.batch"),
            <BatchLink key="batch" id={run.batch_id}>
              {t("run.open_batch")}
            </BatchLink>,
          ],
        ]
      : [];
  return (
    <Panel title={t("run.facts.outcome")}>
      <Facts
        columns={2}
        facts={[
          [t("run.state"), <Mono key="state">{run.raw_state}</Mono>],
          [t("run.exit"), run.exit_code === null ? null : `${run.exit_code}:${run.exit_signal ?? 0}`],
          ...optional(t("run.reason"), run.reason),
          [
            t("run.used_cpu"),
            run.used_cpu_milliseconds === null ? null : format.duration(run.used_cpu_milliseconds / 1000),
          ],
          [t("run.max_rss"), run.max_rss_kib === null ? null : format.bytes(run.max_rss_kib * 1024)],
          ...optional(t("run.energy"), run.energy_joules && `${groupDecimal(run.energy_joules, 0)} ${t("run.joules")}`),
          ...(samples.count === 0 ? [] : ([[t("run.samples"), format.count(samples.count)]] as const)),
          ...optional(t("run.cpu_percent"), percents(samples.cpu_percent_avg, samples.cpu_percent_max)),
          ...optional(t("run.gpu_percent"), percents(samples.gpu_percent_avg, samples.gpu_percent_max)),
          ...batch,
        ]}
      />
    </Panel>
  );
}
