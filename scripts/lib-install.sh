# shellcheck shell=bash
# What a part of the tests needs from Debian and from npm, and how to get it. Sourced by scripts/test and scripts/fuzz.

chromium=${CHROMIUM:-/usr/bin/chromium}

# The programs of the newest PostgreSQL server here; Debian keeps them out of PATH. Nothing when there is none.
pg_programs() {
  local folders
  folders=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V) || return 0
  dirname "${folders##*$'\n'}"
}

has() { command -v "$1" >/dev/null 2>&1; }
is_package() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# missing_packages PART...: Debian's packages that these parts lack, one a line.
missing_packages() {
  # Debian's gcc only recommends the C headers, and recommended packages are not installed below.
  if ! has cc || [ ! -e /usr/include/stdio.h ]; then printf '%s\n' gcc libc6-dev; fi
  # Without them neither cargo nor npm believes its registry.
  [ -e /etc/ssl/certs/ca-certificates.crt ] || echo ca-certificates
  local part
  for part in "$@"; do
    case $part in
      fuzz) has c++ || echo g++ ;;
      postgres) [ -n "$(pg_programs)" ] || echo postgresql ;;
      browser)
        [ -x "$chromium" ] || echo chromium
        # Without Chinese type every glyph is the same box, and neither widths nor screenshots mean anything.
        is_package fonts-noto-cjk || echo fonts-noto-cjk
        has node || echo nodejs
        has npm || echo npm
        ;;
    esac
  done
}

# install_packages PART...: nothing to do, and no network needed, when everything is there.
install_packages() {
  local packages
  mapfile -t packages < <(missing_packages "$@")
  [ ${#packages[@]} -gt 0 ] || return 0
  echo "installing ${packages[*]}"
  if [ "$(id -u)" != 0 ] || ! has apt-get; then
    echo "missing: ${packages[*]}. Install them as root: apt-get install ${packages[*]}"
    return 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get -o Acquire::Retries=3 update &&
    apt-get -o Acquire::Retries=3 install -y --no-install-recommends "${packages[@]}" || return 1
  # apt can be content with a package whose program is somewhere else.
  mapfile -t packages < <(missing_packages "$@")
  [ ${#packages[@]} -eq 0 ] || { echo "still missing: ${packages[*]}"; return 1; }
}

# The browser tests' modules, exactly those of the lock file; again only when the lock file changed.
install_modules() (
  cd tests/browser || return 1
  node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' ||
    { echo "node $(node --version) is too old: the browser tests need 18 or newer"; return 1; }
  cmp -s package-lock.json node_modules/.installed && return 0
  npm ci --include=dev --ignore-scripts --no-audit --no-fund && cp package-lock.json node_modules/.installed
)

# install_cargo_deny TARGET: cargo-deny into TARGET/tools (without optimisation: it is run once), and into PATH.
install_cargo_deny() {
  export PATH=$PATH:$(realpath "$1")/tools/bin
  has cargo-deny || cargo install --locked --quiet --debug --root "$1/tools" --target-dir "$1/tools/build" cargo-deny@0.20.2 || return 1
  rm -rf "$1/tools/build"
}
