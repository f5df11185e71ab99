"""Small made corpora for the tests of overlaps: names composed of parts, a share of them edited copies."""

from __future__ import annotations

import random

ACTIONS = ("Xây dựng", "Triển khai", "Ban hành", "Nâng cấp", "Rà soát, bổ sung", "Phối hợp xây dựng và triển khai")
PRODUCTS = ("kế hoạch", "đề án", "phần mềm", "cơ sở dữ liệu", "quy chế", "chương trình")
THINGS = (
    "quản lý bến xe", "chợ nông thôn", "thư viện tỉnh", "đội cứu hộ bờ biển", "vườn ươm giống lúa", "trạm quan trắc",
    "hồ chứa nước", "học bạ", "bệnh án", "tàu cá", "di tích đình làng", "cây xanh đường phố", "lò giết mổ", "phà sông",
    "nhà văn hóa thôn", "cầu treo dân sinh", "lưới điện đảo", "rừng ngập mặn", "làng gốm", "đường mòn du lịch",
)  # fmt: skip
ENDS = ("trên địa bàn tỉnh", "để phục vụ người dân", "giai đoạn 2026-2030", "theo hướng dẫn của Trung ương", "")


def made_names(n: int, seed: int = 7) -> list[str]:
    """n names; about one in six is an earlier name with a word or two changed."""
    rng = random.Random(seed)
    names: list[str] = []
    for i in range(n):
        if i > 10 and rng.random() < 1 / 6:
            words = rng.choice(names).split()
            words[rng.randrange(len(words))] = rng.choice(THINGS).split()[0]
            names.append(" ".join(words))
        else:
            things = " và ".join(rng.sample(THINGS, rng.choice((1, 2, 2))))
            number = rng.choice(("", "", f" số {rng.randrange(400)}"))
            parts = (rng.choice(ACTIONS), rng.choice(PRODUCTS), things + number, rng.choice(ENDS))
            names.append(" ".join(p for p in parts if p))
    return names
