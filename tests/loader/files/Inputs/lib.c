/* The good library whose headers are changed. */
extern int from_program(void) __attribute__((weak));
static int ready;
__thread int local = 3;
int data = 2;
int *const pointer = &data;
char zeroes[5000];
__attribute__((constructor)) static void begin(void) { ready = 1; }
int f(void) { return *pointer + local + ready + zeroes[4999] + (from_program ? from_program() : 0); }
