# objects.sh LIBC TESTS FOLDER CC CXX: builds what the table runs in a system. LIBC is the one of this system (`here`), `musl`,
# or the root of an older system.
set -e
libc=$1 tests=$2 to=$3 cc=$4 cxx=$5
case $libc in
here) ;;
musl) cc=musl-gcc cxx= ;;
*)
  lib=$libc/usr/lib/x86_64-linux-gnu
  cc="$cc --sysroot=$libc -B$lib -L$lib"
  cxx="$cxx --sysroot=$libc -B$lib -L$lib -Wl,--allow-shlib-undefined" # libstdc++ is this system's when linking
  ;;
esac
programs=$tests/programs
include="-I$tests/Inputs -I$tests/seal/Inputs"
rm -rf "$to" && mkdir -p "$to"
$cc "$tests/sysroots/Inputs/version.c" -o "$to/version"
$cc -O1 -shared -fPIC -Wl,-soname,libthreads.so -DLIBRARY "$programs/threads.c" -o "$to/libthreads.so"
$cc -O1 -pthread "$programs/threads.c" "$to/libthreads.so" -Wl,-rpath,/objects -o "$to/threads"
[ -z "$cxx" ] || $cc -pthread "$programs/main-thread.c" -o "$to/main-thread"
$cc -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -w "$programs/format-count.c" -o "$to/format-count"
$cc -shared -fPIC -mtls-dialect=gnu2 -DLIBRARY "$programs/tls-dlopen.c" -o "$to/tls.so"
$cc -pthread -DPATH='"/objects/tls.so"' "$programs/tls-dlopen.c" -o "$to/tls" -ldl
dlopen=$programs/dlopen.c
[ "$cxx" ] || dlopen=$tests/chain/musl.c # without dlvsym
$cc -shared -fPIC -DLIBRARY "$dlopen" -o "$to/dlopen.so"
$cc -rdynamic -DPATH='"/objects/dlopen.so"' "$dlopen" -o "$to/dlopen" -ldl
if [ "$cxx" ]; then
  for part in throws:THROWS passes:PASSES constructor:CONSTRUCTOR; do
    $cxx -std=c++17 -shared -fPIC -D"${part#*:}" "$programs/exceptions-later.cpp" -o "$to/exceptions.${part%:*}.so"
  done
  $cxx -std=c++17 -pthread -rdynamic -DPATH='"/objects/exceptions"' "$programs/exceptions-later.cpp" -o "$to/exceptions" -ldl
fi
$cc $include "$tests/sysroots/Inputs/witness.c" -o "$to/witness"
$cc $include -shared -fPIC -Wl,-z,now -DLIBRARY -DLATER "$tests/sysroots/Inputs/witness.c" -o "$to/sealed-later.so"
$cc $include -DLATER='"/objects/sealed-later.so"' "$tests/sysroots/Inputs/witness.c" -o "$to/sealed-later" -ldl
echo 'int in_library(int value) { return value - 7; }' | $cc -g -shared -fPIC -xc - -xnone -Wl,-soname,libdebugged.so -o "$to/libdebugged.so"
for interpreter in '' -Wl,--dynamic-linker=/loader; do
  echo 'int in_library(int value); int main() { return in_library(7); }' \
    | $cc -g -xc - -xnone "$to/libdebugged.so" -Wl,-rpath,/objects $interpreter -o "$to/debugged${interpreter:+.sealed}"
done
