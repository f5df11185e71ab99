"""The made-up nation that measurements run on has the shape it promises, and schedules as the reference does."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.corpus import COPIED, Corpus, make_corpus
from benchmarks.generate import frames
from benchmarks.plan_text import plan_text
from graph.text import clean
from queries.schedule.cpm import schedule
from queries.schedule.network import make_links
from tests.queries.reference_cpm import reference


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make_corpus("small")


def test_counts_of_the_small_size(corpus: Corpus) -> None:
    assert len(corpus.plans) == 101
    assert corpus.plan.size == 280 + 100 * 40
    assert corpus.indicator_plan.size == 100 + 100 * 20
    assert len(corpus.plans[0].agencies) == 60
    assert corpus.predecessor.size == corpus.plan.size * 3 // 2
    assert corpus.copy.size == round(corpus.plan.size * COPIED)
    assert (corpus.plan[corpus.copy] != corpus.plan[corpus.original]).all()
    first = (corpus.lead[:280, 0] == 0).mean()
    assert 0.25 < first < 0.42
    without = np.mean([end is None for _, _, end in corpus.milestone])
    assert 0.17 < without < 0.23
    assert len(set(corpus.name)) > 0.99 * corpus.plan.size


def test_the_same_size_gives_the_same_corpus(corpus: Corpus) -> None:
    again = make_corpus("small")
    assert again.name == corpus.name
    assert all(frame.equals(frames(again)[name]) for name, frame in frames(corpus).items())
    assert plan_text(again, 3) == plan_text(corpus, 3)


def test_a_plan_as_text_keeps_the_line_of_each_row(corpus: Corpus) -> None:
    text = plan_text(corpus, 0)
    lines = text.text.splitlines()
    assert all(line == clean(line) != "" for line in lines)
    for task, line in zip(corpus.plans[0].tasks, text.task_line, strict=True):
        assert lines[line - 1 : line + 1] == [f"{task + 1}.", corpus.name[task]]
    for indicator, line in zip(corpus.plans[0].indicators, text.indicator_line, strict=True):
        assert lines[line] == corpus.indicator_name[indicator]


def test_its_schedule_equals_the_reference(corpus: Corpus) -> None:
    links = list(zip(corpus.predecessor.tolist(), corpus.successor.tolist(), strict=True))
    expected = reference(corpus.duration.tolist(), [(a, b, "FS", 0) for a, b in links])
    found = schedule(corpus.duration, make_links(corpus.predecessor, corpus.successor))
    assert found.total_slack.tolist() == list(expected.total_slack.values())
    assert found.free_slack.tolist() == list(expected.free_slack.values())
