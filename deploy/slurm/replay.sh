#!/bin/sh
# Sends what the other scripts could not, for cron or a timer: otherwise it waits for the next job here.
purser_here=$(/usr/bin/dirname -- "$(/usr/bin/readlink -f -- "$0")")
(
  # shellcheck source=deploy/slurm/purser-events.sh
  . "$purser_here/purser-events.sh"
  purser_begin || exit 0
  PURSER_BUDGET_SECONDS=50
  purser_replay
  # What a script that was killed was writing, and notes of jobs whose epilog never ran.
  find "$purser_spool" -maxdepth 1 -type f -name '*.part' -mmin +60 -delete
  find "$purser_spool/runs" -type f -mtime +400 -delete
) </dev/null >/dev/null 2>&1
exit 0
