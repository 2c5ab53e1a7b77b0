# bash completion for ld-seal(8): its own options, then the program, then what bash knows of that program's arguments.
# shellcheck shell=bash

_ld_seal() {
  local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} at=1
  COMPREPLY=()
  # Where the program stands: behind the options and their values.
  while ((at < COMP_CWORD)); do
    case ${COMP_WORDS[at]} in
      --library-path | --preload | --audit | --argv0 | --inhibit-rpath | --glibc-hwcaps-prepend | --glibc-hwcaps-mask)
        if [[ ${COMP_WORDS[at + 1]} == '=' ]]; then ((at += 3)); else ((at += 2)); fi ;;
      --*) if [[ ${COMP_WORDS[at + 1]} == '=' ]]; then ((at += 3)); else ((at += 1)); fi ;;
      *) break ;;
    esac
  done
  if ((at < COMP_CWORD)); then
    if declare -F _command_offset > /dev/null; then
      _command_offset "$at"
    else
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
    return
  fi

  # bash makes three words of OPTION=VALUE.
  if [[ $word == '=' ]]; then
    word='' option+='='
  elif [[ $option == '=' ]]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}=
  fi
  case $option in
    --seal=) mapfile -t COMPREPLY < <(compgen -W 'all marked none' -- "$word") ;;
    --host=) mapfile -t COMPREPLY < <(compgen -W 'auto chain' -- "$word") ;;
    --list=) mapfile -t COMPREPLY < <(compgen -W 'tree' -- "$word") ;;
    --policy=)
      local last=${word##*,}
      mapfile -t COMPREPLY < <(compgen -P "${word%"$last"}" -W 'data stack wx marked-only no-dlopen no-system require' -- "$last")
      compopt -o nospace ;;
    --library-path | --library-path= | --glibc-hwcaps-prepend) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    --argv0 | --argv0=) ;;
    *)
      if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '--seal= --policy= --require-seal --seal-report --seal-report= --library-path --preload --argv0 --audit --host=
          --inhibit-cache --inhibit-rpath --glibc-hwcaps-prepend --glibc-hwcaps-mask --list --list=tree --verify --help --version' -- "$word")
        [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace
      else
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
      fi ;;
  esac
}
complete -F _ld_seal ld-seal-x86-64.so.1
