# What the prolog and epilog scripts share. They source it in a subshell, so that nothing in here can fail a job.
# shellcheck shell=sh

# Slurm sets no search path for these scripts.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH LC_ALL=C
umask 077
: "${PURSER_CONFIG:=/etc/purser/purser.env}"

# Everything together: a job waits for it.
PURSER_BUDGET_SECONDS=5

# purser_event KIND SCRIPT: tells of what has just happened to the job of the environment.
# KIND is job-started or job-finished, SCRIPT prolog, epilog, prolog-slurmctld or epilog-slurmctld.
purser_event() {
  purser_begin || return 0
  case ${SLURM_JOB_ID:-} in '' | *[!0-9]*) return 0 ;; esac
  purser_kind=$1
  purser_script=$2
  # Only what is assigned below is told, whatever the environment brings.
  for purser_field in job_id cluster user account partition timestamp node node_list name array_job_id array_task_id \
    gpu_devices gpu_vendor gpu_allocation cpu_allocation memory_allocation_mb cgroup_path submit_time restart_count \
    final_state exit_code signal; do
    unset "P_$purser_field"
  done
  P_job_id=$SLURM_JOB_ID
  P_cluster=${PURSER_CLUSTER:-${SLURM_CLUSTER_NAME:-}}
  P_user=${SLURM_JOB_USER:-}
  P_account=${SLURM_JOB_ACCOUNT:-}
  P_partition=${SLURM_JOB_PARTITION:-}
  P_node_list=${SLURM_JOB_NODELIST:-${SLURM_NODELIST:-}}
  P_name=${SLURM_JOB_NAME:-}
  P_array_job_id=${SLURM_ARRAY_JOB_ID:-}
  P_array_task_id=${SLURM_ARRAY_TASK_ID:-}
  P_timestamp=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  case $purser_script in
  prolog | epilog) P_node=${SLURMD_NODENAME:-$(hostname -s)} ;;
  esac
  purser_run=$purser_spool/runs/$P_job_id@${P_node:-all}
  case $purser_script in
  prolog)
    purser_device_facts
    P_restart_count=${SLURM_JOB_RESTART_COUNT:-}
    purser_remember_run
    ;;
  prolog-slurmctld)
    P_restart_count=${SLURM_JOB_RESTART_COUNT:-}
    purser_ask_slurm
    purser_remember_run
    ;;
  *)
    purser_exit_facts
    purser_recall_run
    ;;
  esac
  case $purser_script in
  epilog-slurmctld) purser_finish_with_state ;;
  *) purser_deliver "$(purser_json)" ;;
  esac
}

# Reads the settings and starts the clock. Fails where Purser is not set up here.
purser_begin() {
  # shellcheck disable=SC1090 # where it is, the installation says
  . "$PURSER_CONFIG" || return 1
  [ -z "${PURSER_SLURM_BIN:-}" ] || PATH=$PURSER_SLURM_BIN:$PATH
  purser_started=$(date +%s)
  purser_spool=${PURSER_SPOOL_DIR:-/var/spool/purser}/events
  case ${PURSER_URL:-} in
  http://* | https://*) ;;
  *) purser_say "PURSER_URL is not set" && return 1 ;;
  esac
}

purser_say() {
  logger -t purser -- "$*" 2>/dev/null || printf 'purser: %s\n' "$*" >&2
}

# Seconds of the budget that are left, at least 1.
purser_left() {
  purser_rest=$((PURSER_BUDGET_SECONDS - $(date +%s) + purser_started))
  [ "$purser_rest" -ge 1 ] || purser_rest=1
  echo "$purser_rest"
}

# ---- what is told ----------------------------------------------------------------------------------------------------

purser_device_facts() {
  P_gpu_devices=${SLURM_JOB_GPUS:-}
  # How many CPUs on each of its nodes, such as 8(x2),4.
  P_cpu_allocation=$(printf '%s\n' "${SLURM_JOB_CPUS_PER_NODE:-}" | awk -F, '{
    for (i = 1; i <= NF; i++) { split($i, part, /[(x)]+/); sum += part[1] * (part[2] == "" ? 1 : part[2]) }
    if (sum > 0) print sum }')
  if [ -z "$P_gpu_devices" ]; then
    P_gpu_vendor=none
  elif [ -e /proc/driver/nvidia ] && [ -e /dev/kfd ]; then
    P_gpu_vendor=mixed
  elif [ -e /proc/driver/nvidia ]; then
    P_gpu_vendor=nvidia
  elif [ -e /dev/kfd ]; then
    P_gpu_vendor=amd
  fi
  if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
    for purser_scope in "${P_node}_slurmstepd.scope" slurmstepd.scope; do
      [ -d "/sys/fs/cgroup/system.slice/$purser_scope" ] || continue
      P_cgroup_path=/system.slice/$purser_scope/job_$P_job_id
      break
    done
  fi
}

