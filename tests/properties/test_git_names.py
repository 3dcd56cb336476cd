"""Names and titles come from anybody: whatever they hold, a commit has one author, and only the trailers meant."""

from __future__ import annotations

import re
import subprocess
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from service.commits.words import UNNAMED, Item, clean, clean_name, host_of, identity, message
from tests.support.repositories import GIT, needs_git
from tests.support.soak import often

HOSTILE = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="\n\r\0\x0b\x85\u2028\u2029 <>@:-\\\"'`*_[]#ab\u202e\u200f\ud800\U000e0041", max_size=60),
    st.sampled_from(
        [
            "Eve\nCo-authored-by: Linus <l@example.org>",
            "Eve <eve@example.org> 0 +0000\ncommitter Mallory <m@example.org>",
            "Eve>\n\nforged body",
            "Signed-off-by: Eve <e@example.org>",
            "\u2028Co-authored-by: x <y@z>",
            "...",
            "<>",
            "\ud83d",
        ]
    ),
)
TRAILER = re.compile(rb"^[A-Za-z0-9-]+[ \t]*:", re.MULTILINE)


@given(name=HOSTILE, number=st.one_of(st.none(), st.integers(1, 10**9)))
@example(name="Ana\nauthor Mallory <m@x>", number=3)
def test_a_header_has_one_line_with_one_address(name: str, number: int | None) -> None:
    line = identity(number, name, "host.example.org").line.encode()
    assert not re.search(rb"[\x00-\x1f\x7f]", line)
    assert line.count(b"<") == line.count(b">") == 1


@needs_git
@often(30)
@given(name=HOSTILE, number=st.one_of(st.none(), st.integers(1, 10**9)))
@example(name="Ana\nauthor Mallory <m@x>", number=3)
def test_git_takes_a_name_as_it_is(name: str, number: int | None) -> None:
    who = identity(number, name, "host.example.org")
    given = {"GIT_AUTHOR_NAME": who.name, "GIT_AUTHOR_EMAIL": who.address, "GIT_AUTHOR_DATE": "@7 +0000"}
    said = subprocess.run([str(GIT), "var", "GIT_AUTHOR_IDENT"], env=given, capture_output=True, check=True).stdout
    assert said.decode() == f"{who.line} 7 +0000\n"


@given(
    titles=st.lists(HOSTILE, min_size=1, max_size=4),
    names=st.lists(HOSTILE, max_size=4),
    language=st.sampled_from(["Spanish", "", "Chinese (Simplified)"]),
)
@example(titles=[":"], names=[], language="")
@example(titles=["- : a"], names=[], language="")
def test_a_message_has_only_the_trailers_meant(titles: list[str], names: list[str], language: str) -> None:
    people = [identity(number, name, "h.example.org") for number, name in enumerate(names, 1)]
    items = [Item(title, language, "1 text translated") for title in titles]
    words = message("Spanish", "1 text translated", items, people[:2], people[2:]).encode()
    subject, _, rest = words.partition(b"\n\n")
    assert b"\n" not in subject
    assert subject.startswith(b"Spanish: 1 text translated in ")
    body, _, trailers = rest.partition(b"\n\n")
    assert all(line.startswith(b"- ") for line in body.splitlines())
    found = [match.group() for match in TRAILER.finditer(rest)]
    assert found == [b"Co-authored-by:"] * len(set(people[:2])) + [b"Reviewed-by:"] * len(set(people[2:]))
    assert words.count(b"\n\n") == (2 if people else 1)
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", words)
    assert len(trailers.splitlines()) == len(found)


@given(text=HOSTILE, limit=st.integers(2, 100))
def test_clean_text_is_one_visible_line(text: str, limit: int) -> None:
    line = clean(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())
    assert all(unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") for c in line)
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff")


@given(name=HOSTILE)
def test_a_name_that_is_left_over_is_clean_already(name: str) -> None:
    once = clean_name(name)
    assert clean_name(once) == once


def test_good_names_stay_as_they_are() -> None:
    for name in ("Ana María Núñez-O’Brien", "محمد علی\u200cپور", "李 小龙", "Þórunn", "J. R. R. T", "Zoë 2"):
        assert clean_name(name) == name
    assert identity(4, "...", "h.example.org").name == identity(4, "", "h.example.org").name == UNNAMED


def test_hosts_that_are_no_public_names_become_invalid() -> None:
    assert host_of("https://Translate.Example.org:8443/x") == "translate.example.org"
    assert host_of("https://übersetzen.example.org") == "xn--bersetzen-p9a.example.org"
    for url in ("http://127.0.0.1:8023", "http://[::1]/", "http://localhost:8023", "", "http://", "https://a b.org/"):
        assert host_of(url) == "invalid"
