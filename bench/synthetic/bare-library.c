/* What bare.c refers to: one function and one variable. */
int bare_value = 1;
int bare_add(int x) { return x + bare_value; }