# As the script is told: the job's own exit code, and the signal that ended it.
purser_exit_facts() {
  case ${SLURM_JOB_EXIT_CODE2:-} in
  *:*)
    P_exit_code=${SLURM_JOB_EXIT_CODE2%%:*}
    P_signal=${SLURM_JOB_EXIT_CODE2#*:}
    ;;
  esac
}

# Asks a program of Slurm, for 2 seconds at most, with times in UTC. Never on a node: a large job would ask from all at once.
purser_slurm() {
  command -v timeout >/dev/null || return 1
  TZ=UTC SLURM_TIME_FORMAT=%Y-%m-%dT%H:%M:%SZ timeout -k 1 2 "$@" 2>/dev/null
}

# What no script is told: when it was submitted, and how much memory and how many GPUs it holds.
purser_ask_slurm() {
  purser_facts=$(purser_slurm squeue -h -t all -j "$P_job_id" \
    -O 'JobID:20|,SubmitTime:30|,RestartCnt:20|,NumCPUs:20|,tres-alloc:1000|' |
    awk -F'|' -v id="$P_job_id" '
      function mebibytes(text) {
        if (text ~ /T$/) return int(text * 1048576)
        if (text ~ /G$/) return int(text * 1024)
        if (text ~ /K$/) return int(text / 1024)
        return int(text)
      }
      { for (i = 1; i <= NF; i++) gsub(/^ +| +$/, "", $i) }
      $1 == id {
        count = split($5, tres, ",")
        for (i = 1; i <= count; i++) {
          split(tres[i], pair, "=")
          if (pair[1] == "mem") memory = mebibytes(pair[2])
          if (pair[1] == "gres/gpu") gpus = pair[2]
          if (pair[1] ~ /^gres\/gpu:/) typed += pair[2]
        }
        print $2, $3, $4, memory + 0, (gpus == "" ? typed + 0 : gpus)
        exit
      }')
  [ -n "$purser_facts" ] || return 0
  # shellcheck disable=SC2086 # five words
  set -- $purser_facts
  P_submit_time=$1 P_restart_count=$2 P_cpu_allocation=$3 P_memory_allocation_mb=$4 P_gpu_allocation=$5
}

# Which run of the job this is. When a job is requeued its epilog is already told the restart count of its next run.
purser_remember_run() {
  mkdir -p "$purser_spool/runs" &&
    printf '%s %s\n' "${P_submit_time:--}" "${P_restart_count:--}" >"$purser_run.part" &&
    mv "$purser_run.part" "$purser_run"
}

purser_recall_run() {
  read -r P_submit_time P_restart_count <"$purser_run" || P_submit_time=- P_restart_count=-
  [ "$P_submit_time" != - ] || P_submit_time=
  [ "$P_restart_count" != - ] || P_restart_count=
  rm -f "$purser_run"
}

# Slurm tells the state of a job only when this script is over: until then it is COMPLETING. So something of its own waits
# for it. Should that be killed, the event goes out without the state, which accounting tells later.
purser_finish_with_state() {
  purser_unsettled=$purser_spool/$purser_started-2-$P_job_id-$$.$purser_script.unsettled
  purser_write "$purser_unsettled" "$(purser_json)"
  if command -v setsid >/dev/null && [ -n "$P_submit_time" ]; then
    purser_export
    export PURSER_CONFIG purser_unsettled purser_kind purser_script
    # Slurm kills the group of this script as soon as it is over. It is not before the other has left that group and then
    # closed its end of this pipe.
    # shellcheck disable=SC2016,SC2034 # the shell that waits expands it; nothing is read
    purser_nothing=$(setsid sh -c 'exec >/dev/null && . "$1" && purser_settle' settle "${purser_here:?}/purser-events.sh" &)
  else
    purser_deliver "$(purser_json)" && rm -f "$purser_unsettled"
  fi
}

purser_settle() {
  purser_begin || return 0
  for purser_seconds in 1 1 2 4 8 15 30; do
    sleep "$purser_seconds"
    purser_read_state
    [ -z "$P_final_state" ] || break
  done
  purser_started=$(date +%s)
  purser_deliver "$(purser_json)"
  rm -f "$purser_unsettled"
}

# What slurmctld says of this run. Where it speaks of the job's next run, or no more of the job, it is accounting that knows.
purser_read_state() {
  P_final_state=
  purser_seen=$(purser_slurm squeue -h -t all -j "$P_job_id" -O 'JobID:20|,SubmitTime:30|,State:30|' |
    awk -F'|' -v id="$P_job_id" -v submit="$P_submit_time" '
      { gsub(/ /, "") } $1 == id && $2 == submit { print $3; exit }')
  case $purser_seen in
  COMPLETED | FAILED | CANCELLED | TIMEOUT | NODE_FAIL | PREEMPTED | BOOT_FAIL | DEADLINE | OUT_OF_MEMORY | REVOKED)
    P_final_state=$purser_seen
    ;;
  COMPLETING) [ "$purser_seconds" -ge 8 ] && purser_ask_accounting ;;
  *) purser_ask_accounting ;;
  esac
}

