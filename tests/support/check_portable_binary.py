"""check_portable_binary.py PROGRAM…: fails if the first of the programs that exists can print numbers
that differ by CPU: approximate reciprocals and roots, transcendental x87 instructions and fused
products in its code, questions about the CPU but for those of the compiler's clones, or elementary
functions of the C library, which picks a variant by CPU."""

import pathlib
import re
import subprocess
import sys

instructions = re.compile(
    r"\t(v?r(?:sqrt|cp)(?:14|28)?[ps][sdh]|f2xm1|fyl2xp?1?|fp?a?tan|fsin(?:cos)?|fcos"
    r"|vf(?:n?m(?:add|sub)|maddsub|msubadd)\w*|cpuid)\b"
)
# What the loader asks before it picks one of several copies of a loop (core/clones.hpp).
clones = re.compile(r"get_available_features(\.|$)|__cpu_indicator_init$")
functions = re.compile(
    r"\b(a?(?:sin|cos|tan)h?|sincos|atan2|exp(?:2|10|m1)?|log(?:2|10|1p|b)?|pow|cbrt|hypot|erfc?"
    r"|[lt]gamma|lgamma_r|gamma|[jy][01n])[fl]?$"
)


def lines_of(*command):
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield from process.stdout
    if process.returncode != 0:
        sys.exit(f"{command}: exit code {process.returncode}")


program = next(path for path in sys.argv[1:] if pathlib.Path(path).exists())
faults = {}
looked_at = 0
place = ""
for line in lines_of("objdump", "-d", "--no-show-raw-insn", program):
    if line.endswith(">:\n"):
        place = line.split("<", 1)[1][:-3]
    elif (found := instructions.search(line)) and not (found[1] == "cpuid" and clones.match(place)):
        faults.setdefault(f"instruction {found[1]} in {place}", None)
    looked_at += 1
for line in lines_of("objdump", "-T", program):
    if "*UND*" in line and (found := functions.search(line.rstrip())):
        faults.setdefault(f"function {found[0]} of the C library", None)
if looked_at < 100_000:
    sys.exit(f"{program}: only {looked_at} lines of code seen; expected a whole program")
if faults:
    sys.exit("\n  ".join([f"{program}: differs by CPU:", *faults]))
print(f"{program}: {looked_at} lines of code, none of the CPU's choice")
