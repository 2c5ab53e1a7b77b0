// --list=tree: who needs what. An object's own needs stand where it was loaded, below the object
// whose need brought it in: that is the object by whose RPATH or RUNPATH it was looked for.
#include "os/output.h"
#include "os/string.h"
#include "start/list.h"

namespace seal::start {
namespace {

using object::Object;

class Tree {
public:
  explicit Tree(const Process& process) : process_(process) {}

  void print() {
    Object& program = *process_.program;
    out_.untrusted(program.path).text("\n");
    print_needs(program, nullptr);
  }

private:
  // The lines that go on to the left of an object's needs.
  struct Margin {
    const Margin* outer;
    bool goes_on; // more siblings follow
  };

  void print_margin(const Margin* margin) {
    if (!margin)
      return;
    print_margin(margin->outer);
    out_.text(margin->goes_on ? "│   " : "    ");
  }

  void print_needs(Object& object, const Margin* margin) {
    object.live->visited = true;
    std::size_t left = 0;
    for_each_need(object, [&](const char*, Object*) { ++left; });
    for_each_need(object, [&](const char* name, Object* needed) {
      const bool last = --left == 0;
      print_margin(margin);
      out_.text(last ? "└── " : "├── ").untrusted(name);
      if (!needed) {
        out_.text(" => not found\n");
        return;
      }
      if (needed->live->visited || (needed->loader && needed->loader != &object)) {
        out_.text(needed->live->visited ? " (above)\n" : " (below)\n");
        return;
      }
      if (!equal(name, needed->path))
        out_.text(" => ").untrusted(needed->path);
      out_.text(" [").text(object::rule_name(needed->rule)).text("]\n");
      const Margin inner{margin, !last};
      print_needs(*needed, &inner);
    });
  }

  // The program's preloaded libraries, then what stands in DT_NEEDED: visit(name, object or null).
  template <class Visit>
  void for_each_need(const Object& object, Visit visit) {
    if (object.is_program)
      process_.objects.for_each([&](Object& each) {
        if (each.rule == object::Rule::kPreload)
          visit(each.names[0], &each);
      });
    object.dynamic.for_each_need([&](elf::Need, const char* name) {
      Object* needed = process_.objects.by_name(name);
      if (!needed && process_.self->answers_to(name))
        needed = process_.self;
      visit(name, needed);
    });
  }

  const Process& process_;
  os::Writer out_{1};
};

} // namespace

void print_tree(const Process& process) {
  Tree(process).print();
  process.objects.for_each([](Object& object) { object.live->visited = false; });
}

} // namespace seal::start
