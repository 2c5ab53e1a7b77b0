# objects.sh CC CXX TESTS FOLDER: builds what the table runs in each system; it is the same for all.
set -e
cc=$1 cxx=$2 tests=$3 to=$4
programs=$tests/programs
include="-I$tests/Inputs -I$tests/seal/Inputs"
rm -rf "$to" && mkdir -p "$to"
$cc -O1 -shared -fPIC -Wl,-soname,libthreads.so -DLIBRARY "$programs/threads.c" -o "$to/libthreads.so"
$cc -O1 -pthread "$programs/threads.c" "$to/libthreads.so" -Wl,-rpath,/objects -o "$to/threads"
$cc -shared -fPIC -mtls-dialect=gnu2 -DLIBRARY "$programs/tls-dlopen.c" -o "$to/tls.so"
$cc -pthread -DPATH='"/objects/tls.so"' "$programs/tls-dlopen.c" -o "$to/tls"
$cc -shared -fPIC -DLIBRARY "$programs/dlopen.c" -o "$to/dlopen.so"
$cc -rdynamic -DPATH='"/objects/dlopen.so"' "$programs/dlopen.c" -o "$to/dlopen"
for part in throws:THROWS passes:PASSES constructor:CONSTRUCTOR; do
  $cxx -std=c++17 -shared -fPIC -D"${part#*:}" "$programs/exceptions-later.cpp" -o "$to/exceptions.${part%:*}.so"
done
$cxx -std=c++17 -pthread -rdynamic -DPATH='"/objects/exceptions"' "$programs/exceptions-later.cpp" -o "$to/exceptions"
$cc $include "$tests/sysroots/Inputs/witness.c" -o "$to/witness"
$cc $include -shared -fPIC -Wl,-z,now -DLIBRARY -DLATER "$tests/sysroots/Inputs/witness.c" -o "$to/sealed-later.so"
$cc $include -DLATER='"/objects/sealed-later.so"' "$tests/sysroots/Inputs/witness.c" -o "$to/sealed-later"
