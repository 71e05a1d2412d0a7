"""check_recipe.py RECIPE CULPRIT EXAMPLES SCRATCH: runs a recipe of examples/scale for real.

The result must be that of one run. Ends with 77 if what it needs is not installed.
"""

import importlib.util
import pathlib
import shutil
import subprocess
import sys

from cohort import write_cohort

SHARDS = 3


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


def command_of(recipe, culprit, examples, source, folder):
    if recipe == "parallel":
        if not shutil.which("parallel"):
            skip("parallel is missing (package parallel)")
        return [examples / "parallel.sh", source, folder, str(SHARDS), culprit]
    if recipe == "dask":
        if importlib.util.find_spec("distributed") is None:
            skip("distributed is missing (package python3-distributed)")
        return [sys.executable, examples / "dask_batch.py", source, folder, str(SHARDS),
                "--culprit", culprit]
    if not shutil.which("snakemake"):
        skip("snakemake is missing (package snakemake)")
    return ["snakemake", "-s", examples / "Snakefile", "--cores", "2", "--config",
            f"input={source}", f"folder={folder}", f"shards={SHARDS}", f"culprit={culprit}"]


def main():
    recipe = sys.argv[1]
    culprit, examples, scratch = (pathlib.Path(path).resolve() for path in sys.argv[2:5])
    folder = scratch / "out"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    source = scratch / "cohort.csv"
    command = command_of(recipe, culprit, examples, source, folder)
    write_cohort(source, people=30, days=60, bad_every=10)
    subprocess.run([culprit, "batch", source, "-q", "-o", scratch / "single.ndjson"], check=True)
    subprocess.run(command, check=True, cwd=scratch)
    assert (folder / "results.ndjson").read_bytes() == (scratch / "single.ndjson").read_bytes()
    # Once more, with one part left half done.
    whole = (folder / "part-2.ndjson").read_bytes()
    (folder / "part-2.ndjson").unlink()
    (folder / "results.ndjson").unlink()
    (folder / "part-2.ndjson.partial").write_bytes(whole[:len(whole) // 2])
    subprocess.run(command, check=True, cwd=scratch)
    assert (folder / "results.ndjson").read_bytes() == (scratch / "single.ndjson").read_bytes()


main()
