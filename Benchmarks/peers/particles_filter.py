"""crisis-bench with the package `particles`: a StateSpaceModel, its Bootstrap filter, SMC; double, one thread.

`--method smc` draws the once-per-history unknowns as a part of the state. `--method smc2` has them as the
parameters of SMC2, with `--histories` values of `--paths` paths each.
"""

import numpy as np
import particles
from particles import distributions as dists
from particles import smc_samplers as ssp
from particles import state_space_models as ssm

from crisis import arguments, log_factorial, measure, read_data

EFFECT = np.array([-0.2, 0.0, 0.15, 0.3])
LEANING, TENSION, GRIEVANCE, MORALE, HELD, QUIET, FIRST, SECOND, TAKEN, RAID = range(10)
BEGIN = [0, 0, 0.2, 0.3, 1, 0, 0, 0, 0, 0]
UNKNOWNS = ["log_kappa", "base", "log_sharpness", "slope"]
PRIOR = dists.StructDist({
    "log_kappa": dists.Normal(loc=np.log(0.15), scale=0.1),
    "base": dists.Normal(loc=-0.6, scale=0.1),
    "log_sharpness": dists.Normal(loc=0, scale=0.1),
    "slope": dists.Normal(loc=2, scale=0.2),
})


def logistic(x):
    return 1 / (1 + np.exp(-x))


def decide(worths, before):
    histories = np.arange(worths.shape[1])
    worths[before.astype(int), histories] += 0.7
    worths -= worths.max(axis=0)
    reached = np.cumsum(np.exp(worths, out=worths), axis=0, out=worths)
    return (np.random.rand(len(histories)) * reached[3] >= reached[:3]).sum(axis=0)


class Day(dists.ProbDist):
    """The law of a day's state given the day before: one row of numbers for each history.

    The columns after RAID, if there are any, are the unknowns and stay as they are.
    """

    dtype = np.float64

    def __init__(self, before, log_kappa, base, log_sharpness, slope):
        self.before = before
        self.unknowns = np.exp(log_kappa), base, np.exp(log_sharpness), slope
        self.dim = before.shape[1]

    def rvs(self, size=None):
        old, (kappa, base, sharpness, slope) = self.before.T, self.unknowns
        count, normal, uniform = len(self.before), np.random.randn, np.random.rand
        new = self.before.copy()
        leaning = 0.97 * old[LEANING] + 0.1 * normal(count)
        effects = EFFECT[old[FIRST].astype(int)] + EFFECT[old[SECOND].astype(int)]
        pull = 0.3 * leaning + 0.05 * old[HELD] + effects - old[TENSION]
        tension = old[TENSION] + kappa * pull + 0.15 * normal(count)
        grievance = 0.95 * old[GRIEVANCE] + 0.05 * logistic(slope * tension - 1)
        quiet = (uniform(count) < logistic(-2 + 2.5 * old[QUIET] - tension)).astype(float)
        log_rate = base + 0.8 * tension - 0.5 * quiet + 0.3 * grievance
        taken = np.random.poisson(np.exp(np.minimum(3, log_rate)))
        held = 0.8 * old[HELD] + taken
        goal = logistic(tension + 0.5 * np.log1p(held) - 1)
        morale = old[MORALE] + 0.1 * (goal - old[MORALE]) + 0.03 * normal(count)
        first = decide(np.stack([
            np.zeros(count),
            sharpness * (0.5 * tension - quiet),
            sharpness * (tension + morale - 1),
            sharpness * (1.5 * tension + 2 * grievance - 2.5),
        ]), old[FIRST])
        second = decide(np.stack([
            np.full(count, 0.2),
            sharpness * (morale - 0.3 * tension),
            sharpness * (tension + 0.3 * (first >= 2) - 0.5),
            sharpness * (leaning + 1.2 * tension + 0.5 * (first == 3) - 2),
        ]), old[SECOND])
        raid = uniform(count) < logistic(-1.5 + 0.8 * (second >= 2) + grievance)
        state = (leaning, tension, grievance, morale, held, quiet, first, second, taken, raid)
        for column, values in enumerate(state):
            new[:, column] = values
        return new


class FirstDay(dists.ProbDist):
    """The law of the first day's state, with or without the unknowns in its columns."""

    dtype = np.float64

    def __init__(self, model):
        self.model = model
        self.dim = len(BEGIN) + (0 if model.has_values else 4)

    def rvs(self, size=None):
        begin = np.tile(BEGIN, (size, 1))
        if not self.model.has_values:
            drawn = PRIOR.rvs(size=size)
            begin = np.column_stack([begin] + [drawn[name] for name in UNKNOWNS])
        return self.model.PX(0, begin).rvs(size=size)


class Observed(dists.ProbDist):
    """The law of a day's five observations given its state."""

    def __init__(self, state):
        self.state = state

    def logpdf(self, seen):
        index, incidents, raid_seen, arrests, posture = seen
        x = self.state
        log_incidents = 0.2 + 0.7 * x[:, TENSION] + 0.2 * x[:, MORALE]
        mean_arrests = 0.5 + 0.8 * x[:, TAKEN]
        chance = np.where(x[:, RAID] > 0, 0.8, 0.15)
        return (
            -0.5 * ((index - x[:, TENSION]) / 0.4) ** 2 - np.log(0.4 * np.sqrt(2 * np.pi))
            + incidents * log_incidents - np.exp(log_incidents) - log_factorial(incidents)
            + np.log(chance if raid_seen else 1 - chance)
            + arrests * np.log(mean_arrests) - mean_arrests - log_factorial(arrests)
            + np.where(x[:, FIRST] == posture, np.log(0.7), np.log(0.1))
        )


class Crisis(ssm.StateSpaceModel):
    """The model: with values of the unknowns where it is given them, else with the unknowns in the state."""

    @property
    def has_values(self):
        return hasattr(self, "slope")

    def PX0(self):
        return FirstDay(self)

    def PX(self, t, xp):
        if self.has_values:
            return Day(xp, *(getattr(self, name) for name in UNKNOWNS))
        return Day(xp, *xp[:, len(BEGIN):].T)

    def PY(self, t, xp, x):
        return Observed(x)


def main():
    chosen = arguments()
    chosen.threads = 1
    data = read_data(chosen.days)

    def smc(seed):
        np.random.seed(seed)
        filtered = particles.SMC(
            fk=ssm.Bootstrap(ssm=Crisis(), data=data), N=chosen.histories, resampling="systematic", ESSrmin=0.5)
        filtered.run()
        return filtered.logLt

    def smc2(seed):
        np.random.seed(seed)
        algorithm = ssp.SMC2(
            ssm_cls=Crisis, data=data, prior=PRIOR, init_Nx=chosen.paths, ar_to_increase_Nx=0.1,
            smc_options={"resampling": "systematic"})
        nested = particles.SMC(fk=algorithm, N=chosen.histories // 10)
        nested.run()
        return nested.logLt

    if chosen.method == "smc":
        measure("particles", chosen, smc)
    else:
        measure("particles smc2", chosen, smc2, paths=chosen.paths)


if __name__ == "__main__":
    main()
