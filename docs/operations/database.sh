#!/bin/sh
# Two PostgreSQL machines, one of which takes writes: what is done when one of them is gone.
#
#   DATABASES="db1:5432 db2:5432" ./database.sh status      who is what, and how far behind the replica is
#                                 ./database.sh release     the replica is gone: the primary commits alone from now on
#                                 ./database.sh restore     the replica is back: commits wait for it again
#                                 ./database.sh watch 10    release and restore by itself after so many seconds; never promotes
#                                 ./database.sh promote     the primary is gone: the replica takes writes from now on
#
# Run it from ONE place (the machine of the watcher, or the one the operator signs in to): a note in $NOTE says that the
# primary commits alone, and while it lies there nobody may promote a replica that lacks what only the primary has.
# Whom it signs in as: PGUSER (postgres), PGPASSFILE. FENCE: how the old primary is stopped for good before a replica takes
# over, e.g. "ssh db1 sudo systemctl disable --now postgresql", or the switch of its virtual machine.
# tests/faults/hosts runs this very file.
set -eu

: "${DATABASES:?two addresses, e.g. \"db1:5432 db2:5432\"}"
NOTE=${NOTE:-/var/lib/ibasho/primary-alone}
NAME=${REPLICA_NAME:-ibasho_replica} # application_name in the replica's primary_conninfo, whichever machine it is
BEHIND_MAX=$((16 * 1024 * 1024))     # bytes; a replica further behind catches up first

say() { echo "$(date '+%F %T') $*"; }
refuse() { say "refused: $*" >&2; exit 1; }

ask() { # ask HOST:PORT SQL
    psql -X -A -t -q -v ON_ERROR_STOP=1 \
        "host=${1%:*} port=${1##*:} user=${PGUSER:-postgres} dbname=postgres connect_timeout=3" -c "$2"
}

role() { # primary, replica, or nothing where it does not answer
    case $(ask "$1" "select pg_is_in_recovery()" 2>/dev/null) in
        f) echo primary ;;
        t) echo replica ;;
    esac
}

only() { # the one address of that role; two primaries are nothing a script may decide about
    found=""
    for each in $DATABASES; do
        [ "$(role "$each")" != "$1" ] || found="$found $each"
    done
    case $found in
        *" "*" "*) refuse "two machines say $1:$found. Stop the one that lost its replica, at once." ;;
        *) echo "${found# }" ;;
    esac
}

holds() { # is it true there? No answer is no
    [ "$(ask "$1" "select exists (select from pg_stat_replication where application_name = '$NAME' and $2)" 2>/dev/null)" = t ]
}

streams() { # does the replica listen to this primary?
    holds "$1" "state = 'streaming'"
}

waits_for() { # whom commits wait for; "" nobody
    ask "$1" "alter system set synchronous_standby_names = '$2'" >/dev/null &&
        ask "$1" "select pg_reload_conf()" >/dev/null || refuse "$1 did not take the setting."
}

note() { # from here on nobody promotes; without it nobody may commit alone
    [ -e "$NOTE" ] || { mkdir -p "$(dirname "$NOTE")" && date '+%F %T' >"$NOTE"; } || refuse "$NOTE cannot be written."
}

status() {
    for each in $DATABASES; do
        what=$(role "$each")
        [ "$what" != primary ] || what="primary, $(ask "$each" "
            select coalesce((select state || ' ' || sync_state || ', ' || pg_wal_lsn_diff(pg_current_wal_lsn(), flush_lsn) || ' bytes behind'
            from pg_stat_replication where application_name = '$NAME' limit 1), 'no replica')")"
        echo "$each ${what:-does not answer}"
    done
    if [ -e "$NOTE" ]; then echo "the primary commits alone since $(cat "$NOTE"): no replica may be promoted"; fi
}

release() {
    primary=$(only primary)
    [ -n "$primary" ] || refuse "no primary answers."
    ! streams "$primary" || refuse "the replica is there and listens."
    note # first the note
    waits_for "$primary" ""
    say "$primary commits alone"
}

restore() {
    primary=$(only primary)
    [ -n "$primary" ] || refuse "no primary answers."
    holds "$primary" "state = 'streaming' and pg_wal_lsn_diff(pg_current_wal_lsn(), flush_lsn) < $BEHIND_MAX" ||
        refuse "the replica does not listen to $primary, or is far behind and catches up."
    waits_for "$primary" "$NAME"
    until_here=$(ask "$primary" "select pg_current_wal_lsn()")
    [ -n "$until_here" ] || refuse "$primary went away."
    tries=0
    until holds "$primary" "sync_state in ('sync', 'quorum') and flush_lsn >= '$until_here'"; do
        tries=$((tries + 1))
        [ "$tries" -lt 150 ] || refuse "the replica was lost again while it caught up."
        sleep 0.2
    done
    rm -f "$NOTE" # last the note: the replica has everything
    say "commits on $primary wait for the replica"
}

watch() {
    gone=0
    while :; do
        primary=$(only primary) || primary=""
        waiting=""
        [ -z "$primary" ] || waiting=$(ask "$primary" "show synchronous_standby_names") || primary=""
        if [ -z "$primary" ]; then
            say "no primary answers, or two: a person decides (status, promote)"
        elif streams "$primary"; then
            gone=0
            if [ -e "$NOTE" ] || [ -z "$waiting" ]; then (restore) || :; fi
        elif [ -n "$waiting" ]; then
            gone=$((gone + 1))
            if [ "$gone" -ge "$1" ]; then (release) || :; fi
        fi
        sleep 1
    done
}

promote() {
    [ ! -e "$NOTE" ] || refuse "the primary commits alone since $(cat "$NOTE"): the replica lacks what came since. Bring the primary back, or restore from the backup."
    replica=$(only replica)
    [ -n "$replica" ] || refuse "no replica answers."
    if [ -n "${FENCE:-}" ]; then sh -c "$FENCE" || say "the fence did not answer"; fi
    primary=$(only primary)
    [ -z "$primary" ] || refuse "$primary still answers and takes writes: stop it first (FENCE)."
    [ -n "${FENCE:-}" ] || say "without a fence: the old primary must stay off. It acknowledges nothing while its replica is away."
    note
    waits_for "$replica" "" # the new primary has no replica yet
    [ "$(ask "$replica" "select pg_promote(true, 60)")" = t ] || refuse "$replica was not promoted; see its log."
    say "$replica takes writes. Next: make the old machine its replica (operations.md), then: database.sh restore"
}

case ${1:-} in
    status | release | restore | promote) "$1" ;;
    watch) watch "${2:-10}" ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
