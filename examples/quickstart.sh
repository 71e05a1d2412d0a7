#!/usr/bin/env bash
# Installs what is missing, builds the program and ranks the example diary.
# Options are passed on to the program: examples/quickstart.sh -f json
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source examples/packages.sh

say "1/3 Debian packages" >&2
install_missing "${build_packages[@]}" >&2
say "2/3 building build/release/culprit" >&2
cmake --preset release >&2
cmake --build --preset release --target culprit >&2
say "3/3 build/release/culprit examples/diary.csv $*" >&2
build/release/culprit rank examples/diary.csv "$@"
