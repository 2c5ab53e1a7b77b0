// Where the kernel enters. The stack is as psABI, "Initial Stack and Register State" says; %rdx at the program's entry
// is a function that the program registers with atexit.

	.text
	.globl	_start
	.hidden	_start
	.type	_start, @function
_start:
	.cfi_startproc
	.cfi_undefined %rip
	endbr64
	xorl	%ebp, %ebp
	movq	%rsp, %rdi
	subq	$1024, %rsp			// room for arguments (host/chain)
	andq	$-16, %rsp
	call	ldseal_start			// the program's entry in %rax, its stack in %rdx
	movq	%rdx, %rsp
	leaq	ldseal_finish(%rip), %rdx
	xorl	%ebp, %ebp
	jmp	*%rax
	.cfi_endproc
	.size	_start, . - _start

	.section .note.GNU-stack, "", @progbits
