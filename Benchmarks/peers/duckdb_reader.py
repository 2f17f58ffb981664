"""Reads an evidence.csv with DuckDB's CSV reader: explicit types, one thread, every column made into a table."""

import json
import sys
import time

import duckdb

COLUMNS = {
    "id": "VARCHAR", "occurred": "DATE", "reported": "DATE", "observable": "VARCHAR", "value": "DOUBLE",
    "low": "DOUBLE", "high": "DOUBLE", "unit": "VARCHAR", "grade": "VARCHAR", "source": "VARCHAR",
    "origin": "VARCHAR", "supersedes": "VARCHAR", "graded_by": "VARCHAR", "url": "VARCHAR", "note": "VARCHAR",
}

path = sys.argv[1]
seconds = []
for _ in range(3):
    database = duckdb.connect()
    database.execute("PRAGMA threads=1")
    start = time.perf_counter()
    database.execute(
        "CREATE TABLE evidence AS SELECT * FROM read_csv(?, header = true, auto_detect = false, delim = ',', "
        f"quote = '\"', escape = '\"', columns = {COLUMNS})", [path])
    seconds.append(time.perf_counter() - start)
    rows = database.execute("SELECT count(*) FROM evidence").fetchone()[0]
    database.close()
print(json.dumps({"name": "duckdb", "threads": 1, "rows": rows, "seconds": seconds}))
