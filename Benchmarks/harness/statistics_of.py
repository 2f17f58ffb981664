"""Medians, spreads and slopes."""

from math import log
from statistics import mean, median, quantiles

__all__ = ["exponent", "mean", "median", "spread"]


def spread(values):
    """Half the distance between the quartiles, as a share of the median."""
    if len(values) < 3:
        return (max(values) - min(values)) / 2 / median(values)
    low, _, high = quantiles(values, n=4, method="inclusive")
    return (high - low) / 2 / median(values)


def exponent(points):
    """The power with which y grows with x: the slope of least squares through the logarithms."""
    xs, ys = [log(x) for x, _ in points], [log(y) for _, y in points]
    centre, height = mean(xs), mean(ys)
    return sum((x - centre) * (y - height) for x, y in zip(xs, ys)) / sum((x - centre) ** 2 for x in xs)
