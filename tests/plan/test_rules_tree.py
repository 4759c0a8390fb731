from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoshin.plan.rules.tree import Node, Tree, moved


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    count = draw(st.integers(0, 12))
    nodes = []
    for id_ in range(1, count + 1):
        parent = draw(st.one_of(st.none(), st.integers(1, id_ - 1))) if id_ > 1 else None
        nodes.append(Node(id_, parent, draw(st.integers(0, 3))))
    return Tree(nodes)


@given(trees())
def test_a_walk_meets_every_node_once_and_parents_first(tree: Tree) -> None:
    walked = [id_ for id_, _depth in tree.walk()]

    assert len(set(walked)) == len(walked)
    for id_, depth in tree.walk():
        parent = tree.parent(id_)
        assert tree.depth(id_) == depth
        assert parent is None or walked.index(parent) < walked.index(id_)


@given(trees())
def test_numbers_are_unique_and_grow_with_the_depth(tree: Tree) -> None:
    numbers = tree.numbers()

    assert len(set(numbers.values())) == len(numbers)
    assert all(numbers[id_].count("-") == depth for id_, depth in tree.walk())


@given(st.lists(st.integers(), min_size=1, unique=True), st.data(), st.integers(-20, 20))
def test_moving_keeps_all_members_and_the_order_of_the_others(ids: list[int], data: st.DataObject, steps: int) -> None:
    chosen = data.draw(st.sampled_from(ids))

    after = moved(ids, chosen, steps)

    assert sorted(after) == sorted(ids)
    assert [one for one in after if one != chosen] == [one for one in ids if one != chosen]
    assert after.index(chosen) == min(max(ids.index(chosen) + steps, 0), len(ids) - 1)


def test_a_node_is_within_itself_and_its_ancestors_only() -> None:
    tree = Tree([Node(1, None, 0), Node(2, 1, 0), Node(3, 2, 0), Node(4, 1, 1)])

    assert tree.is_within(3, 1)
    assert tree.is_within(3, 3)
    assert not tree.is_within(3, 4)
    assert (tree.height(1), tree.height(4)) == (2, 0)
