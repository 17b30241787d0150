# Completions of wqerr for PowerShell. The program itself knows them: codes, statuses and ids too.
Register-ArgumentCompleter -Native -CommandName wqerr -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString().Trim('"', "'") })
    $lines = @(wqerr __complete ".$wordToComplete" @before 2>$null)
    # Without an answer PowerShell completes files.
    if ($lines.Count -eq 1 -and $lines[0] -eq ':files') { return }
    foreach ($line in $lines) {
        $value, $meaning = $line -split "`t", 2
        $text = if ($value -match '[^\w.=-]') { "'$value'" } else { $value }
        $tip = if ($meaning) { $meaning } else { $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $tip)
    }
}
