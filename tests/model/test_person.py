"""Names are the same however they are written."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onetext.model import name_key

FORMS: tuple[Any, ...] = ("NFC", "NFD", "NFKC", "NFKD")
MANY_WRITTEN_WAYS = (
    "eéÉßẞİıǰŉﬁſK㎯ᾳᾫΐςΣ가각각ㅎ½ﻻلا\u0301\u0323\u030c\u0347\u0345\u200d\u200f\u00ad\u00a0\u3000 \tÅ\u304b\u3099\uff9e"
)
NAMES = st.text() | st.text(alphabet=MANY_WRITTEN_WAYS, max_size=6)


@given(NAMES)
@example("e\u200d\u0301")  # a sign that nobody sees between a letter and its accent
@example("İ\u0347")
def test_the_key_of_a_key_is_that_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize("form", FORMS)
@given(NAMES)
def test_a_name_has_one_key_in_every_form_of_unicode(form: Any, name: str) -> None:
    assert name_key(unicodedata.normalize(form, name)) == name_key(name)


@pytest.mark.parametrize("form", ["NFC", "NFKC"])
@given(NAMES.filter(lambda name: "\u0345" not in unicodedata.normalize("NFD", name)))
@example("İ\u0347")
def test_a_name_has_one_key_in_every_case(form: Any, name: str) -> None:
    """But for an iota below: folded, it becomes a letter that takes the accents after it."""
    assert name_key(unicodedata.normalize(form, name).casefold()) == name_key(name)


@pytest.mark.parametrize("one", ["José", "Łódź", "Ǆ", "ΑΣ", "Straße", "محمد"])
def test_names_in_other_scripts_and_cases_are_found(one: str) -> None:
    assert len({name_key(each) for each in (one, one.upper(), one.casefold(), f"\u200f{one} ")}) == 1
