#!/bin/sh
# Builds the packages twice from the same commit, in two folders, with another umask, time zone and language, and compares:
#     sh src/test/packaging/two-builds.sh              takes some minutes; keeps both in target/two-builds
# The language is given to Java too: a computer may not have the German locale.
# 1. The images and the bill of materials must be equal but for the AOT cache: the JVM writes into it what one run did.
# 2. With the cache of the first build, all packages of the second and their checksums must be equal to the first.
# Ends with 0 if so; prints each file that differs.
set -eu
cd "$(dirname "$0")/../../.."
work=$PWD/target/two-builds
rm -rf "$work"
mkdir -p "$work/second"
commit=$(git rev-parse HEAD)
# Clones the commit into a folder and runs Maven there.
build() {
  folder=$1; log=$work/$2.log; shift 2
  git clone -q . "$folder"
  git -C "$folder" -c advice.detachedHead=false checkout -q "$commit"
  (cd "$folder" && mvn -B -ntp -q -Pinstaller -DskipTests "$@" >"$log" 2>&1) || { echo "the build failed: $log"; exit 1; }
}
a=$work/a
b=$work/second/b
(umask 022; export TZ=UTC LC_ALL=C.UTF-8; build "$a" a verify)
(umask 027; export TZ=Asia/Tokyo LC_ALL=de_DE.UTF-8 JAVA_TOOL_OPTIONS="-Duser.language=de -Duser.country=DE"; build "$b" b package exec:exec@image)
failed=0
differ() { echo "differs: $1"; failed=1; }

diff -rq "$a/target/rollcall" "$b/target/rollcall" | grep -v 'rollcall/lib/rollcall.aot ' >"$work/image.diff" || true
if [ -s "$work/image.diff" ]; then cat "$work/image.diff"; failed=1; else echo "equal: image, $(find "$a/target/rollcall" -type f | wc -l) files but the AOT cache"; fi
cmp -s "$a/target/rollcall/lib/rollcall.aot" "$b/target/rollcall/lib/rollcall.aot" && echo "equal: AOT cache" || echo "differs, as expected: AOT cache"
for bom in json xml; do
  cmp -s "$a/target/bom.$bom" "$b/target/bom.$bom" && echo "equal: bill of materials, $bom" || differ "bill of materials, $bom"
done

cp "$a/target/rollcall/lib/rollcall.aot" "$b/target/rollcall/lib/rollcall.aot"
(umask 027; cd "$b" && mvn -B -ntp -q -Pinstaller validate exec:exec@installer >"$work/packages.log" 2>&1) || { cat "$work/packages.log"; exit 1; }
for file in "$a"/target/installer/*; do
  name=$(basename "$file")
  cmp -s "$file" "$b/target/installer/$name" && echo "equal: $name" || differ "$name"
done
exit $failed
