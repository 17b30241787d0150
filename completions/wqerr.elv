# Completions of wqerr for Elvish. The program itself knows them: codes, statuses and ids too.
use str
set edit:completion:arg-completer[wqerr] = {|@words|
  var word = $words[-1]
  var before = $words[1..-1]
  var lines = [(try { e:wqerr __complete .$word $@before 2>/dev/null } catch { nop } | from-lines)]
  if (eq $lines [:files]) {
    edit:complete-filename $word
  } else {
    each {|line|
      var value @meaning = (str:split "\t" $line)
      edit:complex-candidate $value &display=$value' '(str:join ' ' $meaning)
    } $lines
  }
}
