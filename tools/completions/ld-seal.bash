# Completion of ld-seal, run by hand, for bash.

_ld_seal() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $previous in
  --seal) mapfile -t COMPREPLY < <(compgen -W 'all marked none' -- "$current"); return ;;
  --host) mapfile -t COMPREPLY < <(compgen -W 'auto chain' -- "$current"); return ;;
  --policy) mapfile -t COMPREPLY < <(compgen -W 'marked-only no-dlopen data stack no-system wx require' -- "$current"); return ;;
  --argv0) return ;;
  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W '--argv0 --audit --glibc-hwcaps-mask --glibc-hwcaps-prepend --help --host= --inhibit-cache
      --inhibit-rpath --library-path --list --list=tree --policy= --preload --require-seal --seal= --seal-report
      --seal-report= --verify --version' -- "$current")
    [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
    return
  fi
  mapfile -t COMPREPLY < <(compgen -f -- "$current")
}
complete -o filenames -F _ld_seal ld-seal-x86-64.so.1
