"""Puts questions together that ask for the same thing.

Two questions are near when they resemble the same topics, and a little when they share their
letters: alone, letters find too little (measured in docs/adr/0017).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.improvement.topic_index import TopicIndex

_SHARPNESS = 8
_WEIGHT_OF_TOPICS = 0.7
_MOST_DISTANT = 0.75
_SMALLEST = 1e-6
MAX_QUESTIONS = 1500
"""More would take minutes; the newest ones tell enough."""


def group(texts: Sequence[str], index: TopicIndex) -> list[list[int]]:
    """Return the positions of questions that belong together, the largest group first.

    Raises:
        ValueError: there are more than ``MAX_QUESTIONS``.
    """
    if len(texts) > MAX_QUESTIONS:
        raise ValueError("too many questions")
    if len(texts) < 2:  # noqa: PLR2004 - a pair
        return [[place] for place in range(len(texts))]
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform
    from sklearn.preprocessing import normalize

    letters = index.vectors(texts)
    likeness = index.likeness(texts)
    # Scaled first: powers of small numbers would count as nothing.
    likeness /= np.maximum(likeness.max(axis=1, keepdims=True), _SMALLEST)
    topics = normalize(likeness**_SHARPNESS)
    nearness = (1 - _WEIGHT_OF_TOPICS) * (letters @ letters.T).toarray()
    nearness += _WEIGHT_OF_TOPICS * (topics @ topics.T)
    distances = np.clip(1 - (nearness + nearness.T) / 2, 0, None)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), "average")
    members: dict[int, list[int]] = {}
    for place, label in enumerate(fcluster(tree, _MOST_DISTANT, "distance")):
        members.setdefault(int(label), []).append(place)
    return sorted(members.values(), key=lambda places: (-len(places), places[0]))
