from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hoshin.services.opendata.rules import solr
from hoshin.services.opendata.rules.solr import And, Everything, Node, Not, Or, Range, SolrSyntaxError, Term, parse

CITY = Term("organization", "t132292")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", Everything()),
        ("*:*", Everything()),
        ("organization:t132292", CITY),
        (' +organization:"t132292" ', CITY),
        (
            "organization:t132292 metadata_modified:[2026-10-01T00:00:00Z TO *]",
            And((CITY, Range("metadata_modified", "2026-10-01T00:00:00Z", None))),
        ),
        ("-groups:c023", Not(Term("groups", "c023"))),
        ("NOT (a AND -b)", Not(And((Term("text", "a"), Not(Term("text", "b")))))),
        ("res_format:(CSV OR GeoJSON)", Or((Term("res_format", "CSV"), Term("res_format", "GeoJSON")))),
        ("title:避難*", Term("title", "避難", is_prefix=True)),
        ("tags:*", Term("tags", "", is_prefix=True)),
        ("tags:自治体標準オープンデータセット", Term("tags", "自治体標準オープンデータセット")),
        ('tags:"a \\"b\\""^2.5', Term("tags", 'a "b"')),
        ("extras_更新頻度:毎月", Term("extras_更新頻度", "毎月")),
        ("metadata_created:{* TO 2020-01-01]", Range("metadata_created", None, "2020-01-01", has_low=False)),
        ("t132292d0000000001", Term("text", "t132292d0000000001")),
        ("name:a-b\\:c", Term("name", "a-b:c")),
    ],
)
def test_a_query_is_read_as_solr_reads_it(query: str, tree: Node) -> None:
    assert parse(query) == tree


def test_or_binds_tighter_than_standing_beside_as_a_harvester_means_it() -> None:
    query = "organization:a OR organization:b metadata_modified:[2026-10-01T00:00:00Z TO *]"

    either = Or((Term("organization", "a"), Term("organization", "b")))
    assert parse(query) == And((either, Range("metadata_modified", "2026-10-01T00:00:00Z", None)))


def test_and_binds_tighter_than_or() -> None:
    assert parse("a AND b OR c") == Or((And((Term("text", "a"), Term("text", "b"))), Term("text", "c")))


@pytest.mark.parametrize(
    "query",
    [
        "a OR",
        "AND",
        "(a",
        "a)",
        "title:",
        ":a",
        "title:[1 TO 2",
        '"a',
        "a~2",
        "a*b",
        "*a",
        "te?t",
        "title:/a.*/",
        "{!join from=id to=id}a",
        "(" * (solr.MOST_DEPTH + 1) + "a" + ")" * (solr.MOST_DEPTH + 1),
        "a " * (solr.MOST_CLAUSES + 1),
        "a" * (solr.MOST_CHARACTERS + 1),
    ],
)
def test_what_is_not_understood_is_refused_and_not_guessed(query: str) -> None:
    with pytest.raises(SolrSyntaxError):
        parse(query)


def test_the_fields_of_a_query_are_known() -> None:
    assert solr.fields_of(parse("a:1 OR NOT (b:2 c:[1 TO 2]) *:*")) == {"a", "b", "c"}


@pytest.mark.parametrize("sort", ["name", "name up", "", "name asc,", "name asc desc"])
def test_a_sort_without_a_direction_is_refused(sort: str) -> None:
    with pytest.raises(SolrSyntaxError, match="sort"):
        solr.parse_sort(sort)


def test_a_sort_is_read_field_by_field() -> None:
    assert solr.parse_sort("title_string asc, metadata_modified DESC") == (
        ("title_string", False),
        ("metadata_modified", True),
    )


def quoted(text: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def written(tree: Node) -> str:
    """A query that says the tree, with more brackets than a person would write."""
    match tree:
        case Term():
            value = re.sub(r"(\W)", r"\\\1", tree.value) + "*" if tree.is_prefix else quoted(tree.value)
            return f"{tree.field}:{value}"
        case Range():
            low, high = ("*" if end is None else quoted(end) for end in (tree.low, tree.high))
            return f"{tree.field}:{'{['[tree.has_low]}{low} TO {high}{'}]'[tree.has_high]}"
        case Not():
            return f"-({written(tree.inner)})"
        case And():
            return " ".join(f"({written(part)})" for part in tree.parts)
        case Or():
            return " || ".join(f"({written(part)})" for part in tree.parts)
        case _:
            return "*:*"


FIELDS = st.sampled_from(["title", "tags", "extras_更新頻度", "res_format"])
VALUES = st.text(max_size=20)
LEAVES = (
    st.just(Everything())
    | st.builds(Term, FIELDS, VALUES, st.booleans())
    | st.builds(Range, FIELDS, st.none() | VALUES, st.none() | VALUES, st.booleans(), st.booleans())
)


def branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.builds(Not, inner) | st.builds(And, several) | st.builds(Or, several)


@example(Term("title", "\\", is_prefix=True))
@given(st.recursive(LEAVES, branches, max_leaves=12))
def test_every_tree_that_is_written_is_read_as_itself(tree: Node) -> None:
    assert parse(written(tree)) == tree


@given(st.text(alphabet='ab:()[]{}"*\\-+!&| TOANDRNT^~/?2', max_size=60))
def test_any_text_is_read_or_refused_and_never_breaks(text: str) -> None:
    try:
        tree = parse(text)
    except SolrSyntaxError:
        return
    assert solr.fields_of(tree) is not None
