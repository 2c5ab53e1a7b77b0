# The loader's pure code: also built hosted, for the unit tests and the fuzzers.
set(LDSEAL_CORE
  elf/dynamic.cpp elf/header.cpp elf/notes.cpp elf/symbols.cpp elf/versions.cpp
  link/describe.cpp link/late_binding.cpp link/lookup.cpp link/order.cpp link/relocate.cpp link/resolve.cpp
  link/scope.cpp link/scope_index.cpp link/text.cpp link/version_check.cpp
  host/glibc/cpu_caches_amd.cpp host/glibc/cpu_caches_intel.cpp host/glibc/cpu_features.cpp
  host/glibc/cpu_thresholds.cpp host/glibc/cpu_xsave.cpp
  object/address_table.cpp object/cache.cpp object/load.cpp object/map.cpp object/object.cpp object/reopen.cpp object/search.cpp
  object/tokens.cpp
  os/arena.cpp os/debug.cpp os/error.cpp os/file.cpp os/output.cpp os/pages.cpp os/vault.cpp
  seal/plan.cpp seal/policy.cpp seal/report.cpp
  tls/dtv.cpp tls/layout.cpp
  arch/x86_64/cpu.cpp arch/x86_64/extended_state.cpp arch/x86_64/late_binding.S arch/x86_64/tls.S)
list(TRANSFORM LDSEAL_CORE PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
