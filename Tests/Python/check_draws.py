"""Opens what `rashomon weigh --draws DIR` wrote with pandas and ArviZ, and compares it with the JSON of the same run.

Usage: check_draws.py DIR DOCUMENT, where DOCUMENT is the output of the same command with --json. Ends with 1 and a message
where something does not fit.
"""

import json
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")

import arviz  # noqa: E402
import numpy  # noqa: E402
import pandas  # noqa: E402

SPECIAL = ["log_weight__", "account__", "chain__", "draw__"]


def require(condition, message):
    if not condition:
        sys.exit(f"check_draws: {message}")


def mean_of(table, name, weights):
    """The weighted mean over the draws in which the quantity has a value, and how many these are."""
    has_value = table[name].notna()
    return (
        numpy.average(table[name][has_value], weights=weights[has_value]) if has_value.any() else numpy.nan,
        int(has_value.sum()),
    )


def close(found, expected, spread, count, error):
    """Within what taking that many draws can move a mean (they are taken evenly, so by less), and the stated error."""
    return abs(found - expected) <= 4 * (spread / count**0.5 + (error or 0)) + 1e-9


def check_weigh(table, weights, account, labels):
    for fact in account["hidden"]:
        name, values = fact["name"], table[fact["name"]]
        if fact["labels"]:
            require(labels[f"labels_{name}"] == fact["labels"], f"{name} has other labels")
            for index, expected in enumerate(fact["posterior"]):
                found = numpy.average(values == index + 1, weights=weights)
                require(close(found, expected, 0.5, len(values), 0), f"{name} = {index + 1}: {found} is not {expected}")
        else:
            found, count = mean_of(table, name, weights)
            expected = fact["posterior"][0]
            require(close(found, expected, values.std(), count, 0), f"{name}: {found} is not {expected}")


def check_forecast(table, weights, identifier, document):
    for question in document["questions"]:
        answer = next(entry for entry in question["accounts"] if entry["id"] == identifier)
        expected = answer["mean"] if answer["probability"] is None else answer["probability"]
        found, count = mean_of(table, question["id"], weights)
        if expected is None or count == 0:
            continue
        spread = table[question["id"]].std()
        require(close(found, expected, spread, count, 0), f"{question['id']}: {found} is not {expected}")


def main(folder, document):
    document = json.loads(Path(document).read_text())
    total = 0.0
    tables = {path.stem: pandas.read_csv(path, comment="#", float_precision="round_trip") for path in sorted(folder.glob("*.csv"))}
    require(tables, f"no tables in {folder}")
    for identifier, table in tables.items():
        require(list(table.columns[:4]) == SPECIAL, f"{identifier}: columns {list(table.columns)}")
        require(all(kind.kind in "fi" for kind in table.dtypes), f"{identifier}: a column is not of numbers")
        weights = numpy.exp(table["log_weight__"])
        total += weights.sum()

        data = arviz.from_json(folder / f"{identifier}.json")
        names = data.attrs["accounts"]
        require(names[table["account__"].iloc[0] - 1] == identifier, f"{identifier} has another number")
        require(table["account__"].nunique() == 1, f"{identifier}: more than one account")
        groups = [group for group in ("posterior", "posterior_predictive") if group in data.groups()]
        columns = [name for group in groups for name in data[group].data_vars]
        require(columns == list(table.columns[4:]), f"{identifier}: {columns} in ArviZ")
        log_weight = data.sample_stats["log_weight"].values
        require(log_weight.shape == (table["chain__"].nunique(), len(table) // table["chain__"].nunique()), "shape")
        require(numpy.array_equal(log_weight.ravel(), table["log_weight__"].values), f"{identifier}: other weights")
        for group in groups:
            for name, variable in data[group].data_vars.items():
                require(
                    numpy.array_equal(variable.values.ravel(), table[name].values.astype(float), equal_nan=True),
                    f"{identifier}: {name} differs between the two files",
                )
        if "posterior" in groups:
            summary = arviz.summary(data, kind="stats")
            require(list(summary.index) == list(data.posterior.data_vars), f"{identifier}: summary {summary}")
            require(summary["mean"].notna().all(), f"{identifier}: summary without means")

        if document["command"] == "forecast":
            check_forecast(table, weights, identifier, document)
        else:
            account = next(entry for entry in document["accounts"] if entry["id"] == identifier)
            require(
                abs(weights.sum() - account["posterior_whole"]) < 1e-9,
                f"{identifier}: weights sum to {weights.sum()}, the posterior is {account['posterior_whole']}",
            )
            check_weigh(table, weights, account, data.attrs)
    require(abs(total - 1) < 1e-9, f"the weights sum to {total}")
    print(f"{len(tables)} accounts, {sum(map(len, tables.values()))} draws")


main(Path(sys.argv[1]), sys.argv[2])
