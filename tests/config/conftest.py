"""A config.yaml that each test writes for itself."""

from pathlib import Path

import pytest


@pytest.fixture
def written(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "config.yaml"
        path.write_text(text, "utf-8")
        return path

    return write
