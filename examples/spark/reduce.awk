# The reducer of Hadoop Streaming: lines of `wqerr scan --each` to the count of each entry.
match($0, /"id":"[^"]*"/) { count[substr($0, RSTART + 6, RLENGTH - 7)]++ }
END { for (id in count) print id "\t" count[id] }
