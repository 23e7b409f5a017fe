"""Learn from the seen posts what words tell of a post about the film.

    python -m tests.relevance.learn

writes the set `365-days` anew, after posts were added: the weights of a
logistic regression over words and pairs of words, of which the strongest stay.
"""

import json
import math
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit

from monitor.matching.learned import ENOUGH, said_by
from monitor.matching.reading import read

HERE = Path(__file__).parent
SET = HERE.parents[1] / "monitor" / "config" / "365-days.txt"
STRENGTH = 0.3
"""How much the posts weigh against the wish for small weights."""
OFTEN = 2
"""What stands in fewer posts tells nothing of others."""
KEPT = 2_000
"""How many words and pairs stay: with 15,000 the unseen half came out no better."""
SURE = 0.7
"""How probable it must be that a post is about the film."""
HEAD = """\
# What words, and pairs of them, tell of a post that holds "365 days": points, which add up.
# From 1 on they say that it is about the film. Learned from {n:,} invented posts
# (tests/relevance/learn.py). The first line is where the count begins.
"""


def posts() -> list[dict[str, Any]]:
    lines = (HERE / "seen.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def learned() -> dict[str, float]:
    """The points of each word and pair, and those to begin with."""
    said = [said_by(read(post["text"], []).words) for post in posts()]
    about = np.array(["film" in post["topics"] for post in posts()])
    often = Counter(sign for each in said for sign in each if sign)
    names = sorted(sign for sign, n in often.items() if n >= OFTEN)
    weights = _fitted(said, about, names)[:-1]
    ranked = sorted(zip(-abs(weights), names, strict=True))
    strongest = sorted(name for _, name in ranked[:KEPT])
    *weights, begin = _fitted(said, about, strongest) * ENOUGH / math.log(SURE / (1 - SURE))
    found = {name: round(float(w), 2) for name, w in zip(strongest, weights, strict=True)}
    return {"": round(float(begin), 2)} | {name: w for name, w in found.items() if w}


def _fitted(said: list[set[str]], about: Any, names: list[str]) -> Any:
    """The weights of the names, and the constant: where |weights|² / 2 + STRENGTH · log-loss is
    least.
    """
    column = {name: i for i, name in enumerate(names)}
    cells = [(row, column[s]) for row, each in enumerate(said) for s in each if s in column]
    cells += [(row, len(names)) for row in range(len(said))]
    shape = (len(said), len(names) + 1)
    matrix = csr_matrix((np.ones(len(cells)), tuple(np.array(cells).T)), shape=shape)
    side = np.where(about, 1.0, -1.0)

    def loss(weights: Any) -> tuple[float, Any]:
        margin = side * (matrix @ weights)
        pull = matrix.T @ (-side * expit(-margin))
        return weights @ weights / 2 + STRENGTH * np.logaddexp(0, -margin).sum(), (
            weights + STRENGTH * pull
        )

    start = np.zeros(shape[1])
    options = {"maxiter": 2_000, "ftol": 1e-12, "gtol": 1e-6}
    return minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x


def written(points: dict[str, float]) -> str:
    ranked = sorted(points, key=lambda sign: (bool(sign), -points[sign], sign))
    lines = (f"{points[sign]:+.2f} {sign}".rstrip() for sign in ranked)
    return HEAD.format(n=len(posts())) + "\n".join(lines) + "\n"


if __name__ == "__main__":
    SET.write_text(written(learned()), "utf-8")
    sys.stdout.write(f"{SET.name}: {len(learned()):,} lines\n")
