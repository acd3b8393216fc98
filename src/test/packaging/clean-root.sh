#!/bin/sh
# Installs target/installer/rollcall_*.deb in a new Debian without a JDK, uses it, and removes it:
#     sudo sh src/test/packaging/clean-root.sh         after mvn -Pinstaller verify
# Ends with 0 if everything was as expected; prints one line for each step. Needs root for chroot and mount, and
# debootstrap. The new system is kept in target/clean-root for the next run. SUITE chooses another
# Debian, and MIRROR another server than debootstrap's own.
set -eu
if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
  echo "skipped: a clean root needs the rights of root (chroot, mount) and debootstrap"
  exit 0
fi
cd "$(dirname "$0")/../../.."
root=$PWD/target/clean-root
suite=${SUITE:-bookworm}
package=$(ls target/installer/rollcall_*.deb)
archive=$(ls target/installer/rollcall-*-linux-*.tar.gz)
export DEBIAN_FRONTEND=noninteractive

in_root() { env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }
# Runs a line as a user of the new system, with nothing in the environment but a path and a display.
as() { user=$1; line=$2; shift 2; in_root su -s /bin/sh -c "cd; export DISPLAY=:99 $*; $line" "$user"; }
# Repeats a condition in the new system until it is true, for two minutes.
until_true() { echo "for i in \$(seq 240); do { $1; } >/dev/null 2>&1 && break; sleep 0.5; done"; }
say() { echo "$(date +%T) $*"; }
fail() { say "FAILED: $*"; exit 1; }
leave() {
  [ -z "${display:-}" ] || { kill "$display" 2>/dev/null && wait "$display" || true; }
  display=
  for place in mnt/read-only "mnt/full" tmp proc; do
    while mountpoint -q "$root/$place"; do umount -l "$root/$place"; done
  done
}
trap leave EXIT

if [ ! -e "$root/etc/debian_version" ]; then
  debootstrap --variant=minbase "$suite" "$root" ${MIRROR:+"$MIRROR"} >target/clean-root.log 2>&1 || fail "see target/clean-root.log"
fi
leave
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
in_root sh -c 'dpkg -s xvfb x11-utils >/dev/null 2>&1 || { apt-get update -qq; apt-get install -y -qq --no-install-recommends xvfb x11-utils; }' >/dev/null 2>&1
for user in ada bob; do in_root id $user >/dev/null 2>&1 || in_root useradd -m $user; in_root find /home/$user -mindepth 1 -delete; done
in_root sh -c '! command -v java' || fail "the new system has Java"
in_root dpkg --purge rollcall >/dev/null 2>&1 || true

# The libraries of other packages stay when Rollcall is removed, so they come before the list of files.
cp "$package" "$root/tmp/rollcall.deb"
in_root apt-get install -y -qq --no-install-recommends /tmp/rollcall.deb >target/clean-root.log 2>&1 || fail "see target/clean-root.log"
in_root dpkg --purge rollcall >/dev/null
listing() { in_root find / -xdev -not -path '/home/*' -not -path '/var/lib/dpkg/*' -not -path '/var/log/*' -not -path '/var/cache/*' | LC_ALL=C sort; }
listing >target/clean-root.before
in_root dpkg -i /tmp/rollcall.deb >/dev/null
say "installed: $(in_root dpkg-query -W rollcall)"

# Not with in_root: its process would be a shell, and Xvfb would outlive it.
# -noreset: without it, Xvfb begins anew when the last window closes, and refuses connections in that moment.
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" Xvfb :99 -noreset -screen 0 1280x900x24 -nolisten tcp >/dev/null 2>&1 &
display=$!
as ada "$(until_true 'xwininfo -root')"
entry=$(sed -n 's/^Exec=//p' "$root/usr/share/applications/rollcall.desktop" | head -1)
demo=$(sed -n 's/^Exec=//p' "$root/usr/share/applications/rollcall.desktop" | tail -1)
libraries='find /tmp "$HOME" -name "*.so*" 2>/dev/null'

