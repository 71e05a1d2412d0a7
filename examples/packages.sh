# The Debian 12 packages of the project, and how to install those that are missing.
# Sourced by examples/quickstart.sh and tests/run.sh.

build_packages=(g++ cmake ninja-build pkg-config libcli11-dev libeigen3-dev libfmt-dev
  nlohmann-json3-dev libboost-dev libutf8proc-dev libhowardhinnant-date-dev libzstd-dev zlib1g-dev
  libxxhash-dev libtomlplusplus-dev tzdata)
test_packages=(libgtest-dev libgmock-dev python3 python3-jsonschema strace)
slow_test_packages=(libbenchmark-dev clang-14 clang-format-14 clang-tidy-14 libclang-rt-14-dev
  chromium chromium-driver python3-selenium slurmctld slurmd slurm-client munge parallel python3-distributed
  snakemake)

say() { printf '== %s\n' "$*"; }

# install_missing PACKAGE…: as root or through sudo; otherwise prints the command and fails.
install_missing() {
  local package missing=()
  if ! command -v dpkg-query >/dev/null; then
    say "this is no Debian system; the build needs what Debian calls: $*"
    return 0
  fi
  for package in "$@"; do
    if [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) != installed ]]; then
      missing+=("$package")
    fi
  done
  if ((${#missing[@]} == 0)); then
    say "all $# Debian packages are installed"
    return 0
  fi
  local install=(apt-get install -y --no-install-recommends "${missing[@]}")
  if ((EUID == 0)); then
    local as_root=(env DEBIAN_FRONTEND=noninteractive)
  elif command -v sudo >/dev/null && sudo -v; then
    local as_root=(sudo env DEBIAN_FRONTEND=noninteractive)
  else
    printf 'missing Debian packages; run this as root, then try again:\n  apt-get update && %s\n' \
      "${install[*]}" >&2
    return 1
  fi
  say "installing: ${missing[*]}"
  "${as_root[@]}" apt-get update -q && "${as_root[@]}" "${install[@]}"
}
