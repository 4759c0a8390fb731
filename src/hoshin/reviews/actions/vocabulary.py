"""The words in which an edition is assessed and decided."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from hoshin.indicators.rules.admission import require_no_my_number
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.versioning import change
from hoshin.plan.models import Edition
from hoshin.reviews.models import DecisionKind, ScaleMark
from hoshin.reviews.permissions import RUN_ROUND
from hoshin.reviews.queries.vocabulary import Word, WordModel, uses_of, words_of
from hoshin.reviews.rules.vocabulary import DEFAULT_DECISIONS, DEFAULT_MARKS, WordInUse, WordTaken

WEIGHTY = ("is_unassessable", "effect")  # what a word does, beside how it reads
KEY_OF = {ScaleMark: "mark", DecisionKind: "decision"}


@action(RUN_ROUND, "reviews.vocabulary.begun")
def put_default_vocabulary(by: Actor, *, edition: Edition) -> Edition:
    """Give the edition the usual marks and words for decisions, as far as it has none of its own."""
    if not words_of(ScaleMark, edition).exists():
        ScaleMark.objects.bulk_create(
            ScaleMark(
                edition=edition,
                order=order,
                key=word.key,
                label=word.label,
                meaning=word.meaning,
                is_unassessable=word.is_unassessable,
            )
            for order, word in enumerate(DEFAULT_MARKS)
        )
    if not words_of(DecisionKind, edition).exists():
        DecisionKind.objects.bulk_create(
            DecisionKind(
                edition=edition,
                order=order,
                key=word.key,
                label=word.label,
                meaning=word.meaning,
                effect=word.effect,
            )
            for order, word in enumerate(DEFAULT_DECISIONS)
        )
    return edition


@action(RUN_ROUND, "reviews.word.added")
def add_word(by: Actor, *, edition: Edition, model: WordModel, values: dict[str, Any]) -> Word:
    """Add a mark or a word for decisions behind the others.

    :raises WordTaken: the edition has it already.
    """
    rows = words_of(model, edition)
    _require_fit(rows, values)
    last = rows.aggregate(last=Max("order"))["last"]
    order = 0 if last is None else last + 1
    taken = set(rows.values_list("key", flat=True))
    number = next(number for number in range(1, len(taken) + 2) if f"{KEY_OF[model]}-{number}" not in taken)
    with _refusing_twins(values):
        row: Word = model.objects.create(edition=edition, order=order, key=f"{KEY_OF[model]}-{number}", **values)
    return row


@action(RUN_ROUND, "reviews.word.changed")
def change_word(by: Actor, *, word: Word, version: int, values: dict[str, Any]) -> Word:
    """Change how a word reads; what it does only while nothing was said with it.

    :raises WordInUse: its effect would change for what was said with it.
    :raises WordTaken: the edition has it already.
    :raises EditedMeanwhile: somebody saved first.
    """
    _require_fit(words_of(type(word), word.edition).exclude(pk=word.pk), values)
    is_weighty = any(name in values and getattr(word, name) != values[name] for name in WEIGHTY)
    if is_weighty and (uses := uses_of(word)):
        raise WordInUse(word.label, uses)
    return change(word, version=version, **values)


@action(RUN_ROUND, "reviews.word.moved")
def move_word(by: Actor, *, word: Word, steps: int) -> Word:
    """Move a word up (negative) or down among its like."""
    rows = list(words_of(type(word), word.edition).select_for_update())
    place = next(index for index, row in enumerate(rows) if row.pk == word.pk)
    row = rows.pop(place)
    rows.insert(min(max(place + steps, 0), len(rows)), row)
    for order, one in enumerate(rows):
        if one.order != order:
            type(word).objects.filter(pk=one.pk).update(order=order)
    return type(word).objects.get(pk=word.pk)


@action(RUN_ROUND, "reviews.word.removed")
def remove_word(by: Actor, *, word: Word) -> Word:
    """Delete a word with which nothing was said.

    :raises WordInUse: something was.
    """
    if uses := uses_of(word):
        raise WordInUse(word.label, uses)
    type(word).objects.filter(pk=word.pk).delete()
    return word


def _require_fit(rows: Any, values: dict[str, Any]) -> None:
    require_no_my_number({name: text for name, text in values.items() if isinstance(text, str)})
    if rows.filter(label=values.get("label")).exists():
        raise WordTaken(values["label"])


@contextmanager
def _refusing_twins(values: dict[str, Any]) -> Iterator[None]:
    """Two people who add at once may be given the same key: the second one is asked to do it again."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise WordTaken(values["label"]) from error
