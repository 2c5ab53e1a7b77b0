// Walks of libc's lists of threads, and the main thread's registration.
#include "host/glibc/threads.h"
#include "host/glibc/fields.h"
#include <initializer_list>
#include <sys/mman.h>

namespace seal::glibc {
namespace {

// Visits the thread control blocks in lists that libc keeps: stack_used and stack_user have those
// of all threads, stack_cache those of stacks that wait for a thread.
template <class Visit>
void for_each_thread(const Adapter& a, std::initializer_list<Offset> lists, Visit visit) {
  struct ListNode {
    ListNode* next;
    ListNode* previous;
  };
  int& lock = *reinterpret_cast<int*>(a.global + a.layout.gl.stack_cache_lock);
  os::acquire(lock);
  for (Offset list : lists) {
    auto* head = reinterpret_cast<ListNode*>(a.global + list);
    for (ListNode* node = head->next; node != head; node = node->next)
      visit(reinterpret_cast<char*>(node) - a.layout.pthread.list);
  }
  os::release(lock);
}

} // namespace

void initialise_static_tls(object::Object& object) {
  const Adapter& a = adapter();
  for_each_thread(a, {a.layout.gl.stack_used, a.layout.gl.stack_user},
                  [&](void* tcb) { tls::State::copy_image(tcb, object); });
}

void write_stack_flags(const Adapter& a) {
  const bool executable = a.process.executable_stack;
  const RtldGlobal& at = a.layout.gl;
  Fields gl(a.global);
  gl.set(at.stack_flags, std::uint32_t(PF_R | PF_W | (executable ? PF_X : 0)));
  gl.set(at.stack_prot_flags, int(PROT_READ | PROT_WRITE | (executable ? PROT_EXEC : 0)));
}

// Stacks that libc made; those that the program brought are its own affair, as with glibc.
void stack_changed() {
  const Adapter& a = adapter();
  const Pthread& at = a.layout.pthread;
  write_stack_flags(a);
  for_each_thread(a, {a.layout.gl.stack_used, a.layout.gl.stack_cache}, [&](void* tcb) {
    Fields pd(tcb);
    auto guard = pd.get<std::size_t>(at.guardsize);
    os::protect(pd.get<std::uintptr_t>(at.stackblock) + guard,
                pd.get<std::size_t>(at.stackblock_size) - guard,
                PROT_READ | PROT_WRITE | PROT_EXEC);
  });
}

namespace {

constexpr std::uint64_t kFeatureSize = 27, kAlign = 28; // AT_RSEQ_, Linux 6.3

// Where a thread's area lies: in struct pthread, or since 2.41 in its static TLS.
std::intptr_t rseq_offset(const Adapter& a) {
  const Offset in_pthread = a.layout.pthread.rseq_area;
  return in_pthread != kAbsent ? in_pthread : -std::intptr_t(a.process.tls.host_offset());
}

// What libc tells programs: the size of the fields which the kernel knows
// (include/uapi/linux/rseq.h).
std::uint32_t rseq_size(const Adapter& a) {
  const Pthread& at = a.layout.pthread;
  constexpr std::uint64_t kFirstFields = 20;
  return at.rseq_area != kAbsent ? at.rseq_area_size
                                 : std::uint32_t(a.process.start.aux(kFeatureSize, kFirstFields));
}

// The area, and what of it is registered, is no smaller than the first kernels'.
constexpr std::uint32_t kLeastRseqArea = 32;
std::uint32_t rseq_area_size(const Adapter& a) {
  const std::uint32_t size = rseq_size(a);
  return size < kLeastRseqArea ? kLeastRseqArea : size;
}

void register_rseq(const Adapter& a) {
  constexpr long kRseq = 334, kSignature = 0x53053053;
  constexpr Offset kCpuId = 4; // struct rseq
  const char* tunables = a.process.secure ? nullptr : a.process.start.env("GLIBC_TUNABLES");
  const bool wanted = tunable_number(tunables, "glibc.pthread.rseq", 1) != 0;
  const object::Object& companion = *a.process.companion;
  const auto area = reinterpret_cast<std::uintptr_t>(a.tcb) + std::uintptr_t(rseq_offset(a));
  if (wanted && !os::failed(arch::syscall(kRseq, long(area), rseq_area_size(a), 0, kSignature)))
    set_export(companion, "__rseq_size", rseq_size(a));
  else // RSEQ_CPU_ID_REGISTRATION_FAILED
    *reinterpret_cast<std::int32_t*>(area + kCpuId) = -2;
  set_export(companion, "__rseq_offset", rseq_offset(a));
}

} // namespace

void reserve_tls(const Adapter& a) {
  if (a.layout.pthread.rseq_area != kAbsent)
    return;
  const std::uint64_t align = a.process.start.aux(kAlign, kLeastRseqArea);
  a.process.tls.reserve(rseq_area_size(a), align < kLeastRseqArea ? kLeastRseqArea : align);
}

void register_thread(Adapter& a) {
  constexpr std::uint32_t kUserStack = 2; // ALLOCATE_GUARD_USER, glibc 2.42
  const Pthread& at = a.layout.pthread;
  Fields pd(a.tcb);
  pd.set(at.tid, int(arch::syscall(SYS_set_tid_address, long(pd.address(at.tid)))));
  pd.set(at.specific, pd.address(at.specific_1stblock));
  pd.set(at.user_stack, char{1});
  pd.set(at.stack_mode, kUserStack);
  pd.set(at.stackblock_size, a.process.start.stack);
  pd.set(at.robust_prev, pd.address(at.robust_head));
  pd.set(at.robust_head, pd.address(at.robust_head));
  constexpr long kFutexOffset =
      -32; // of __data.__lock from __data.__list.__next in pthread_mutex_t
  pd.set(at.robust_futex_offset, kFutexOffset);
  arch::syscall(SYS_set_robust_list, long(pd.address(at.robust_head)), at.robust_head_size);

  register_rseq(a);
}

} // namespace seal::glibc
