#!/usr/bin/env bash
# tests/run.sh        the quick tier: release build and a smoke run, then all quick tests under the
#                     sanitizers. Minutes.
# tests/run.sh --all  also the slow tier: calibration, consumer and benchmark programs in an
#                     optimised build, pages in Chromium, clang, clang-tidy, each fuzzer for 30 s.
# Installs the Debian packages that are missing. Everything is built under build/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source examples/packages.sh

all=false
case "${1-}" in
  "") ;;
  --all) all=true ;;
  *) printf 'usage: tests/run.sh [--all]\n' >&2; exit 64 ;;
esac

# Debian's Python has Debian's modules; another one that comes first on PATH has not.
export PATH="/usr/bin:$PATH"

run_preset() {
  say "preset $1: $2"
  cmake --preset "$1"
  cmake --build --preset "$1"
}

# fuzz PROGRAM: from its corpus, if it has one.
fuzz() {
  local corpus scratch seeds
  corpus="tests/fuzz/corpus/$(basename "$1" _fuzz)"
  scratch=$(mktemp -d)
  seeds=("$scratch")
  if [[ -d $corpus ]]; then seeds+=("$corpus"); fi
  "$1" -max_total_time=30 -rss_limit_mb=2048 -print_final_stats=1 "${seeds[@]}" || return 1
  rm -r "$scratch"
}
export -f fuzz

packages=("${build_packages[@]}" "${test_packages[@]}")
if $all; then packages+=("${slow_test_packages[@]}"); fi
install_missing "${packages[@]}"

say "the program as it is shipped"
examples/quickstart.sh

if $all; then
  run_preset tidy "clang-tidy"
  run_preset fuzz "fuzzers"
  say "each fuzzer, 30 s"
  printf '%s\n' build/fuzz/tests/fuzz/*_fuzz | xargs -P "$(nproc)" -n 1 bash -c 'fuzz "$0"'
  run_preset dev-clang "clang, sanitizers"
  ctest --preset dev-clang
  # Faults of pages are looked for by axe-core; without it the pages are only rendered.
  if command -v npm >/dev/null; then
    say "axe-core"
    mkdir -p build/axe
    npm install --no-audit --no-fund --silent --prefix build/axe axe-core@4.14.1
  else
    say "npm is missing: pages are not checked by axe-core"
  fi
  run_preset measure "optimised: quick and slow tests, benchmarks"
  ctest --preset measure
fi

run_preset dev "sanitizers, quick tests"
ctest --preset dev