# Its records have the time without its zone.
purser_ask_accounting() {
  P_final_state=$(purser_slurm sacct -n -P -X -D -j "$P_job_id" -o JobIDRaw,Submit,State |
    awk -F'|' -v id="$P_job_id" -v submit="${P_submit_time%Z}" '
      $1 == id && substr($2, 1, 19) == submit && $3 !~ /^(PENDING|RUNNING|SUSPENDED)$/ { print $3; exit }')
}

# What is known, for the programs that this one calls.
purser_export() {
  export P_job_id P_cluster P_user P_account P_partition P_timestamp P_node P_node_list P_name P_array_job_id \
    P_array_task_id P_gpu_devices P_gpu_vendor P_gpu_allocation P_cpu_allocation P_memory_allocation_mb P_cgroup_path \
    P_submit_time P_restart_count P_final_state P_exit_code P_signal
}

# The fields that are known, as JSON. Any name is told as it is; bytes that are no UTF-8 become U+FFFD.
purser_json() {
  purser_export
  purser_fields="cluster:text job_id:number user:text node:text node_list:hosts timestamp:text submit_time:text \
restart_count:number partition:text account:text"
  case $purser_kind in
  job-started)
    purser_fields="$purser_fields cpu_allocation:number memory_allocation_mb:number gpu_allocation:number gpu_vendor:text \
gpu_devices:list cgroup_path:text array_job_id:number array_task_id:number name:text"
    ;;
  *) purser_fields="$purser_fields final_state:text exit_code:number signal:number" ;;
  esac
  awk -v fields="$purser_fields" '
    BEGIN {
      for (i = 1; i < 256; i++) code[sprintf("%c", i)] = i
      count = split(fields, field, " ")
      for (i = 1; i <= count; i++) {
        split(field[i], pair, ":")
        value = ENVIRON["P_" pair[1]]
        if (value == "") continue
        if (pair[2] == "number" && value !~ /^[0-9]+$/) continue
        told = told (told == "" ? "" : ",") "\"" pair[1] "\":" shown(value, pair[2])
      }
      print "{" told "}"
    }
    function shown(value, type) {
      if (type == "number") return value
      if (type == "text") return "\"" escaped(value) "\""
      return "[" listed(value, type == "hosts") "]"
    }
    # The parts between commas; those within the brackets of a host list belong to it.
    function listed(value, hosts,    out, part, depth, i, c) {
      for (i = 1; i <= length(value) + 1; i++) {
        c = substr(value, i, 1)
        if (c == "[") depth++
        if (c == "]") depth--
        if (c == "" || (c == "," && !(hosts && depth > 0))) {
          if (part != "") out = out (out == "" ? "" : ",") "\"" escaped(part) "\""
          part = ""
        } else part = part c
      }
      return out
    }
    function escaped(text,    out, i, c, b, more) {
      for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        b = code[c]
        if (c == "\"" || c == "\\") out = out "\\" c
        else if (b < 32 || b == 127) out = out sprintf("\\u%04x", b)
        else if (b < 128) out = out c
        else {
          more = following(text, i, b)
          out = out (more > 0 ? substr(text, i, more + 1) : "\\ufffd")
          i += more
        }
      }
      return out
    }
    # How many bytes belong to the character that begins at i; 0: it is none.
    function following(text, i, b,    more, j, second) {
      more = b >= 194 && b < 224 ? 1 : b >= 224 && b < 240 ? 2 : b >= 240 && b < 245 ? 3 : 0
      for (j = 1; j <= more; j++) if (code[substr(text, i + j, 1)] < 128 || code[substr(text, i + j, 1)] > 191) return 0
      second = code[substr(text, i + 1, 1)]
      if ((b == 224 && second < 160) || (b == 237 && second > 159)) return 0
      if ((b == 240 && second < 144) || (b == 244 && second > 143)) return 0
      return more
    }'
}

# ---- how it gets there -----------------------------------------------------------------------------------------------

# It is on the disk before it is sent, so that it outlives this script. Where the disk takes nothing it is only sent.
purser_deliver() {
  if purser_keep "$1"; then
    purser_send_file "$purser_file" && purser_replay
  else
    purser_send "$1" "$purser_kind" "$purser_script" || purser_say "an event of job $P_job_id is lost: neither the spool nor Purser took it"
  fi
}

