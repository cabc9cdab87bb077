from __future__ import annotations

import pytest

from tests.project.places import ROOT
from tests.report.golden import FOLDER, renderings

RENDERINGS = renderings()


@pytest.mark.parametrize("name", RENDERINGS)
def test_a_rendering_is_what_was_looked_at(name: str) -> None:
    assert RENDERINGS[name] == (FOLDER / name).read_bytes().decode()


def test_the_review_that_the_documentation_shows_is_ours() -> None:
    shown = (ROOT / "docs" / "review.md").read_text("utf-8")
    assert f"````markdown\n{RENDERINGS['review.md']}````\n" in shown


def test_every_golden_file_is_compared() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(RENDERINGS)
