# shellcheck shell=bash
# Sourced by ./dev. Everything said goes to stderr: stdout belongs to mien.
logs=build/logs
mkdir -p "$logs"

say() { printf '==> %s\n' "$*" >&2; }

die() {
  printf 'dev: %s\n' "$*" >&2
  exit 1
}

# step WHAT NAME COMMAND…: says WHAT, keeps the output in a log, and on failure shows its end and one sentence.
step() {
  local what=$1 log=$logs/$2.log start=$SECONDS
  shift 2
  say "$what"
  if "$@" >"$log" 2>&1; then
    ((SECONDS - start < 10)) || say "    took $((SECONDS - start)) s"
  else
    tail -n 40 "$log" >&2
    die "That failed ($what). The whole output is in $log."
  fi
}

# One compiler job a core, but no more than one per 1.5 GB of memory: libtorch's headers are large.
jobs() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/MemAvailable/ {print int($2 / 1500000)}' /proc/meminfo)
  ((memory > 0)) || memory=1
  echo $((cores < memory ? cores : memory))
}

# The preset engine leaves the generator open for machines without Ninja; here there is no make.
export CMAKE_GENERATOR=Ninja

# What qmlcachegen writes follows the addresses that its memory has: unless they are the same each time, ccache knows none of it.
same_addresses=()
! setarch -R true 2>/dev/null || same_addresses=(setarch -R)

# build PRESET TARGET…
build() {
  local preset=$1 where=build/$1
  shift
  # A cache alone is what a failed configuration leaves; another libtorch needs a new one.
  if [[ ! -f $where/build.ninja ]] ||
    { [[ -n ${MIEN_TORCH_ROOT:-} ]] && ! grep -qs "^MIEN_TORCH_ROOT:.*=$MIEN_TORCH_ROOT$" "$where/CMakeCache.txt"; }; then
    step "Configuring $preset" "configure-$preset" cmake --preset "$preset" ${MIEN_TORCH_ROOT:+"-DMIEN_TORCH_ROOT=$MIEN_TORCH_ROOT"}
  fi
  step "Building $preset" "build-$preset" "${same_addresses[@]}" cmake --build --preset "$preset" -j "$(jobs)" --target "$@"
}
