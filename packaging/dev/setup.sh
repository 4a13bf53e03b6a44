# shellcheck shell=bash
# Sourced by ./dev: apt packages and libtorch. What is there already is left alone.

missing_packages() {
  local wanted
  wanted=$(grep -v -e '^#' -e '^$' packaging/packages.txt | sort)
  # shellcheck disable=SC2086  # one word a package
  comm -23 <(echo "$wanted") \
    <(dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' $wanted 2>/dev/null | awk '$2 == "ii" {print $1}' | sort -u)
}

apt() { ${SUDO:-} env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 "$@"; }

setup_packages() {
  command -v apt-get >/dev/null ||
    die "This installs on Debian 12; elsewhere install what packaging/packages.txt lists, then use cmake --preset release."
  local packages
  packages=$(missing_packages)
  [[ -n $packages ]] || return 0
  if ((EUID != 0)); then
    command -v sudo >/dev/null || die "Packages are missing and there is no sudo: run this as root once."
    SUDO=sudo
  fi
  step "Reading the package lists" apt-update apt update
  # shellcheck disable=SC2086  # one word a package
  step "Installing $(wc -w <<<"$packages") Debian packages" apt-install apt install -y --no-install-recommends $packages
}

# True when .venv holds the pinned torch and, for cuda, what it needs on a GPU.
has_torch() {
  local site version
  site=$(echo .venv/lib/python3*/site-packages)
  version=$(sed -n 's/^torch==//p' packaging/requirements-cpu.txt)
  compgen -G "$site/torch-$version*.dist-info" >/dev/null && [[ -f $site/torch/lib/libtorch_cpu.so ]] || return 1
  [[ $1 == cpu ]] || compgen -G "$site/nvidia_cudnn*.dist-info" >/dev/null
}

install_torch() {
  [[ -x .venv/bin/pip ]] || /usr/bin/python3 -m venv .venv || return 1
  local only=()
  [[ $1 == cuda ]] || only=(--no-deps)
  .venv/bin/pip install --disable-pip-version-check "${only[@]}" -r "packaging/requirements-$1.txt"
}

# setup_torch cpu|cuda
setup_torch() {
  [[ -z ${MIEN_TORCH_ROOT:-} ]] || return 0
  has_torch "$1" || step "Fetching libtorch ($1) into .venv" "torch-$1" install_torch "$1"
}

# An NVIDIA driver asks for the CUDA packages by itself.
setup() {
  local kind=cpu
  if [[ ${1:-} == --cuda || -e /proc/driver/nvidia/version ]] || command -v nvidia-smi >/dev/null; then kind=cuda; fi
  setup_packages
  setup_torch "$kind"
}
