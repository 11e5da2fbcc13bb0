-- The runs that are under way, found by the index of those alone and looked up one by one, whatever the statistics of the two
-- tables say: planned before they were gathered, most looks read all runs there are. What lists of them show is there as well,
-- so that no run is looked up twice.
create or replace view jobs.live_run as
select l.run_id, l.cluster_id, l.job_id, l.restart_count, l.state, l.submitted_at, l.started_at, l.nodes, l.nodes_started,
  l.nodes_finished, l.gpu_vendor, l.gpu_devices, l.cgroup_path, l.told -> 'devices' as node_devices, l.last_event_at,
  l.name, l.user_label, l.account_label, l.partition_label, l.allocated_cpus, l.allocated_memory_mib, l.gpus
from inventory.cluster c
cross join lateral (
  select e.run_id, e.cluster_id, e.job_id, e.restart_count, e.state, e.submitted_at, e.started_at, e.nodes, e.nodes_started,
    e.nodes_finished, e.gpu_vendor, e.gpu_devices, e.cgroup_path, e.told, e.last_event_at,
    r.name, r.user_label, r.account_label, r.partition_label, r.allocated_cpus, r.allocated_memory_mib, r.gpus
  from jobs.event_run e
  cross join lateral (
    select r.name, r.user_label, r.account_label, r.partition_label, r.allocated_cpus, r.allocated_memory_mib, r.gpus
    from jobs.run r
    where r.run_id = e.run_id and (r.batch_id is null or r.ended_at is null)
    offset 0
  ) r
  where e.cluster_id = c.id and e.under_way
  offset 0
) l;
