# Completions of wqerr for bash. The program itself knows them: codes, statuses and ids too.
_wqerr() {
    local word=${COMP_WORDS[COMP_CWORD]} value lines
    COMPREPLY=()
    lines=$(command wqerr __complete ".$word" "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)
    if [[ $lines == :files ]]; then
        compopt -o filenames 2>/dev/null
        [[ $word == "=" ]] && word=
        while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$word")
        return
    fi
    while IFS=$'\t' read -r value _; do
        [[ -n $value ]] && COMPREPLY+=("$(printf '%q' "$value")")
    done <<<"$lines"
}
complete -F _wqerr wqerr
