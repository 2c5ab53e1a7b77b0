// Walks of libc's lists of threads, and the main thread's registration.
#include "host/glibc/threads.h"
#include "host/glibc/fields.h"
#include "host/glibc/rseq.h"
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

void register_thread(const Adapter& a) {
  constexpr std::uint32_t kUserStack = 2; // ALLOCATE_GUARD_USER, glibc 2.42
  constexpr std::uint32_t kJoinable = 2;  // THREAD_STATE_JOINABLE, glibc 2.43
  const Pthread& at = a.layout.pthread;
  Fields pd(a.tcb);
  const Offset cleared = at.joinstate != kAbsent ? at.joinstate : at.tid; // when the thread ends
  pd.set(at.tid, int(arch::syscall(SYS_set_tid_address, long(pd.address(cleared)))));
  pd.set(at.joinstate, kJoinable);
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
