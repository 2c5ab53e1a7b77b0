// TLS descriptors (see tls.h). Every register but %rax is kept. The dynamic one calls C++ code that itself uses
// general registers only but may call the program's malloc, so that it saves the whole extended state.

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
	pushq	%rbp
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset %rbp, 0
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	pushq	%rcx
	pushq	%rdx
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	pushq	%rbx
	.cfi_offset %rbx, -88
	movl	$0xd, %eax			// leaf 0xd: %ebx is the size of the enabled state
	xorl	%ecx, %ecx
	cpuid
	subq	%rbx, %rsp
	andq	$-64, %rsp
	// XSAVE leaves the header's reserved words alone, XRSTOR wants them to be zero.
	xorl	%eax, %eax
	movq	%rax, 512(%rsp)
	movq	%rax, 520(%rsp)
	movq	%rax, 528(%rsp)
	movq	%rax, 536(%rsp)
	movq	%rax, 544(%rsp)
	movq	%rax, 552(%rsp)
	movq	%rax, 560(%rsp)
	movq	%rax, 568(%rsp)
	movl	$-1, %eax
	movl	$-1, %edx
	xsave	(%rsp)
	call	ldseal_tls_get_addr
	movq	%rax, %rbx
	movl	$-1, %eax
	movl	$-1, %edx
	xrstor	(%rsp)
	movq	%rbx, %rax
	subq	%fs:0, %rax
	leaq	-56(%rbp), %rsp
	popq	%rbx
	.cfi_restore %rbx
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rdx
	popq	%rcx
	popq	%rbp
	.cfi_def_cfa %rsp, 24
	popq	%rsi
	.cfi_adjust_cfa_offset -8
	popq	%rdi
	.cfi_adjust_cfa_offset -8
	ret
	.cfi_endproc
	.size	ldseal_tlsdesc_dynamic, . - ldseal_tlsdesc_dynamic

	.section .note.GNU-stack, "", @progbits
