// TLS descriptors (see tls.h). Every register but %rax is kept. The dynamic one may reach the program's malloc.

#include "arch/x86_64/keep_registers.inc"

	.text
	.globl	ldseal_tlsdesc_static
	.hidden	ldseal_tlsdesc_static
	.type	ldseal_tlsdesc_static, @function
ldseal_tlsdesc_static:
	.cfi_startproc
	endbr64
	movq	8(%rax), %rax
	ret
	.cfi_endproc
	.size	ldseal_tlsdesc_static, . - ldseal_tlsdesc_static

	.globl	ldseal_tlsdesc_undefined_weak
	.hidden	ldseal_tlsdesc_undefined_weak
	.type	ldseal_tlsdesc_undefined_weak, @function
ldseal_tlsdesc_undefined_weak:
	.cfi_startproc
	endbr64
	movq	8(%rax), %rax
	subq	%fs:0, %rax
	ret
	.cfi_endproc
	.size	ldseal_tlsdesc_undefined_weak, . - ldseal_tlsdesc_undefined_weak

	.globl	ldseal_tlsdesc_dynamic
	.hidden	ldseal_tlsdesc_dynamic
	.type	ldseal_tlsdesc_dynamic, @function
ldseal_tlsdesc_dynamic:
	.cfi_startproc
	endbr64
	// The fast path: this thread's dtv is recent and has the block. %rdi and %rsi are borrowed.
	pushq	%rdi
	.cfi_adjust_cfa_offset 8
	pushq	%rsi
	.cfi_adjust_cfa_offset 8
	movq	8(%rax), %rdi			// TlsIndex*, behind it the generation it was made in
	movq	%fs:8, %rsi			// dtv
	movq	16(%rdi), %rax
	cmpq	%rax, (%rsi)			// dtv[0].counter
	jb	1f
	movq	(%rdi), %rax
	shlq	$4, %rax
	movq	(%rsi,%rax), %rax		// dtv[module].val
	cmpq	$-1, %rax
	je	1f
	addq	8(%rdi), %rax
	subq	%fs:0, %rax
	popq	%rsi
	.cfi_adjust_cfa_offset -8
	popq	%rdi
	.cfi_adjust_cfa_offset -8
	ret
1:
	.cfi_adjust_cfa_offset 16
	movq	%rdi, %rax
	popq	%rsi
	.cfi_adjust_cfa_offset -8
	popq	%rdi
	.cfi_adjust_cfa_offset -8
	keep_registers
	movq	-8(%rbp), %rdi
	call	ldseal_tls_get_addr
	subq	%fs:0, %rax
	restore_registers -8
	.cfi_def_cfa %rsp, 8
	ret
	.cfi_endproc
	.size	ldseal_tlsdesc_dynamic, . - ldseal_tlsdesc_dynamic

	.section .note.GNU-stack, "", @progbits
