"""Where points stand, computed once and the same every time: no physics runs in the browser."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

GOLDEN = math.pi * (3 - math.sqrt(5))
"""The golden angle, radians: seeds of a sunflower stand apart by it."""

ASPECT = 1.3
"""Width over height of the window a map is first seen in: a wide screen and a narrow one lie on both sides of it."""


def pack(radii: Sequence[float], gap: float = 6.0, flat: float = 1.0) -> NDArray[np.float64]:
    """Centres of circles of the given radii, an (n, 2) array, none nearer to another than `gap`.

    The largest stands at the centre, each further one on the first free place of a spiral outwards (`flat` is its
    height over its width); the search goes on a little before where the last one was found, so that it takes O(n)
    looks a circle.
    """
    order = sorted(range(len(radii)), key=lambda i: (-radii[i], i))
    centres = np.zeros((len(radii), 2))
    placed, sizes = np.empty((len(radii), 2)), np.empty(len(radii))
    step, start = max(2.0, (min(radii) + gap) / 2) if radii else 2.0, 0.0
    for n, i in enumerate(order):
        if n:
            centres[i], start = _free_place(radii[i] + gap, placed[:n], sizes[:n], step, start, flat)
        placed[n], sizes[n] = centres[i], radii[i]
    return centres


def _free_place(
    radius: float, placed: NDArray[np.float64], sizes: NDArray[np.float64], step: float, start: float, flat: float
) -> tuple[NDArray[np.float64], float]:  # fmt: skip
    """The first place of the spiral where a circle of `radius` touches none of those placed, and where the next
    search may start (arc lengths of the spiral)."""
    arc = max(0.0, start * 0.8 - 4 * radius)
    while True:
        lengths = arc + step * np.arange(256)
        # An Archimedean spiral with `step` between its turns: angle = sqrt(4 pi length / step).
        angles = np.sqrt(4 * math.pi * lengths / step)
        distance = step * angles / (2 * math.pi)
        places = np.column_stack([distance * np.cos(angles), flat * distance * np.sin(angles)])
        apart = np.hypot(places[:, None, 0] - placed[:, 0], places[:, None, 1] - placed[:, 1])
        free = (apart >= sizes + radius).all(axis=1)
        if free.any():
            first = int(free.argmax())
            return places[first], float(lengths[first])
        arc = float(lengths[-1]) + step


def sunflower(count: int, hole: float, spacing: float) -> NDArray[np.float64]:
    """`count` places around a hole of the given radius, about `spacing` apart, as seeds stand in a sunflower."""
    seeds = np.arange(count)
    # Each seed takes spacing^2 of area: pi r^2 grows by that much from one to the next.
    distance = np.sqrt((hole + spacing / 2) ** 2 + seeds * spacing**2 / math.pi * 1.15)
    return np.column_stack([distance * np.cos(seeds * GOLDEN), distance * np.sin(seeds * GOLDEN)])


def sunflower_radius(count: int, hole: float, spacing: float) -> float:
    """The radius that `sunflower` fills."""
    return float(np.hypot(*sunflower(count, hole, spacing)[-1]) + spacing / 2) if count else hole


def room(sizes: Sequence[tuple[float, float]], corners: NDArray[np.float64], aspect: float = ASPECT) -> float:
    """The height of a window of the shape `aspect` that holds rectangles placed so."""
    width, height = (corners + np.asarray(sizes)).max(axis=0)
    return float(max(width / aspect, height))


def shelves(sizes: Sequence[tuple[float, float]], gap: float, aspect: float = ASPECT) -> NDArray[np.float64]:
    """Left upper corners of rectangles (width, height), an (n, 2) array: in their order on shelves one under the
    other, or in columns one beside the other, whichever is nearest to the shape of a window (width over height)."""
    if not sizes:
        return np.zeros((0, 2))
    area = sum((width + gap) * (height + gap) for width, height in sizes)
    turned = [(height, width) for width, height in sizes]
    placed = []
    for factor in (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5):
        placed.append(_on_shelves(sizes, gap, math.sqrt(area * aspect) * factor))
        placed.append(_on_shelves(turned, gap, math.sqrt(area / aspect) * factor)[:, ::-1])
    return min(placed, key=lambda corners: room(sizes, corners, aspect))


def _on_shelves(sizes: Sequence[tuple[float, float]], gap: float, length: float) -> NDArray[np.float64]:
    """Corners on shelves of a length, or of the longest rectangle's."""
    placed = np.zeros((len(sizes), 2))
    x = y = tallest = 0.0
    for n, (width, height) in enumerate(sizes):
        if x and x + width > length:
            x, y, tallest = 0.0, y + tallest + gap, 0.0
        placed[n] = x, y
        x, tallest = x + width + gap, max(tallest, height)
    return placed


def wrapped_columns(items: Sequence[str], tallest: int) -> list[list[str]]:
    """Items in their order as columns of nearly equal height, none of more than `tallest`."""
    count = math.ceil(len(items) / tallest)
    height = math.ceil(len(items) / count) if count else 0
    return [list(items[start : start + height]) for start in range(0, len(items), height or 1)]
