// The table itself. A new release of glibc that moves a member needs nothing here; one that renames
// a member needs an alternative in its path.
#include "fields.h"

#include "host/glibc/layout.h"

#include <algorithm>
#include <iterator>

namespace seal::layout {
namespace {

constexpr Field at(const char* name, const char* path = nullptr) {
  return {name, Kind::kOffset, path};
}
constexpr Field maybe(const char* name, const char* path = nullptr) {
  return {name, Kind::kOffset, path, true};
}
constexpr Field size_of(const char* name, const char* path) { return {name, Kind::kSize, path}; }
constexpr Field bits(const char* name) { return {name, Kind::kBits}; }
constexpr Field optional(Field field) {
  field.optional = true;
  return field;
}

constexpr Field kRo[] = {
    size_of("size", ""),
    at("debug_mask"),
    at("platform"),
    at("platformlen"),
    at("pagesize"),
    maybe("minsigstacksize"),
    at("inhibit_cache"),
    at("clktck"),
    at("verbose"),
    at("debug_fd"),
    at("lazy"),
    at("bind_not"),
    at("dynamic_weak"),
    at("fpu_control"),
    at("hwcap"),
    at("hwcap2"),
    at("auxv"),
    at("x86_cpu_features"),
    size_of("x86_cpu_features_size", "_dl_x86_cpu_features"),
    maybe("x86_tlsdesc_dynamic"),
    maybe("tls_static_size"), // in 2.31 this and the next stand in rtld_global
    maybe("tls_static_align"),
    maybe("tls_static_surplus"),
    at("profile"),
    at("origin_path"),
    maybe("rtld_flags"),
    at("init_all_dirs"),
    at("sysinfo_dso"),
    at("sysinfo_map"),
    at("vdso_clock_gettime64"),
    at("vdso_gettimeofday"),
    at("vdso_time"),
    at("vdso_getcpu"),
    at("vdso_clock_getres_time64"),
    maybe("vdso_getrandom"),
    maybe("dso_sort_algo"),
    maybe("readonly_area"),
    at("debug_printf"),
    at("mcount"),
    at("lookup_symbol_x"),
    at("dl_open", "_dl_open"),
    at("dl_close", "_dl_close"),
    maybe("catch_error"),
    maybe("error_free"),
    at("tls_get_addr_soft"),
    maybe("libc_freeres"),
    maybe("find_object"),
    maybe("dlfcn_hook"),
    at("audit"),
    at("naudit"),
};

constexpr Field kGl[] = {
    size_of("size", ""),
    at("ns_loaded", "_dl_ns._ns_loaded"),
    at("ns_nloaded", "_dl_ns._ns_nloaded"),
    at("ns_main_searchlist", "_dl_ns._ns_main_searchlist"),
    maybe("ns_libc_map", "_dl_ns.libc_map"),
    maybe("ns_debug", "_dl_ns._ns_debug"),
    size_of("ns_stride", "link_namespaces:"),
    at("nns"),
    at("load_lock"),
    at("load_write_lock"),
    maybe("load_tls_lock"),
    at("load_adds"),
    at("initfirst"),
    maybe("rtld_map"), // in 2.41 a variable of its own, hidden in the loader
    optional(size_of("rtld_map_size", "_dl_rtld_map")),
    at("x86_feature_1"),
    maybe("x86_feature_control"),
    maybe("stack_flags"),
    maybe("stack_prot_flags"),
    at("tls_dtv_gaps"),
    at("tls_max_dtv_idx"),
    at("tls_dtv_slotinfo_list"),
    at("tls_static_nelem"),
    at("tls_static_used"),
    maybe("tls_static_optional"),
    at("initial_dtv"),
    at("tls_generation"),
    maybe("stack_used"),
    maybe("stack_user"),
    maybe("stack_cache"),
    maybe("stack_cache_actsize"),
    maybe("in_flight_stack"),
    maybe("stack_cache_lock"),
};

// In 2.31 the features are in another form, and the caches' figures are variables of libc's.
constexpr Field kCpu[] = {
    size_of("size", ""),
    at("kind", "basic.kind"),
    at("max_cpuid", "basic.max_cpuid"),
    at("family", "basic.family"),
    at("model", "basic.model"),
    at("stepping", "basic.stepping"),
    maybe("features"),
    optional(size_of("feature_size", "cpuid_feature_internal:")),
    {"features_count", Kind::kCount, "features", true},
    maybe("preferred"),
    {"preferred_count", Kind::kCount, "preferred", true},
    maybe("isa_1"),
    at("xsave_state_size"),
    at("xsave_state_full_size"),
    at("data_cache_size"),
    at("shared_cache_size"),
    at("non_temporal_threshold"),
    maybe("memset_non_temporal_threshold"),
    maybe("rep_movsb_threshold"),
    maybe("rep_movsb_stop_threshold"),
    maybe("rep_stosb_threshold"),
    maybe("level1_icache_size"),
    maybe("level1_icache_linesize"),
    maybe("level1_dcache_size"),
    maybe("level1_dcache_assoc"),
    maybe("level1_dcache_linesize"),
    maybe("level2_cache_size"),
    maybe("level2_cache_assoc"),
    maybe("level2_cache_linesize"),
    maybe("level3_cache_size"),
    maybe("level3_cache_assoc"),
    maybe("level3_cache_linesize"),
    maybe("level4_cache_size"),
    maybe("cachesize_non_temporal_divisor"),
};

constexpr Field kMap[] = {
    size_of("size", ""),
    at("addr"),
    at("name"),
    at("ld"),
    at("next"),
    at("prev"),
    at("real"),
    at("ns"),
    at("libname"),
    at("info"),
    {"info_count", Kind::kCount, "l_info"},
    at("phdr"),
    at("entry"),
    at("phnum"),
    at("ldnum"),
    at("searchlist"),
    at("symbolic_searchlist"),
    at("loader"),
    at("versions"),
    at("nversions"),
    at("nbuckets"),
    at("gnu_bitmask_idxbits"),
    at("gnu_shift"),
    at("gnu_bitmask"),
    at("gnu_buckets"),
    at("gnu_chain_zero"),
    at("direct_opencount"),
    maybe("nodelete_active"),
    maybe("nodelete_pending"),
    at("file_id"),
    at("versyms"),
    at("origin"),
    at("map_start"),
    at("map_end"),
    maybe("text_end"),
    at("scope_mem"),
    at("scope_max"),
    at("scope"),
    at("local_scope"),
    at("runpath_dirs"),
    at("rpath_dirs"),
    at("initfini"),
    at("flags_1"),
    at("flags"),
    at("tls_initimage"),
    at("tls_initimage_size"),
    at("tls_blocksize"),
    at("tls_align"),
    at("tls_firstbyte_offset"),
    at("tls_offset"),
    at("tls_modid"),
    at("tls_dtor_count"),
    at("relro_addr"),
    at("relro_size"),
    at("serial"),
    bits("type"),
    bits("relocated"),
    bits("init_called"),
    bits("global"),
    optional(bits("main_map")),
    bits("phdr_allocated"),
    bits("faked"),
    bits("need_tls_init"),
    bits("removed"),
    bits("contiguous"),
    bits("free_initfini"),
    optional(bits("ld_readonly")),
    optional(bits("find_object_processed")),
    optional(bits("tls_in_slotinfo")),
};

constexpr Field kScope[] = {size_of("size", ""), at("list"), at("nlist")};

constexpr Field kLibname[] = {size_of("size", ""), at("name"), at("next"), at("dont_free")};

constexpr Field kPthread[] = {
    size_of("size", ""),
    {"align", Kind::kAlignment, ""},
    at("tcb", "header.tcb"),
    at("dtv", "header.dtv"),
    at("self", "header.self"),
    at("multiple_threads", "header.multiple_threads"),
    at("stack_guard", "header.stack_guard"),
    at("pointer_guard", "header.pointer_guard"),
    at("feature_1", "header.feature_1"),
    at("tid"),
    at("list"),
    at("robust_prev"),
    at("robust_head"),
    size_of("robust_head_size", "robust_head"),
    at("robust_futex_offset", "robust_head.futex_offset"),
    at("cancelhandling"),
    at("specific_1stblock"),
    at("specific"),
    at("report_events"),
    maybe("joinstate"), // what the kernel clears at a thread's end: before 2.43 that is tid
    maybe("user_stack"),
    maybe("stack_mode"), // in place of user_stack: how the stack came to be
    at("stackblock"),
    at("stackblock_size"),
    at("guardsize"),
    maybe("rseq_area"), // in 2.41 beside the static TLS, outside the structure
    optional(size_of("rseq_area_size", "rseq_area")),
};

constexpr Field kTunable[] = {
    size_of("size", ""),
    at("name"),
    {"name_size", Kind::kCount, "name", true}, // absent: the name is a pointer
    at("type_code", "type.type_code"),
    at("min", "type.min"),
    at("max", "type.max"),
    at("value", "val"),
    at("initialized"),
    maybe("security_level"),
    at("env_alias"),
};

constexpr Field kSlotinfo[] = {
    at("list_len", "len"),           at("list_next", "next"),
    at("list_slotinfo", "slotinfo"), size_of("size", "dtv_slotinfo:"),
    at("gen", "dtv_slotinfo:gen"),   at("map", "dtv_slotinfo:map"),
};

// A field of Layout that no record initialised would silently be offset 0, so none may be missing
// here.
template <typename Structure, std::size_t kFields>
constexpr bool fills(const Field (&fields)[kFields]) {
  const auto is_bits = [](const Field& field) { return field.kind == Kind::kBits; };
  const std::size_t bit_fields = std::count_if(std::begin(fields), std::end(fields), is_bits);
  return sizeof(Structure) ==
         (kFields - bit_fields) * sizeof(glibc::Offset) + bit_fields * sizeof(glibc::Bits);
}
static_assert(fills<glibc::RtldGlobalRo>(kRo));
static_assert(fills<glibc::RtldGlobal>(kGl));
static_assert(fills<glibc::CpuFeaturePlaces>(kCpu));
static_assert(fills<glibc::LinkMap>(kMap));
static_assert(fills<glibc::ScopeElement>(kScope));
static_assert(fills<glibc::LibName>(kLibname));
static_assert(fills<glibc::Pthread>(kPthread));
static_assert(fills<glibc::Tunable>(kTunable));
static_assert(fills<glibc::DtvSlotinfo>(kSlotinfo));

} // namespace

llvm::ArrayRef<Section> sections() {
  static const Section kSections[] = {
      {"ro", "rtld_global_ro", "_dl_", kRo},
      {"gl", "rtld_global", "_dl_", kGl},
      {"cpu", "cpu_features", "", kCpu},
      {"map", "link_map", "l_", kMap},
      {"scope", "r_scope_elem", "r_", kScope},
      {"libname", "libname_list", "", kLibname},
      {"pthread", "pthread", "", kPthread},
      {"tunable", "_tunable", "", kTunable},
      {"slotinfo", "dtv_slotinfo_list", "", kSlotinfo},
  };
  return kSections;
}

} // namespace seal::layout
