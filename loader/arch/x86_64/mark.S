// The loader's own mark (include/ldseal/note.h): it is sealed under every policy, `marked-only` too.

	.section .note.ldseal, "a", @note
	.p2align 2
	.long	8			// n_namesz
	.long	8			// n_descsz
	.long	1			// n_type: LDSEAL_NOTE_SEAL
	.asciz	"ELFSEAL"
	.long	1			// version
	.long	0			// policy

	.section .note.GNU-stack, "", @progbits
