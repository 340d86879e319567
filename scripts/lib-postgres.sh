# shellcheck shell=bash
# A PostgreSQL server of our own for one run of the tests: in a temporary folder, on a free loopback port. Sourced by
# scripts/test, after lib-install.sh.

pg_folder=''
pg_url='' # what the tests connect to; a role that may create databases and nothing more, as in production
# Each test drops its database; an autovacuum worker that happens to be in it would not let a plain role do so. What is measured needs it on.
pg_autovacuum=off

# initdb and postgres refuse root. Debian's package brings an ordinary user.
pg_as_user() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --init-groups -- env HOME="$pg_folder" "$@"
  else
    "$@"
  fi
}

pg_random() { head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n'; }

# Where the data goes: into memory where there is room, since each test makes a database of some hundred files and a disk's
# file system spends more on them than the server does; else where temporary files go.
pg_place() {
  local memory=/dev/shm room
  room=$(df --output=avail --block-size=1M "$memory" 2>/dev/null | tail -n 1)
  if [ "${room:-0}" -ge 4096 ] && [ -w "$memory" ]; then echo "$memory"; else echo "${TMPDIR:-/tmp}"; fi
}

pg_start() {
  local programs here=$PWD status=0
  programs=$(pg_programs)
  [ -n "$programs" ] || { echo 'no PostgreSQL server under /usr/lib/postgresql'; return 1; }
  pg_folder=$(mktemp -d "$(pg_place)/duban-pg.XXXXXX") || return 1
  [ "$(id -u)" != 0 ] || chown postgres: "$pg_folder" || return 1
  cd "$pg_folder" || return 1 # the ordinary user may not be allowed to look at our working directory
  pg_start_here "$programs" || status=$?
  cd "$here" || return 1
  [ "$status" = 0 ] || { cat "$pg_folder/log" 2>/dev/null; pg_stop; }
  return "$status"
}

pg_start_here() {
  local programs=$1 owner password port attempt
  owner=$(pg_random) && password=$(pg_random) || return 1
  (umask 077 && printf '%s\n' "$owner" >owner-password) || return 1
  [ "$(id -u)" != 0 ] || chown postgres: owner-password || return 1
  pg_as_user "$programs/initdb" --pgdata=data --username=owner --pwfile=owner-password --auth=scram-sha-256 \
    --locale=C.UTF-8 --encoding=UTF8 --no-sync || return 1
  # The settings trade safety for speed: nobody needs this data after a crash.
  cat >>data/postgresql.conf <<CONF || return 1
listen_addresses = '127.0.0.1'
unix_socket_directories = '$pg_folder'
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = $pg_autovacuum
CONF
  # Below the ports that Linux hands out by itself. PostgreSQL ends when the port is taken: then another one.
  for attempt in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    echo "attempt $attempt: port $port"
    pg_as_user "$programs/pg_ctl" start --pgdata=data --log=log --options="-p $port" --wait --timeout=60 && break
    [ "$attempt" -lt 5 ] || return 1
  done
  PGPASSWORD=$owner "$programs/psql" --no-psqlrc --quiet --host=127.0.0.1 --port="$port" --username=owner --dbname=postgres \
    --set=ON_ERROR_STOP=1 <<SQL || return 1
CREATE ROLE duban LOGIN CREATEDB PASSWORD '$password';
SQL
  # shellcheck disable=SC2034 # scripts/test reads it
  pg_url=postgres://duban:$password@127.0.0.1:$port/postgres
}

# Stops the server that runs on our folder, if any: pg_ctl takes its process id from there. Safe to call twice.
pg_stop() {
  [ -n "$pg_folder" ] || return 0
  local programs
  programs=$(pg_programs)
  if [ -e "$pg_folder/data/postmaster.pid" ]; then
    (cd "$pg_folder" && pg_as_user "$programs/pg_ctl" stop --pgdata=data --mode=immediate --wait --timeout=30) >/dev/null ||
      echo "PostgreSQL in $pg_folder did not stop" >&2
  fi
  rm -rf "$pg_folder"
  pg_folder=''
}
