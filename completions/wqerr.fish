# Completions of wqerr for fish. The program itself knows them: codes, statuses and ids too.
function __wqerr_complete
    set -l before (commandline -opc)
    set -l word (commandline -ct)
    set -l lines (command wqerr __complete ".$word" $before[2..] 2>/dev/null)
    if test "$lines" = :files
        __fish_complete_path "$word"
    else
        printf '%s\n' $lines
    end
end
complete -c wqerr -f -k -a '(__wqerr_complete)'
