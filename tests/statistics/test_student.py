import math
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.statistics import normal_quantile, t_quantile

# Student's t at 97.5 %: NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2.
TABLE = {
    1: 12.706,
    2: 4.303,
    3: 3.182,
    5: 2.571,
    9: 2.262,
    19: 2.093,
    29: 2.045,
    60: 2.000,
    100: 1.984,
}


@pytest.mark.parametrize(("freedom", "published"), TABLE.items())
def test_t_quantiles_are_those_of_the_published_table(freedom, published):
    assert round(t_quantile(0.975, freedom), 3) == published


def test_t_quantiles_of_one_and_two_degrees_have_closed_forms():
    # df 1 is the Cauchy distribution, tan(pi (p - 1/2)); df 2 is (2p - 1) sqrt(2 / (4p (1 - p))).
    assert isclose(t_quantile(0.9, 1), 3.0776835371752536, rel_tol=1e-12)
    p = 0.9
    assert isclose(t_quantile(p, 2), (2 * p - 1) * sqrt(2 / (4 * p * (1 - p))), rel_tol=1e-12)


def test_t_quantiles_approach_the_normal_distribution():
    assert isclose(t_quantile(0.975, 1e7), 1.959964, rel_tol=1e-5)


@given(st.floats(0.5, 0.99995), st.floats(1, 5000))
def test_t_quantiles_are_those_of_scipy(probability, freedom):
    from scipy.stats import t

    assert isclose(
        t_quantile(probability, freedom), t.ppf(probability, freedom), rel_tol=1e-7, abs_tol=1e-9
    )


@given(st.floats(1e-6, 1 - 1e-6))
def test_normal_quantiles_are_those_of_scipy(probability):
    from scipy.stats import norm

    assert math.isclose(normal_quantile(probability), norm.ppf(probability), abs_tol=1e-8)
