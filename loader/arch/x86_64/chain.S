// Where another loader's _dl_debug_state leads (host/chain): an empty function, whose caller may count on more registers
// than the psABI lets it.

	.text
	.globl	ldseal_chain_event
	.hidden	ldseal_chain_event
	.type	ldseal_chain_event, @function
ldseal_chain_event:
	.cfi_startproc
	endbr64
	pushq	%rbp
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset %rbp, 0
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	pushq	%rax
	pushq	%rcx
	pushq	%rdx
	pushq	%rsi
	pushq	%rdi
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	andq	$-16, %rsp
	call	ldseal_on_chain_event
	leaq	-72(%rbp), %rsp
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rdi
	popq	%rsi
	popq	%rdx
	popq	%rcx
	popq	%rax
	popq	%rbp
	.cfi_def_cfa %rsp, 8
	ret
	.cfi_endproc
	.size	ldseal_chain_event, . - ldseal_chain_event

// glibc's _dl_open(file, mode, ...).
	.globl	ldseal_chain_open
	.hidden	ldseal_chain_open
	.type	ldseal_chain_open, @function
ldseal_chain_open:
	.cfi_startproc
	endbr64
	orl	ldseal_chain_added_mode(%rip), %esi
	jmp	*ldseal_chain_glibc_open(%rip)
	.cfi_endproc
	.size	ldseal_chain_open, . - ldseal_chain_open

	.section .note.GNU-stack, "", @progbits
