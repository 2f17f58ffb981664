"""A bootstrap particle filter of crisis-bench in JAX: jit of one lax.scan over the days, all cores.

Single precision is what JAX computes in unless told otherwise; `--precision double` is like for like.
Called with `numpyro` it draws and weighs with numpyro.distributions, as one writes a filter there.
"""

import sys

from crisis import arguments, measure, read_data

uses_numpyro = "numpyro" in sys.argv[1:2]
if uses_numpyro:
    del sys.argv[1]
chosen = arguments(precision="single")

import jax  # noqa: E402  (after the process is bound to its cores)
import jax.numpy as jnp  # noqa: E402
from jax import lax, random  # noqa: E402
from jax.nn import sigmoid  # noqa: E402
from jax.scipy.special import gammaln  # noqa: E402

if chosen.precision == "double":
    jax.config.update("jax_enable_x64", True)
EFFECT = jnp.array([-0.2, 0.0, 0.15, 0.3])
STATE = ["kappa", "base", "sharpness", "slope", "leaning", "tension", "grievance", "morale", "held", "quiet",
         "first", "second"]


class PlainLaws:
    """Draws and log densities written out."""

    def normal(key, mean, sd, shape):
        return mean + sd * random.normal(key, shape)

    def bernoulli(key, chance):
        return (random.uniform(key, chance.shape) < chance).astype(chance.dtype)

    def poisson(key, mean):
        """By inversion, all histories at once: for small means much faster than jax.random.poisson."""
        u = random.uniform(key, mean.shape)

        def step(carry):
            k, term, reached, drawn = carry
            drawn = drawn + (u > reached)
            term = term * mean / k
            return k + 1, term, reached + term, drawn

        def goes_on(carry):
            return jnp.any(u > carry[2]) & (carry[0] < 90)

        term = jnp.exp(-mean)
        return lax.while_loop(goes_on, step, (1.0, term, term, jnp.zeros_like(mean)))[3]

    def categorical(key, worths):
        reached = jnp.cumsum(jnp.exp(worths - worths.max(axis=0)), axis=0)
        return (random.uniform(key, worths.shape[1:]) * reached[3] >= reached[:3]).sum(axis=0)

    def log_normal(x, mean, sd):
        return -0.5 * ((x - mean) / sd) ** 2 - jnp.log(sd * jnp.sqrt(2 * jnp.pi))

    def log_poisson(x, mean):
        return x * jnp.log(mean) - mean - gammaln(x + 1)

    def log_bernoulli(x, chance):
        return jnp.log(jnp.where(x > 0, chance, 1 - chance))


def numpyro_laws():
    import numpyro.distributions as dist

    class NumPyroLaws:
        def normal(key, mean, sd, shape):
            return dist.Normal(jnp.broadcast_to(mean, shape), sd).sample(key)

        def bernoulli(key, chance):
            return dist.Bernoulli(probs=chance).sample(key).astype(chance.dtype)

        def poisson(key, mean):
            return dist.Poisson(mean).sample(key).astype(mean.dtype)

        def categorical(key, worths):
            return dist.Categorical(logits=worths.T).sample(key)

        def log_normal(x, mean, sd):
            return dist.Normal(mean, sd).log_prob(x)

        def log_poisson(x, mean):
            return dist.Poisson(mean).log_prob(x)

        def log_bernoulli(x, chance):
            return dist.Bernoulli(probs=chance).log_prob(x)

    return NumPyroLaws


laws = numpyro_laws() if uses_numpyro else PlainLaws


def start(key, count):
    keys = random.split(key, 4)
    normal = [laws.normal(k, 0.0, 1.0, (count,)) for k in keys]
    zero = jnp.zeros(count)
    option = jnp.zeros(count, dtype=jnp.int32)
    return {
        "kappa": 0.15 * jnp.exp(0.1 * normal[0]), "base": -0.6 + 0.1 * normal[1],
        "sharpness": jnp.exp(0.1 * normal[2]), "slope": 2 + 0.2 * normal[3], "leaning": zero, "tension": zero,
        "grievance": zero + 0.2, "morale": zero + 0.3, "held": zero + 1, "quiet": zero,
        "first": option, "second": option,
    }


