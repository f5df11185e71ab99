"""What kind of thing a task makes, where that alone tells two tasks apart: a database, a law of the State, a check of
what others do."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from queries.overlap.wording import Floats, Ints, Wording

_SYSTEMS = ("cơ sở dữ liệu", "phần mềm", "hệ thống thông tin", "số hóa")
_LAW = r"\b(?:bộ luật|luật|nghị định|thông tư|pháp lệnh)\b"
#: A verb of drafting at the beginning, a law or decree soon after it.
_DRAFTS = re.compile(
    rf".{{0,40}}?\b(?:sửa đổi|xây dựng|bổ sung|hoàn thiện|soạn thảo|ban hành)\b.{{0,50}}?{_LAW}", re.IGNORECASE
)
_NAMES = re.compile(_LAW, re.IGNORECASE)
_CHECKS = re.compile(
    r".{0,20}?\b(?:kiểm tra|thanh tra|giám sát|theo dõi|đôn đốc|sơ kết|tổng kết)\b.{0,20}?"
    r"\b(?:việc|tình hình|kết quả|tiến độ|công tác) (?:triển khai|thực hiện|thi hành)",
    re.IGNORECASE,
)


def database_alone(wording: Wording, u: Ints, v: Ints) -> Floats:
    """1 where the first thing one unit names is a database, and the other names no system."""
    ids = {name: i for i, name in enumerate(wording.display)}
    systems = [ids[name] for name in _SYSTEMS if name in ids]
    names_one = np.zeros(len(wording.text_of), bool)
    names_one[wording.owner[np.isin(wording.word, systems)]] = True
    thing = np.flatnonzero(wording.kind == 0)
    owner = wording.owner[thing]
    starts = thing[np.r_[True, owner[1:] != owner[:-1]]] if len(thing) else thing
    is_one = np.zeros(len(wording.text_of), bool)
    is_one[wording.owner[starts]] = wording.word[starts] == ids.get(_SYSTEMS[0], -1)
    return ((is_one[u] & ~names_one[v]) | (is_one[v] & ~names_one[u])).astype(float)


def law_alone(names: pd.Series, a: Ints, b: Ints) -> Floats:
    """1 where one row drafts or amends a law, decree or circular and the other names none."""
    code, texts = pd.factorize(names)
    named = np.array([bool(_NAMES.search(text)) for text in texts], dtype=bool)
    drafts = np.array([law and bool(_DRAFTS.match(text)) for text, law in zip(texts, named, strict=True)], dtype=bool)
    named, drafts = named[code], drafts[code]
    return np.asarray((drafts[a] & ~named[b]) | (drafts[b] & ~named[a]), dtype=np.float64)


def check_alone(names: pd.Series, a: Ints, b: Ints) -> Floats:
    """1 where one row begins with checking how something is carried out, and the other does not."""
    code, texts = pd.factorize(names)
    checks = np.array([bool(_CHECKS.match(text)) for text in texts], dtype=bool)[code]
    return np.asarray(checks[a] != checks[b], dtype=np.float64)
