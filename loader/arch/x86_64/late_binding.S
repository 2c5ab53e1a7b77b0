// Where a PLT's first entry jumps for a function that had no definition when its object was relocated (psABI,
// "Procedure Linkage Table"): on the stack lie the object, as GOT[1] has it, and the relocation's number.

#include "arch/x86_64/keep_registers.inc"

	.text
	.globl	ldseal_late_binding
	.hidden	ldseal_late_binding
	.type	ldseal_late_binding, @function
ldseal_late_binding:
	.cfi_startproc
	.cfi_adjust_cfa_offset 16
	endbr64
	keep_registers
	movq	8(%rbp), %rdi
	movq	16(%rbp), %rsi
	call	ldseal_bind_late
	restore_registers -16
	.cfi_def_cfa %rsp, 24
	addq	$16, %rsp
	.cfi_adjust_cfa_offset -16
	jmp	*%r11
	.cfi_endproc
	.size	ldseal_late_binding, . - ldseal_late_binding

	.section .note.GNU-stack, "", @progbits
