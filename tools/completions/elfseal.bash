# Completion of elfseal for bash.

_elfseal_list() { # WORDS CURRENT: the last of a comma separated list
  local done=
  case $2 in *,*) done=${2%,*}, ;; esac
  mapfile -t COMPREPLY < <(compgen -P "$done" -W "$1" -- "${2##*,}")
  compopt -o nospace 2>/dev/null
}

_elfseal_files() { # CURRENT: names of files, which bash quotes and puts a slash behind; words are neither
  mapfile -t COMPREPLY < <(compgen -f -- "$1")
  compopt -o filenames 2>/dev/null
}

_elfseal_processes() { # CURRENT, quoted: names are for anyone to choose, so bash is not to expand them
  local word
  while read -r word; do
    word=$(printf %q "$word")
    [[ $word != "$1"* ]] || COMPREPLY+=("$word")
  done < <(ps -A -o pid=; ps -A -o comm=)
}

_elfseal() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local policies='marked-only no-dlopen data stack no-system wx require'
  COMPREPLY=()
  # Bash splits words at '='.
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $previous in
  --policy) _elfseal_list "$policies" "$current"; return ;;
  --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$current"); return ;;
  --fail-on) mapfile -t COMPREPLY < <(compgen -W 'weak unmarked never' -- "$current"); return ;;
  --set-interpreter | --html | -o) _elfseal_files "$current"; return ;;
  --package) mapfile -t COMPREPLY < <(dpkg-query -W -f '${Package}\n' "$current*" 2>/dev/null); return ;;
  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W '--all --audit --break-hard-links --check --color= --dry-run --fail-on= --force
      --gnu-property --help --html= --json --mark -o --package= --policy= --preserve-times --process --sarif
      --set-interpreter --set-interpreter= --show --unmark --verbose --version' -- "$current")
    [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
    return
  fi
  if [[ " ${COMP_WORDS[*]} " == *' --process '* ]]; then
    _elfseal_processes "$current"
  else
    _elfseal_files "$current"
  fi
}
complete -F _elfseal elfseal
