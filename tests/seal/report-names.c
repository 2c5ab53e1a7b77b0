// A file's name may hold any byte. In the report for people it cannot begin a line of its own; the one for programs
// is JSON and therefore UTF-8: what is not is shown as U+FFFD.
// REQUIRES: mseal
// RUN: rm -rf %t.dir && mkdir %t.dir
// RUN: %prog %s -o %t.dir/prog
// RUN: cd %t.dir && mv prog "$(printf 'a\nforged \303\244 \377 \355\240\200 \"')"
// RUN: %ld-seal --seal-report=%t.text %t.dir/a*
// RUN: FileCheck %s --check-prefix=TEXT < %t.text
// RUN: %ld-seal --seal-report=%t.json %t.dir/a*
// RUN: %python -c "import json; [json.loads(l) for l in open('%t.json', encoding='utf-8')]"
// RUN: FileCheck %s --check-prefix=JSON < %t.json
// TEXT: text {{.*}}/a?forged
// TEXT-NOT: {{^}}forged
// JSON: /a\u000aforged ä \ufffd \ufffd\ufffd\ufffd \"",
#include "nolibc.h"
int main(int argc, char** argv, char** envp) { return 0; }
