s/^ *[0-9]+:	//
s/0x[0-9a-f]+/ADDRESS/g
s/ \(lazy\)//
s/[^ =:]*\/prog\>/prog/g
/linux-vdso/d
s#[^=:]*/(x86-64-v[0-9]|tls|haswell|xeon_phi|avx512_1|x86_64):##g
/trying file=.*\/(x86-64-v[0-9]|tls|haswell|xeon_phi|avx512_1|x86_64)\/[^/]*$/d
