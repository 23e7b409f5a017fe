"""The numbers of signatures that are told when a petition passes them."""

from pathlib import Path

import pytest
import yaml

from monitor.config import load_config, no_environment
from monitor.sources.sample import WATCH
from tests.config.test_load import SMALLEST, faults

ROOT = Path(__file__).parents[2]


def test_they_are_the_usual_ones_unless_told(written):
    config = load_config(written(SMALLEST))

    assert config.milestones == (10_000, 50_000, 100_000, 500_000, 1_000_000)


@pytest.mark.parametrize(
    ("listed", "read"), [("[1, 7_000, 75000]", (1, 7000, 75_000)), ("[]", ()), ("[5]", (5,))]
)
def test_a_watch_has_its_own(written, listed, read):
    config = load_config(written(f"{SMALLEST}signatures: {{milestones: {listed}}}\n"))

    assert config.milestones == read


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("[100, 50]", "line 3: signatures.milestones.1: 50 does not rise above the 100 before it"),
        ("[100, 100]", "Write each once, from the lowest to the highest"),
        ("[0]", "signatures.milestones.0: 0 is no number of signatures to pass"),
        ("[-5, 6]", "-5 is no number of signatures"),
        ("[99999999999]", "is no number of signatures to pass. Write a whole number from 1 to"),
        ("['70,000']", "signatures.milestones.0: '70,000' is not a whole number"),
        ("[70,000]", "signatures.milestones.1: 0 is no number of signatures"),
        ("[1.5]", "is not a whole number"),
        ("[true]", "is not a whole number"),
        ("70000", "signatures.milestones: should be a list. Write [70000]"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line(written, listed, told):
    (fault,) = faults(written(f"{SMALLEST}signatures: {{milestones: {listed}}}\n"))

    assert told in fault


def test_another_key_is_told_with_the_nearest(written):
    (fault,) = faults(written(f"{SMALLEST}signatures: {{milestone: [5]}}\n"))

    assert "Did you mean milestones?" in fault


def test_the_demo_and_the_real_watch_have_the_same(tmp_path):
    real = yaml.safe_load((ROOT / "config.yaml").read_text("utf-8"))
    demo = tmp_path / "config.yaml"
    demo.write_text(WATCH, "utf-8")

    assert yaml.safe_load(WATCH)["signatures"] == real["signatures"]
    assert load_config(demo, no_environment).milestones == (10_000, 70_000, 75_000, 100_000)