# Starts a command in the window, and ends it when the window is there and, in the demo, its log says that rows are shown.
window() {
  user=$1; what=$2; line=$3; shift 3
  rm -rf "$root/home/$user/.local/state/rollcall"
  shown='xwininfo -root -tree | grep -q Rollcall'
  case $line in *--demo*) shown="$shown && grep -rq 'rows are shown' .local/state/rollcall" ;; esac
  as "$user" "exec $line >/dev/null 2>err.txt & started=\$!; $(until_true "$shown"); sleep 1; xwininfo -root -tree | grep Rollcall | head -1; grep -rho '[0-9]* rows are shown' .local/state/rollcall | head -1; kill -TERM \$started; wait \$started; $libraries" "$@" >target/clean-root.window 2>&1 || true
  grep -q 'Rollcall' target/clean-root.window || { cat target/clean-root.window "$root/home/$user/err.txt"; fail "no window: $what"; }
  case $line in *--demo*) grep -q 'rows are shown' target/clean-root.window || { cat target/clean-root.window; fail "no rows: $what"; } ;; esac
  ! grep -q '\.so' target/clean-root.window || { cat target/clean-root.window; fail "libraries unpacked: $what"; }
  say "window: $what$(grep -o '[0-9]* rows are shown' target/clean-root.window | head -1 | sed 's/^/, /')"
}
# Records the demo until some people have changed, and exports it.
records() {
  user=$1; what=$2; rollcall=$3; shift 3
  as "$user" "$rollcall record --demo --everyone >record.txt 2>err.txt & started=\$!; $(until_true "[ \$(grep -c ^U record.txt) -ge 5 ]"); kill -TERM \$started; wait \$started && $rollcall export --demo --from $(date +%F) --to $(date +%F) --out 'Büro.csv' >>err.txt 2>&1" "$@" || { cat "$root/home/$user/err.txt"; fail "record and export: $what"; }
  [ "$(wc -l <"$root/home/$user/Büro.csv")" -gt 1 ] || fail "the export is empty: $what"
  say "recorded and exported: $what ($(wc -l <"$root/home/$user/record.txt") changes, $(wc -l <"$root/home/$user/Büro.csv") lines)"
}

window ada "from the desktop entry" "$entry"
window ada "demo, from the desktop entry" "$demo"
records ada "as one user" rollcall
records bob "as another user" rollcall
mount -o remount,noexec "$root/tmp"
window ada "/tmp noexec" "$demo"
records ada "/tmp noexec" rollcall
rm -rf "$root/tmp/rollcall.deb"
mount -o remount,exec,size=1m "$root/tmp"
dd if=/dev/zero of="$root/tmp/fill" bs=4k >/dev/null 2>&1 || true
window ada "/tmp full" "$demo"
records ada "/tmp full" rollcall
rm -f "$root/tmp/fill"
window ada "LC_ALL=C" "$demo" LC_ALL=C
records ada "LC_ALL=C" rollcall LC_ALL=C

mkdir -p "$root/mnt/read-only"
mount -t tmpfs tmpfs "$root/mnt/read-only"
mkdir "$root/mnt/read-only/Büro und Café"
tar -xzf "$archive" -C "$root/mnt/read-only/Büro und Café"
mount -o remount,ro "$root/mnt/read-only"
folder="/mnt/read-only/Büro und Café/$(basename "$archive" .tar.gz)/bin/rollcall"
window bob "archive, read-only, accents in its path" "'$folder' --demo"
records bob "archive, read-only, accents in its path, LC_ALL=C" "'$folder'" LC_ALL=C

leave
mount -t proc proc "$root/proc"
rmdir "$root/mnt/read-only"
in_root apt-get remove -y -qq rollcall >/dev/null 2>&1
listing >target/clean-root.after
diff target/clean-root.before target/clean-root.after || fail "removing left or took files"
[ -n "$(find "$root/home/ada" -name history.db)" ] || fail "removing took the data of the user"
say "removed: nothing is left but the data of the users: $(cd "$root/home/ada" && find . -maxdepth 4 -type d -name 'rollcall*' | tr '\n' ' ')"
