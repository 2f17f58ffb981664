"""A bootstrap particle filter of crisis-bench in NumPy: double precision, one thread, one array for each variable."""

import numpy as np

from crisis import arguments, log_factorial, measure, read_data

EFFECT = np.array([-0.2, 0.0, 0.15, 0.3])


def logistic(x):
    return 1 / (1 + np.exp(-x))


def decide(rng, worths, before):
    """One of four options with chances proportional to exp(worth); the last one chosen is worth 0.7 more."""
    histories = np.arange(worths.shape[1])
    worths[before, histories] += 0.7
    worths -= worths.max(axis=0)
    reached = np.cumsum(np.exp(worths, out=worths), axis=0, out=worths)
    return (rng.random(len(histories)) * reached[3] >= reached[:3]).sum(axis=0)


def start(rng, count):
    normal = rng.standard_normal
    return {
        "kappa": 0.15 * np.exp(0.1 * normal(count)),
        "base": -0.6 + 0.1 * normal(count),
        "sharpness": np.exp(0.1 * normal(count)),
        "slope": 2 + 0.2 * normal(count),
        "leaning": np.zeros(count),
        "tension": np.zeros(count),
        "grievance": np.full(count, 0.2),
        "morale": np.full(count, 0.3),
        "held": np.ones(count),
        "quiet": np.zeros(count),
        "first": np.zeros(count, dtype=int),
        "second": np.zeros(count, dtype=int),
    }


def live(rng, x, count):
    """One day, in place. Returns what only this day's observations need: arrests made, and whether there is a raid."""
    normal = rng.standard_normal
    sharpness, first, second = x["sharpness"], x["first"], x["second"]
    x["leaning"] = leaning = 0.97 * x["leaning"] + 0.1 * normal(count)
    pull = 0.3 * leaning + 0.05 * x["held"] + EFFECT[first] + EFFECT[second] - x["tension"]
    x["tension"] = tension = x["tension"] + x["kappa"] * pull + 0.15 * normal(count)
    x["grievance"] = grievance = 0.95 * x["grievance"] + 0.05 * logistic(x["slope"] * tension - 1)
    chance = logistic(-2 + 2.5 * x["quiet"] - tension)
    x["quiet"] = quiet = (rng.random(count) < chance).astype(float)
    log_rate = x["base"] + 0.8 * tension - 0.5 * quiet + 0.3 * grievance
    taken = rng.poisson(np.exp(np.minimum(3, log_rate)))
    x["held"] = held = 0.8 * x["held"] + taken
    goal = logistic(tension + 0.5 * np.log1p(held) - 1)
    x["morale"] = morale = x["morale"] + 0.1 * (goal - x["morale"]) + 0.03 * normal(count)
    worths = np.stack([
        np.zeros(count),
        sharpness * (0.5 * tension - quiet),
        sharpness * (tension + morale - 1),
        sharpness * (1.5 * tension + 2 * grievance - 2.5),
    ])
    x["first"] = first = decide(rng, worths, first)
    worths = np.stack([
        np.full(count, 0.2),
        sharpness * (morale - 0.3 * tension),
        sharpness * (tension + 0.3 * (first >= 2) - 0.5),
        sharpness * (leaning + 1.2 * tension + 0.5 * (first == 3) - 2),
    ])
    x["second"] = second = decide(rng, worths, second)
    raid = rng.random(count) < logistic(-1.5 + 0.8 * (second >= 2) + grievance)
    return taken, raid


def log_likelihood(x, taken, raid, seen):
    index, incidents, raid_seen, arrests, posture = seen
    log_incidents = 0.2 + 0.7 * x["tension"] + 0.2 * x["morale"]
    mean_arrests = 0.5 + 0.8 * taken
    chance = np.where(raid, 0.8, 0.15)
    return (
        -0.5 * ((index - x["tension"]) / 0.4) ** 2 - np.log(0.4 * np.sqrt(2 * np.pi))
        + incidents * log_incidents - np.exp(log_incidents) - log_factorial(incidents)
        + np.log(chance if raid_seen else 1 - chance)
        + arrests * np.log(mean_arrests) - mean_arrests - log_factorial(arrests)
        + np.where(x["first"] == posture, np.log(0.7), np.log(0.1))
    )


def log_evidence(count, data, seed):
    rng = np.random.Generator(np.random.SFC64(seed))
    x = start(rng, count)
    log_weights = np.full(count, -np.log(count))
    total = 0.0
    for seen in data:
        taken, raid = live(rng, x, count)
        log_weights += log_likelihood(x, taken, raid, seen)
        top = log_weights.max()
        weights = np.exp(log_weights - top)
        mass = weights.sum()
        total += top + np.log(mass)
        weights /= mass
        if 1 / np.dot(weights, weights) < count / 2:
            points = (np.arange(count) + rng.random()) / count
            parents = np.searchsorted(np.cumsum(weights), points).clip(0, count - 1)
            x = {name: values[parents] for name, values in x.items()}
            log_weights = np.full(count, -np.log(count))
        else:
            log_weights = np.log(weights)
    return total


if __name__ == "__main__":
    chosen = arguments()
    chosen.threads = 1
    data = read_data(chosen.days)
    measure("numpy", chosen, lambda seed: log_evidence(chosen.histories, data, seed))
