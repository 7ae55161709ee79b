#!/bin/sh
# Makes the image that the engine tests run: a shell, socat, and a desktop that is only a script. 3 MB, under a second.
# Needs busybox-static and socat on this machine. usage: tiny-image.sh TAG
set -eu
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/bin" "$root/tmp" "$root/run" "$root/home/desk" "$root/proc" "$root/sys" "$root/dev" "$root/etc"
cp "$(command -v busybox)" "$root/bin/busybox"
chmod 1777 "$root/tmp"
for name in sh mkdir cat echo sleep ls ps rm touch kill; do ln -s busybox "$root/bin/$name"; done
cp "$(command -v socat)" "$root/bin/socat"
ldd "$(command -v socat)" | grep -o '/[^ ]*' | while read -r lib; do
  mkdir -p "$root$(dirname "$lib")"
  cp -L "$lib" "$root$lib"
done
echo "desk:x:1000:1000::/home/desk:/bin/sh" >"$root/etc/passwd"
cat >"$root/bin/desktop" <<'SCRIPT'
#!/bin/sh
mkdir -p /run/pilothouse
socat UNIX-LISTEN:/run/pilothouse/vnc.sock,fork EXEC:/bin/cat &
echo "desktop up in ${PILOTHOUSE_GEOMETRY:-?}"
echo "a warning" >&2
trap 'exit 0' TERM
while :; do sleep 1 & wait $!; done
SCRIPT
chmod +x "$root/bin/desktop"
chown -R 1000:1000 "$root/home/desk"
tar -C "$root" -c . | docker import --change 'ENTRYPOINT ["/bin/desktop"]' --change 'ENV PATH=/bin' - "$1" >/dev/null