def live(key, x):
    """One day: the new state, and what only this day's observations need."""
    keys = random.split(key, 8)
    shape = x["tension"].shape
    kappa, base, sharpness, slope = (x[name] for name in STATE[:4])
    leaning = laws.normal(keys[0], 0.97 * x["leaning"], 0.1, shape)
    pull = 0.3 * leaning + 0.05 * x["held"] + EFFECT[x["first"]] + EFFECT[x["second"]] - x["tension"]
    tension = laws.normal(keys[1], x["tension"] + kappa * pull, 0.15, shape)
    grievance = 0.95 * x["grievance"] + 0.05 * sigmoid(slope * tension - 1)
    quiet = laws.bernoulli(keys[2], sigmoid(-2 + 2.5 * x["quiet"] - tension))
    log_rate = base + 0.8 * tension - 0.5 * quiet + 0.3 * grievance
    taken = laws.poisson(keys[3], jnp.exp(jnp.minimum(3, log_rate)))
    held = 0.8 * x["held"] + taken
    goal = sigmoid(tension + 0.5 * jnp.log1p(held) - 1)
    morale = laws.normal(keys[4], x["morale"] + 0.1 * (goal - x["morale"]), 0.03, shape)

    def decide(key, worths, before):
        return laws.categorical(key, jnp.stack(worths) + 0.7 * (jnp.arange(4)[:, None] == before))

    first = decide(keys[5], [
        0 * tension,
        sharpness * (0.5 * tension - quiet),
        sharpness * (tension + morale - 1),
        sharpness * (1.5 * tension + 2 * grievance - 2.5),
    ], x["first"]).astype(jnp.int32)
    second = decide(keys[6], [
        0 * tension + 0.2,
        sharpness * (morale - 0.3 * tension),
        sharpness * (tension + 0.3 * (first >= 2) - 0.5),
        sharpness * (leaning + 1.2 * tension + 0.5 * (first == 3) - 2),
    ], x["second"]).astype(jnp.int32)
    raid = laws.bernoulli(keys[7], sigmoid(-1.5 + 0.8 * (second >= 2) + grievance))
    values = [kappa, base, sharpness, slope, leaning, tension, grievance, morale, held, quiet, first, second]
    return dict(zip(STATE, values)), taken, raid


def log_likelihood(x, taken, raid, seen):
    index, incidents, raid_seen, arrests, posture = seen
    return (
        laws.log_normal(index, x["tension"], 0.4)
        + laws.log_poisson(incidents, jnp.exp(0.2 + 0.7 * x["tension"] + 0.2 * x["morale"]))
        + laws.log_bernoulli(raid_seen, jnp.where(raid > 0, 0.8, 0.15))
        + laws.log_poisson(arrests, 0.5 + 0.8 * taken)
        + jnp.where(x["first"] == posture, jnp.log(0.7), jnp.log(0.1))
    )


def resampled(key, x, weights):
    """Systematic resampling: each history is written where its children begin, a running maximum fills the rest."""
    count = len(weights)
    reached = jnp.cumsum(weights)
    before = jnp.concatenate([jnp.zeros(1), (reached / reached[-1])[:-1]])
    begin = jnp.ceil(before * count - random.uniform(key)).astype(jnp.int32).clip(0, count)
    own = jnp.arange(count, dtype=jnp.int32)
    parents = lax.cummax(jnp.zeros(count, dtype=jnp.int32).at[begin].max(own, mode="drop"))
    return {name: values[parents] for name, values in x.items()}, jnp.full(count, -jnp.log(count))


def day(carry, seen):
    key, x, log_weights, total = carry
    key, living, drawing = random.split(key, 3)
    x, taken, raid = live(living, x)
    log_weights = log_weights + log_likelihood(x, taken, raid, seen)
    top = log_weights.max()
    weights = jnp.exp(log_weights - top)
    mass = weights.sum()
    weights = weights / mass
    x, log_weights = lax.cond(
        1 / (weights * weights).sum() < len(weights) / 2,
        lambda: resampled(drawing, x, weights),
        lambda: (x, jnp.log(weights)),
    )
    return (key, x, log_weights, total + top + jnp.log(mass)), None


def main():
    count = chosen.histories
    columns = list(zip(*read_data(chosen.days)))
    data = tuple(jnp.array(column, dtype=float) for column in columns[:4]) + (jnp.array(columns[4]),)

    @jax.jit
    def log_evidence(key):
        starting, living = random.split(key)
        equal = jnp.full(count, -jnp.log(count))
        carry = (living, start(starting, count), equal, jnp.zeros(()))
        return lax.scan(day, carry, data)[0][3]

    name = "numpyro" if uses_numpyro else "jax"
    measure(name, chosen, lambda seed: log_evidence(random.key(seed)).block_until_ready(), warm_up=True)


if __name__ == "__main__":
    main()
