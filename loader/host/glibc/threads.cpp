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

std::uint32_t stack_flags(const Process& process) {
  return PF_R | PF_W | (process.executable_stack ? PF_X : 0u);
}

// Stacks that libc made; those that the program brought are its own affair, as with glibc.
void stack_changed() {
  const Adapter& a = adapter();
  const Pthread& at = a.layout.pthread;
  Fields(a.global).set(a.layout.gl.stack_flags, stack_flags(a.process));
  for_each_thread(a, {a.layout.gl.stack_used, a.layout.gl.stack_cache}, [&](void* tcb) {
    Fields pd(tcb);
    auto guard = pd.get<std::size_t>(at.guardsize);
    os::protect(pd.get<std::uintptr_t>(at.stackblock) + guard,
                pd.get<std::size_t>(at.stackblock_size) - guard,
                PROT_READ | PROT_WRITE | PROT_EXEC);
  });
}

void register_thread(Adapter& a) {
  const Pthread& at = a.layout.pthread;
  Fields pd(a.tcb);
  pd.set(at.tid, int(arch::syscall(SYS_set_tid_address, long(pd.address(at.tid)))));
  pd.set(at.specific, pd.address(at.specific_1stblock));
  pd.set(at.user_stack, char{1});
  pd.set(at.stackblock_size, a.process.start.stack);
  pd.set(at.robust_prev, pd.address(at.robust_head));
  pd.set(at.robust_head, pd.address(at.robust_head));
  constexpr long kFutexOffset =
      -32; // of __data.__lock from __data.__list.__next in pthread_mutex_t
  pd.set(at.robust_futex_offset, kFutexOffset);
  arch::syscall(SYS_set_robust_list, long(pd.address(at.robust_head)), at.robust_head_size);

  if (at.rseq_area == kAbsent)
    return;
  constexpr long kRseq = 334, kSignature = 0x53053053;
  constexpr Offset kCpuId = 4; // struct rseq
  const char* tunables = a.process.secure ? nullptr : a.process.start.env("GLIBC_TUNABLES");
  bool wanted = tunable_number(tunables, "glibc.pthread.rseq", 1) != 0;
  const object::Object& companion = *a.process.companion;
  if (wanted && !os::failed(arch::syscall(kRseq, long(pd.address(at.rseq_area)), at.rseq_area_size,
                                          0, kSignature)))
    set_export(companion, "__rseq_size", std::uint32_t(at.rseq_area_size));
  else
    pd.set(Offset(at.rseq_area + kCpuId), std::int32_t{-2}); // RSEQ_CPU_ID_REGISTRATION_FAILED
  set_export(companion, "__rseq_offset", std::int64_t(at.rseq_area));
}

} // namespace seal::glibc
