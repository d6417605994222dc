#!/bin/bash
# Starts carillon.jar as the image does, where there is no container engine: start-image.sh JAVA JAR FOLDER HEALTH COMMAND...
# FOLDER becomes the root file system: read-only, with the programs of this machine, the runtime JAVA and the jar at the places
# of the image. Needs root; the process has none of its rights, and a network of its own. HEALTH is the check of the image, COMMAND
# its entry point; its environment is that of this script.
set -euo pipefail
java=$1 jar=$2 root=$3 health=$4
shift 4

if [ -z "${INSIDE:-}" ]; then
    INSIDE=1 exec unshare --mount --net --pid --ipc --uts --fork --kill-child "$0" "$java" "$jar" "$root" "$health" "$@"
fi
ip link set lo up
mount --make-rprivate /
mount -t tmpfs tmpfs "$root"
mkdir -p "$root"/{usr,etc,opt/java,opt/carillon,proc,dev,tmp,data}
for folder in usr etc; do mount --bind -o ro "/$folder" "$root/$folder"; done
for link in bin lib lib64; do ln -s "usr/$link" "$root/$link"; done
mount --bind "$java" "$root/opt/java"
install -m 444 "$jar" "$root/opt/carillon/carillon.jar"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/tmp"
mount -t tmpfs -o uid=10001,gid=10001,mode=700 tmpfs "$root/data"
mount -o remount,ro,bind "$root/opt/java"
mount -o remount,ro "$root"

confined=(chroot "$root" env -C /data setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --bounding-set=-all
    --inh-caps=-all --ambient-caps=-all)
"${confined[@]}" bash -c 'echo "user $(id -u):$(id -g)"; grep CapEff /proc/self/status; : > /opt/carillon/new' || true
"${confined[@]}" "$@" &
for _ in $(seq 600); do
    if "${confined[@]}" bash -c "$health" 2> /dev/null; then echo healthy; break; fi
    kill -0 $! || break
    sleep 1
done
kill -TERM $! || true
wait $! && echo "exit 0" || echo "exit $?"
