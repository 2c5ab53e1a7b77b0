# Sourced by the scripts of servers. SEALED says whether they must be; ELFSEAL is the tool that tells.
set -eu
[ -e /mnt/servers ] || mount -t tmpfs tmpfs /mnt # short paths for sockets, and within reach of every user
cd /mnt && touch servers

# as USER COMMAND...
as() {
  user=$1
  shift
  setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups "$@"
}

# processes NAME: how many processes have that name; each of them sealed as it should be, if any should.
processes() {
  count=0
  for comm in /proc/[0-9]*/comm; do
    [ "$(cat "$comm" 2> /dev/null)" = "$1" ] || continue
    count=$((count + 1))
    pid=${comm#/proc/} && pid=${pid%/comm}
    if [ "$SEALED" ] && ! "$ELFSEAL" --process "$pid" > shown; then
      grep ' open ' shown
      echo "process $pid of $1 is not sealed"
    fi
  done
  echo "processes of $1: $count"
}

# wait_for COMMAND...: until it succeeds, at most 24000 times.
wait_for() {
  tries=0
  until "$@" > /dev/null 2>&1; do
    tries=$((tries + 1))
    if [ "$tries" = 24000 ]; then
      echo "waited in vain for: $*"
      exit 1
    fi
    sleep 0.05
  done
}

# wait_for_processes NUMBER NAME
wait_for_processes() {
  wait_for sh -c '[ "$(pgrep -c -x "$1")" = "$0" ]' "$1" "$2"
}
