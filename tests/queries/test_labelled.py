"""The measurement of `overlaps` against a reader's labels, on made names."""

from __future__ import annotations

import pytest

from benchmarks.labelled import f1, trigram_f1


def test_f1_of_pairs() -> None:
    found, labelled = {("a", "x"), ("b", "y")}, {("a", "x"), ("c", "z"), ("d", "w")}
    assert f1(found, labelled) == (0.5, pytest.approx(1 / 3), pytest.approx(0.4))
    assert f1(set(), set()) == (0.0, 0.0, 0.0)


def test_trigrams_tell_like_names_from_others() -> None:
    left = {"a": "xây cầu treo", "b": "trồng rừng ngập mặn"}
    right = {"x": "xây cầu treo dân sinh", "y": "trồng rừng", "z": "mở lớp học bơi"}
    assert trigram_f1(left, right, {("a", "x"), ("b", "y")}) == 1.0
    assert trigram_f1(left, right, {("a", "z")}) < 1.0
