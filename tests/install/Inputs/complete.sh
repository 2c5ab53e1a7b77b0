# complete.sh FILE FUNCTION WORD...: what bash offers for the last word.
compopt() { :; } # works where bash completes, only
source "$1"
function=$2
shift 2
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
"$function"
printf '%s\n' "${COMPREPLY[@]}"
