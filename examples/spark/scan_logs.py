#!/usr/bin/env python3
"""Counts the errors in logs with `wqerr scan --each` on every partition, and writes one summary as JSON."""

import argparse
import json
import os
import shlex
from itertools import groupby
from operator import add, itemgetter

from pyspark import SparkConf, SparkContext

# How many values of a placeholder are told, as in `wqerr scan --format json`.
VALUES = 10


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", help="files, directories or globs, of any file system that Spark reads")
    parser.add_argument("--wqerr", default="wqerr", help="the program, as the workers find it (default: %(default)s)")
    parser.add_argument("--partitions", type=int, help="split the logs at least so often; a .gz file stays whole")
    parser.add_argument("--master", help="for example local[4]; else that of spark-submit")
    return parser.parse_args()


def command(wqerr):
    # Status 1 says that a partition holds no error, which is no failure of the job; 2 and all others are.
    return f"sh -c {shlex.quote(f'{shlex.quote(wqerr)} scan --each; test $? -le 1')}"


def tally(findings):
    """What the findings of a partition add to the counts: of lines, of entries, of hours and of values."""
    for _, line in groupby(findings, key=itemgetter("line")):
        yield ("lines",), 1
        for finding in line:
            yield ("entry", finding["id"], finding["status"], finding["code"]), 1
            if finding["time"]:
                # RFC 3339 in UTC: 2026-11-23T07:03:00Z.
                yield ("hour", finding["time"][:13] + ":00:00Z", finding["id"]), 1
            for name, value in finding["values"].items():
                yield ("value", finding["id"], name, value), 1


def most_frequent(counted):
    return sorted(counted, key=lambda one: (-one["count"], one["value"]))[:VALUES]


def summary(counts):
    """The counts of all partitions as one document."""
    matched = sum(counts.filter(lambda one: one[0][0] == "lines").values().collect())
    entries = counts.filter(lambda one: one[0][0] == "entry").collect()
    values = (
        counts.filter(lambda one: one[0][0] == "value")
        .map(lambda one: (one[0][1:3], [{"value": one[0][3], "count": one[1]}]))
        .reduceByKey(lambda some, others: most_frequent(some + others))
        .collectAsMap()
    )
    hours = {}
    for (_, hour, id), count in counts.filter(lambda one: one[0][0] == "hour").collect():
        hours.setdefault(hour, []).append({"id": id, "count": count})
    buckets = [
        {
            "key": hour,
            "count": sum(entry["count"] for entry in of_hour),
            "entries": sorted(of_hour, key=lambda entry: (-entry["count"], entry["id"])),
        }
        for hour, of_hour in sorted(hours.items())
    ]
    entries = [
        {
            "id": id,
            "status": status,
            "code": code,
            "count": count,
            "share": round(count / matched, 4),
            "values": {name: values[of, name] for of, name in sorted(values) if of == id},
        }
        for (_, id, status, code), count in entries
    ]
    entries.sort(key=lambda entry: (-entry["count"], entry["id"]))
    return {"found": matched > 0, "matched_lines": matched, "entries": entries, "by": "hour", "buckets": buckets}


def main():
    asked = arguments()
    # Else a carriage return would end a line too, and the bar of a download would be many lines.
    conf = SparkConf().set("spark.hadoop.textinputformat.record.delimiter", "\n")
    if asked.master:
        conf.setMaster(asked.master)
    with SparkContext(appName="wqerr scan", conf=conf) as spark:
        # As text, not bytes: `pipe` writes what `str` makes of a line. What is no UTF-8 becomes U+FFFD here, as it
        # would in wqerr.
        lines = spark.textFile(",".join(asked.paths), asked.partitions)
        # The program gets nothing of the environment but what finds it.
        path = {"PATH": os.environ.get("PATH", os.defpath)}
        findings = lines.pipe(command(asked.wqerr), env=path, checkCode=True).map(json.loads)
        counts = findings.mapPartitions(tally).reduceByKey(add).cache()
        print(json.dumps(summary(counts), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
