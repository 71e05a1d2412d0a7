#!/usr/bin/python3
"""dask_batch.py INPUT FOLDER SHARDS [--culprit PROGRAM] [--scheduler ADDRESS]

A Dask task per shard, then the merge: FOLDER/results.ndjson. Input and folder must be seen by every
worker. A task whose worker dies is given to another one, which goes on where the first one stopped.
"""

import argparse
import pathlib
import subprocess

from dask.distributed import Client, LocalCluster, as_completed

COMPLETE = (0, 1, 65)  # 65: no diary of the shard can be used; its part is whole all the same


def run_shard(culprit, source, part, shard):
    ended = subprocess.run([culprit, "batch", source, "--shard", shard, "--threads", "1", "-q",
                            "--resume", "-o", part], stderr=subprocess.PIPE, text=True)
    if ended.returncode not in COMPLETE:
        raise RuntimeError(f"shard {shard} ended with {ended.returncode}: {ended.stderr}")
    return part


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("shards", type=int)
    parser.add_argument("--culprit", default="culprit")
    parser.add_argument("--scheduler", help="address of a running cluster; default: one of its own")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    cluster = arguments.scheduler or LocalCluster(threads_per_worker=1, dashboard_address=None)
    with Client(cluster) as client:
        tasks = [
            client.submit(run_shard, arguments.culprit, arguments.input,
                          str(arguments.folder / f"part-{i}.ndjson"), f"{i}/{arguments.shards}",
                          key=f"culprit-{i}", retries=3, pure=False)
            for i in range(1, arguments.shards + 1)
        ]
        parts = [task.result() for task in as_completed(tasks)]
    if not arguments.scheduler:
        cluster.close()
    subprocess.run([arguments.culprit, "merge", *sorted(parts), "-o",
                    str(arguments.folder / "results.ndjson")], check=True)


if __name__ == "__main__":
    main()
