// What an undefined function is bound to: one entry for each of the first 1024 of them, which tells the number of its
// name to ldseal_undefined_function. The last entry is shared by all further ones.

	.text
	.p2align 4
	.globl	ldseal_undefined_stubs
	.hidden	ldseal_undefined_stubs
	.type	ldseal_undefined_stubs, @function
ldseal_undefined_stubs:
	.cfi_startproc
	.set	number, 0
	.rept	1024
	.p2align 4
	endbr64
	movl	$number, %edi
	jmp	1f
	.set	number, number + 1
	.endr
1:
	andq	$-16, %rsp
	call	ldseal_undefined_function
	ud2
	.cfi_endproc
	.size	ldseal_undefined_stubs, . - ldseal_undefined_stubs

	.section .note.GNU-stack, "", @progbits
