"""Suggestions for a person to judge: agencies that may be one. Nothing is joined by likeness alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.judgements import standing
from graph.part import Part
from graph.record import Record
from graph.reference import find_document
from graph.text import bare, fold
from queries.language import Translate, translator

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("a", "b", "a_name", "b_name", "score", "reasons", "tasks_a", "tasks_b")


def review_agencies(
    record: Record, *, plan: str | None = None, least: float = 85.0, lang: str | None = None
) -> pd.DataFrame:
    """Pairs of agencies of one jurisdiction whose names are alike, most alike first, with COLUMNS. `score` is the
    likeness of the folded names in percent. Pairs already judged are left out, and pairs the registry knows as two;
    with `plan` also those of which that plan names neither."""
    import pandas as pd
    from rapidfuzz import fuzz, process

    say = translator(lang)

    judged = {frozenset((j.a, j.b)) for j in standing(record, "agency")}
    led = record.frame("LEADS").groupby("source").size()
    found = []
    for _, group in record.frame("Agency").groupby("jurisdiction"):
        ids, names, kinds = (group[column].tolist() for column in ("id", "name", "archetype"))
        scores = process.cdist([fold(n) for n in names], [fold(n) for n in names], scorer=fuzz.ratio)
        for i in range(len(ids)):
            for k in range(i + 1, len(ids)):
                if kinds[i] is not None and kinds[k] is not None:
                    continue
                score = max(float(scores[i][k]), float(fuzz.token_sort_ratio(bare(names[i]), bare(names[k]))))
                if score >= least and frozenset((ids[i], ids[k])) not in judged:
                    pair = (ids[i], ids[k], names[i], names[k], round(score, 1), _reasons(names[i], names[k], say))
                    found.append((*pair, int(led.get(ids[i], 0)), int(led.get(ids[k], 0))))
    if plan is not None:
        named = Part(record, find_document(record, plan)).ids
        found = [row for row in found if row[0] in named or row[1] in named]
    found.sort(key=lambda row: (-row[4], row[0], row[1]))
    return pd.DataFrame(found, columns=list(COLUMNS))


def _reasons(a: str, b: str, _: Translate) -> list[str]:
    from rapidfuzz.distance import Levenshtein

    if bare(a) == bare(b):
        return [_("the same letters with other marks")]
    if sorted(bare(a).split()) == sorted(bare(b).split()):
        return [_("the same words in another order")]
    distance = Levenshtein.distance(bare(a), bare(b))
    apart = _("1 letter apart") if distance == 1 else _("{n} letters apart").format(n=distance)
    shared = set(bare(a).split()) & set(bare(b).split())
    return [*([apart] if distance <= 3 else []), _("{n} words shared").format(n=len(shared))]
