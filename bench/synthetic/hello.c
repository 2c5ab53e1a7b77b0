/* The least that a C program does. */
int main(void) { return 0; }
