"""Label names: in the form they are compared in, and none of two facts."""

from __future__ import annotations

from collections import Counter

from packager.readers.sites.label_names import NAMES, UNUSED


def test_every_name_is_in_the_form_in_which_labels_are_compared() -> None:
    names = [*UNUSED, *(name for found in NAMES.values() for name in found)]
    assert [name for name in names if name != " ".join(name.lower().split())] == []


def test_no_name_means_two_facts() -> None:
    counted = Counter([*UNUSED, *(name for found in NAMES.values() for name in found)])
    assert [name for name, count in counted.items() if count > 1] == []
