#!/bin/sh
# Runs a command in a root of its own, in namespaces that end with it: enter-root.sh ROOT USER COMMAND...
# Called inside `unshare --mount --pid --fork`. A chroot would not do: in one, no user namespace can be made, and so no sandbox.
set -eu
root=$1
user=$2
shift 2
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mkdir -p "$root/tmp/.X11-unix"
if [ -d /tmp/.X11-unix ]; then mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"; fi
mkdir -p "$root/.outside"
cd "$root"
pivot_root . .outside
umount -l /.outside
cd "$(getent passwd "$user" | cut -d: -f6)"
exec setpriv --reuid "$user" --regid "$user" --init-groups -- "$@"
