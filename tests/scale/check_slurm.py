"""check_slurm.py CULPRIT EXAMPLES SCRATCH [PEOPLE]: the Slurm recipe on a cluster of this one machine.

Starts munged, slurmctld and slurmd of its own, submits an array of 7 shards and the merge, kills the
program of one task with SIGKILL, which is requeued and goes on, and compares the merged result with
that of one run. Ends with 77 if Slurm is not installed or may not be started here.
"""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time

from cohort import write_cohort

SHARDS = 7
CONFIGURATION = """\
ClusterName=culprit
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmdPort={slurmd_port}
AuthType=auth/munge
AuthInfo=socket={scratch}/munge.socket
SlurmUser=root
StateSaveLocation={scratch}/state
SlurmdSpoolDir={scratch}/spool
SlurmctldPidFile={scratch}/slurmctld.pid
SlurmdPidFile={scratch}/slurmd.pid
SlurmctldLogFile={scratch}/slurmctld.log
SlurmdLogFile={scratch}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MinJobAge=600
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Cluster:
    """One controller and one node in a folder; gone with the block."""

    def __init__(self, scratch):
        self.scratch = scratch
        self.daemons = []
        self.environment = {**os.environ, "SLURM_CONF": str(scratch / "slurm.conf"),
                            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}

    def start(self, *command):
        log = open(self.scratch / f"{command[0]}.out", "wb")
        self.daemons.append(subprocess.Popen(command, stdout=log, stderr=log,
                                             env=self.environment, start_new_session=True))

    def run(self, *command):
        return subprocess.run(command, check=True, capture_output=True, text=True,
                              env=self.environment).stdout

    def __enter__(self):
        try:
            self.begin()
        except BaseException:
            self.__exit__()
            raise
        return self

    def begin(self):
        scratch = self.scratch
        for folder in ("state", "spool"):
            (scratch / folder).mkdir()
        key = scratch / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        port, slurmd_port = free_ports(2)
        (scratch / "slurm.conf").write_text(CONFIGURATION.format(
            host=socket.gethostname().split(".")[0], scratch=scratch, port=port,
            slurmd_port=slurmd_port, cpus=os.cpu_count()))
        self.start("munged", "--foreground", "--force", f"--key-file={key}",
                   f"--socket={scratch}/munge.socket", f"--pid-file={scratch}/munge.pid",
                   f"--log-file={scratch}/munge.log", f"--seed-file={scratch}/munge.seed")
        self.wait_for(lambda: (scratch / "munge.socket").exists(), "munged")
        self.start("slurmctld", "-D", "-i")
        self.start("slurmd", "-D")
        self.wait_for(lambda: "idle" in self.state(), "the node")

    def state(self):
        ended = subprocess.run(["sinfo", "-h", "-o", "%t"], capture_output=True, text=True,
                               env=self.environment)
        return ended.stdout

    def wait_for(self, condition, what, seconds=60):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                logs = "\n".join(f"{log.name}: {log.read_text()[-1500:]}"
                                 for log in self.scratch.glob("*.out"))
                raise TimeoutError(f"{what} is not there after {seconds} s\n{logs}")
            time.sleep(0.1)

    def __exit__(self, *_):
        for daemon in reversed(self.daemons):
            daemon.terminate()
        for daemon in self.daemons:
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()


def programs_of(part):
    """Process ids of the programs that write a part."""
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"batch" in words[:3] and str(part).encode() in words:
            found.append(int(entry.parent.name))
    return found


def kill_one(cluster, folder):
    """SIGKILL for the program of a task that has written something and is not done."""
    victim = []

    def is_found():
        for partial in folder.glob("part-*.ndjson.partial"):
            pids = programs_of(partial.with_suffix(""))
            if pids and partial.stat().st_size > 50_000:
                os.kill(pids[0], signal.SIGKILL)
                victim.append(partial.with_suffix(""))
                return True
        return False

    cluster.wait_for(is_found, "a task to be killed", 120)
    return victim[0]


def main():
    culprit, examples, scratch = (pathlib.Path(path).resolve() for path in sys.argv[1:4])
    people = int(sys.argv[4]) if len(sys.argv) > 4 else 1000
    for program in ("munged", "slurmctld", "slurmd", "sbatch"):
        if not shutil.which(program, path="/usr/sbin:/usr/bin"):
            skip(f"{program} is missing (packages slurmctld, slurmd, slurm-client, munge)")
    if os.geteuid() != 0:
        skip("only root may start a node of Slurm that runs jobs")
    shutil.rmtree(scratch, ignore_errors=True)
    folder = scratch / "out"
    folder.mkdir(parents=True)
    source = scratch / "cohort.csv"
    write_cohort(source, people, days=180, bad_every=10)
    subprocess.run([culprit, "batch", source, "-q", "-o", scratch / "single.ndjson"], check=True)
    cluster_folder = scratch / "cluster"
    cluster_folder.mkdir()
    with Cluster(cluster_folder) as cluster:
        begun = time.monotonic()
        array, merge = cluster.run(examples / "slurm/submit.sh", source, folder, str(SHARDS),
                                   culprit).split()
        victim = kill_one(cluster, folder)
        cluster.wait_for(lambda: (folder / "results.ndjson").exists(), "the merged result", 900)
        jobs = cluster.run("scontrol", "show", "job", array)
        print(f"{people} people in {SHARDS} tasks: {time.monotonic() - begun:.0f} s; "
              f"{victim.name} was killed")
    restarts = [int(word.split("=")[1]) for word in jobs.split() if word.startswith("Restarts=")]
    assert sorted(restarts) == [0] * (SHARDS - 1) + [1], restarts
    assert (folder / "results.ndjson").read_bytes() == (scratch / "single.ndjson").read_bytes()
    assert not list(folder.glob("*.partial"))


main()
