# Completion for bash, and through bashcompinit for zsh: the verbs and options are those that --help names.
_certlife() {
  local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[0]} verb=${COMP_WORDS[1]-} next=${COMP_WORDS[2]-} words=
  if ((COMP_CWORD == 1)); then
    # "hunt | replay | export" names three verbs; what stands behind "list" and "coverage merge" are no verbs.
    words=$("$command" --help 2>/dev/null | awk '/^  [a-z]/ { print $1; for (i = 2; $i == "|" && $1 != "list"; i += 2) print $(i + 1) }' | sort -u)
  elif ((COMP_CWORD == 2)) && [[ $verb == oracle ]]; then
    words='check allowed explain serve'
  elif ((COMP_CWORD == 2)) && [[ $verb == list ]]; then
    words=$("$command" list --help 2>/dev/null | sed -n 's/^  \([a-z]*\)   .*/\1/p')
  elif ((COMP_CWORD == 2)) && [[ $verb == coverage ]]; then
    words='merge show'
  elif [[ $word == -* ]]; then
    [[ $verb == oracle || $verb == list || $verb == coverage ]] || next=--help
    words=$("$command" "$verb" "$next" --help 2>/dev/null | grep -oE -- '(^|[ ,])--[a-z][a-z0-9-]*' | tr -d ' ,' | sort -u)
  fi
  # shellcheck disable=SC2207  # no word has a blank in it
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _certlife certlife