# What started sorts before what finished in the same second.
purser_keep() {
  case $purser_kind in job-started) purser_order=1 ;; *) purser_order=2 ;; esac
  purser_file=$purser_spool/$purser_started-$purser_order-$P_job_id-$$.$purser_script.$purser_kind
  purser_bound
  purser_write "$purser_file" "$1"
}

# purser_write FILE TEXT: whole under its name, or not at all.
purser_write() {
  mkdir -p "$purser_spool" 2>/dev/null || return 1
  if printf '%s\n' "$2" >"$1.part" 2>/dev/null && [ "$(cat "$1.part")" = "$2" ]; then
    sync "$1.part" 2>/dev/null || :
    mv "$1.part" "$1" 2>/dev/null && return 0
  fi
  rm -f "$1.part" 2>/dev/null
  return 1
}

# At most so many wait: beyond that the oldest are lost, and accounting tells of those runs later.
purser_bound() {
  set -- "$purser_spool"/*.job-*
  [ "$#" -ge "${PURSER_SPOOL_EVENTS:-10000}" ] || return 0
  purser_say "the spool is full: an old event is lost"
  find "$purser_spool" -maxdepth 1 -type f -name '*.job-*' | sort | head -n 1 | while read -r purser_oldest; do
    rm -f "$purser_oldest"
  done
}

# purser_send BODY KIND SCRIPT: 0: Purser has it. 1: it may take it another time. 2: it never will.
# The token and the body reach curl on its standard input: an argument could be read by anybody on the node.
purser_send() {
  purser_token=$(cat "${PURSER_TOKEN_FILE:-/etc/purser/token}" 2>/dev/null) || purser_token=
  purser_status=$(
    {
      printf 'url = "%s/api/v1/events/%s"\n' "${PURSER_URL%/}" "$2"
      printf 'header = "authorization: Bearer %s"\n' "$purser_token"
      printf 'header = "content-type: application/json"\n'
      printf 'header = "x-changed-by: slurm"\nheader = "x-source: %s"\n' "$3"
      printf 'data = "%s"\n' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"
    } | curl --silent --connect-timeout 2 --max-time "$(purser_left)" --output /dev/null --write-out '%{http_code}' --config -
  )
  case $purser_status in
  # 409: the run is over and Purser has written into its history what it was told.
  2?? | 409) return 0 ;;
  # A token that has run out, or too many at once: nothing is wrong with the event.
  401 | 403 | 408 | 425 | 429) return 1 ;;
  4??) return 2 ;;
  *) return 1 ;;
  esac
}

purser_send_file() {
  purser_body=$(cat "$1" 2>/dev/null)
  # Another script has sent it in the meantime.
  [ -n "$purser_body" ] || return 0
  purser_name=${1##*/}
  purser_teller=${purser_name#*.}
  case $purser_name in
  *.job-started) purser_send "$purser_body" job-started "${purser_teller%.*}" ;;
  *) purser_send "$purser_body" job-finished "${purser_teller%.*}" ;;
  esac
  case $? in
  0) rm -f "$1" ;;
  2)
    purser_say "Purser refuses $purser_name with $purser_status: it is set aside"
    mkdir -p "$purser_spool/refused"
    mv "$1" "$purser_spool/refused/" || rm -f "$1"
    ;;
  *) return 1 ;;
  esac
}

# Sends what waits, oldest first, as long as there is time and Purser takes it. One script at a time.
purser_replay() {
  purser_lock=$purser_spool/replaying
  # Whoever held it for longer than a minute was killed.
  [ -z "$(find "$purser_lock" -prune -mmin +1 2>/dev/null)" ] || rmdir "$purser_lock" 2>/dev/null
  mkdir "$purser_lock" 2>/dev/null || return 0
  # What is not settled after five minutes nobody waits for any more.
  {
    find "$purser_spool" -maxdepth 1 -type f -name '*.job-*' ! -name '*.part'
    find "$purser_spool" -maxdepth 1 -type f -name '*.unsettled' -mmin +5
  } | sort | purser_replay_list
  rmdir "$purser_lock" 2>/dev/null
}

purser_replay_list() {
  while read -r purser_next; do
    [ "$(($(date +%s) - purser_started))" -lt "$PURSER_BUDGET_SECONDS" ] || return 0
    # Whatever kept it a moment ago is sending it itself.
    purser_since=${purser_next##*/}
    [ "${purser_since%%-*}" -lt "$((purser_started - 10))" ] || return 0
    purser_send_file "$purser_next" || return 0
  done
}
