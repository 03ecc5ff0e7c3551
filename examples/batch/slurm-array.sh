#!/usr/bin/env bash
# Meta-analyses of a file, one a line, shared out among the tasks of a Slurm array:
#
#   sbatch examples/batch/slurm-array.sh in.ndjson out
#   cat $(ls -v out/*.ndjson) > all.ndjson        # once all tasks are done
#
# Each task takes its part of the lines, none cut in two, and writes out/TASK.ndjson. A task that is started again (requeued, out of
# time) goes on where it stopped. A task ends with 1 where a line could not be analysed, its answer says why.
#SBATCH --job-name=dta-batch
#SBATCH --array=1-20
#SBATCH --cpus-per-task=4
#SBATCH --mem-per-cpu=1G
#SBATCH --time=04:00:00
#SBATCH --requeue
set -euo pipefail

input=${1:?the file of lines}
folder=${2:?the folder of answers}
task=$SLURM_ARRAY_TASK_ID

mkdir -p "$folder"
split --number="l/$task/$SLURM_ARRAY_TASK_COUNT" "$input" |
  dta batch --workers "${SLURM_CPUS_PER_TASK:-1}" --output "$folder/$task.ndjson" --resume 2> >(grep -v '^note:' >&2)
