# Sourced by the commands at the top level: brings in the Debian packages that they need.

loader_packages='cmake ninja-build g++ python3'
tools_packages='pkg-config llvm-14-dev libelf-dev libdw-dev zlib1g-dev'
test_packages='git llvm-14 llvm-14-tools python3-psutil clang-14 clang-format-14 clang-tidy-14 clang clang-format clang-tidy lld libgtest-dev libbenchmark-dev
  libc6-dbg gdb binutils gawk gzip tar make gcc sqlite3 openssl curl perl ffmpeg musl-tools libpython3.11-testsuite
  procps strace valgrind python3-jsonschema acl meson mold debhelper dpkg-dev dwz debugedit linux-perf ripgrep fd-find age gron whitakers-words patchelf elfutils'
# Asked for by LDSEAL_SERVERS=1, as continuous integration does: they would be started at the machine's next boot, and a
# browser and Node.js are large.
server_packages='nginx-light apache2-utils redis-server memcached postgresql-15 chromium nodejs'

# need_packages PACKAGE...: installs those that are missing; without apt-get it says so and goes on.
need_packages() {
  missing=
  for package in "$@"; do
    case $(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true) in
      'install ok installed') ;;
      *) missing="$missing $package" ;;
    esac
  done
  [ "$missing" ] || return 0
  if ! command -v apt-get >/dev/null; then
    echo "This is not Debian; install by hand, as far as they are missing:$missing" >&2
    return 0
  fi
  as_root=
  if [ "$(id -u)" != 0 ]; then
    as_root=sudo
    command -v sudo >/dev/null || {
      echo "Missing packages:$missing" >&2
      echo "Install them as root: apt-get install$missing" >&2
      return 1
    }
  fi
  echo "== Installing with apt-get:$missing"
  $as_root apt-get update -q
  # Servers are installed for the tests to start, not to run by themselves: systemctl and invoke-rc.d start nothing then.
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 RUNLEVEL=1 apt-get install -q -y --no-install-recommends $missing
}
