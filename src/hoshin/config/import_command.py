"""`hoshin import` and `hoshin template`: the table that a city has, into a draft, and a workbook to fill in."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist

from hoshin.config.choosing import EditionName, NotChosen, edition_name, municipality_of
from hoshin.config.terminal import complain, say
from hoshin.kernel.actor import system_actor
from hoshin.kernel.scope import municipality_scope
from hoshin.kernel.tables import Grid, NotATable, letters_of
from hoshin.plan.actions.loading import EditionIsFixed
from hoshin.publishing.actions import NotOfThisDatabase, load_folder
from hoshin.publishing.exports.template_xlsx import CellTooLong, template_xlsx
from hoshin.publishing.queries.importing import Target, import_target, newest_year, policies_to_choose
from hoshin.publishing.rules.importing.assembling import Assembled, NotSettled, assemble, folder_to_load
from hoshin.publishing.rules.importing.files import MOST_BYTES, read_grids
from hoshin.publishing.rules.importing.mapping import (
    Column,
    Context,
    choose,
    is_role,
    missing_roles,
    propose,
    role_choices,
)
from hoshin.publishing.rules.importing.review import Review, review_of
from hoshin.publishing.rules.importing.review_file import VERDICTS, printed, read_corrections, review_csv
from hoshin.publishing.rules.importing.table import Table, find_table
from hoshin.publishing.rules.importing.template_reading import is_template, read_template
from hoshin.publishing.rules.problem import masked


@dataclass
class _Refused(Exception):
    """The import ends here; the text says why."""

    message: str


def run(options: argparse.Namespace) -> int:
    """Read a table and tell what was read; load it only when that is asked for and nothing is open."""
    try:
        name = edition_name(options.into)
        municipality = municipality_of(options.municipality)
        with municipality_scope(municipality.pk):
            target = import_target(name.policy_key, name.year)
            if target.fixed:
                complain(target.fixed)  # said first; what the table holds is told all the same
            assembled = _read(read_grids(_bytes(options.path)), target.context, options)
            if target.fixed:
                return 1
            return _load(assembled, target) if options.yes else _told(assembled, target)
    except ObjectDoesNotExist:
        complain(f"「{options.into}」の方針がないか、もとにする年度版がありません。先に方針を読み込んでください。")
    except (NotATable, NotChosen, NotSettled, EditionIsFixed, NotOfThisDatabase, _Refused, OSError) as refused:
        complain(masked(getattr(refused, "message", "") or str(refused)))
    return 1


def template(options: argparse.Namespace) -> int:
    try:
        municipality = municipality_of(options.municipality)
        with municipality_scope(municipality.pk):
            name = edition_name(options.edition) if options.edition else _newest()
            data = template_xlsx(import_target(name.policy_key, name.year).context)
        Path(options.path).write_bytes(data)
    except ObjectDoesNotExist:
        complain(f"「{options.edition or '方針'}」の方針がないか、もとにする年度版がありません。")
        return 1
    except (NotChosen, CellTooLong, OSError) as refused:
        complain(str(refused))
        return 1
    say(f"{name} を {options.path} に書き出しました。書き入れたあと「hoshin import」で読み込めます。")
    return 0


def _newest() -> EditionName:
    """Return the newest edition of the only policy.

    :raises NotChosen: there is none, or there are several to choose from.
    """
    keys = [policy.key for policy in policies_to_choose()]
    if len(keys) != 1:
        known = "、".join(keys) or "（方針がありません）"
        raise NotChosen(f"--for で「方針のキー@年度」を選んでください。方針: {known}")
    return EditionName(keys[0], newest_year(keys[0]))


def _bytes(path: str) -> bytes:
    """Read no more than may be taken: what is longer is refused by its length."""
    with Path(path).open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _read(grids: tuple[Grid, ...], context: Context, options: argparse.Namespace) -> Assembled:
    if is_template(grids):
        return read_template(grids, context)
    table = find_table(grids)
    columns = _columns(table, context, options.column)
    corrections = read_corrections(_bytes(options.corrections)) if options.corrections else {}
    review = review_of(table, columns, context, corrections)
    _tell(columns, review)
    if options.review:
        Path(options.review).write_bytes(review_csv(review))
        say(f"確認のためのファイルを {options.review} に書き出しました。")
    return assemble(review, context)


def _columns(table: Table, context: Context, chosen: list[str]) -> tuple[Column, ...]:
    columns = propose(table, context)
    if chosen:
        roles = [column.role for column in columns]
        for choice in chosen:
            number, role = _choice(choice, columns, context)
            roles[number] = role
        columns = choose(columns, roles)
    problems = missing_roles(columns)
    if problems:
        raise _Refused("\n".join(problems) + "\n--column で列の内容を選べます（例: --column F=title）。")
    return columns


def _choice(choice: str, columns: tuple[Column, ...], context: Context) -> tuple[int, str]:
    letters, _, role = choice.partition("=")
    number = {letters_of(column.number): column.number for column in columns}.get(letters.upper())
    if number is None or not is_role(role, context):
        known = "、".join(role for role, _ in role_choices(context, columns))
        raise _Refused(f"「{choice}」は列の内容として読めません。「列の文字=内容」で書きます。内容: {known}")
    return number, role


def _tell(columns: tuple[Column, ...], review: Review) -> None:
    for column in columns:
        say(f"{letters_of(column.number)}列「{column.label}」→ {column.role} {column.message}".rstrip())
    for reading in review.readings:
        if reading.read.verdict != "ok":
            say(printed(reading) + ("（確認済み）" if reading.is_confirmed else ""))
    counts = "、".join(f"{label} {review.count(verdict)}件" for verdict, label in VERDICTS.items())  # type: ignore[arg-type]
    say(f"取組 {len(review.rows)}件、読み取り: {counts}")


def _told(assembled: Assembled, target: Target) -> int:
    folder_to_load(assembled, target.folder)
    _summary(assembled)
    say("まだ読み込んでいません。--yes を付けると、下書きとして読み込みます。")
    return 0


def _load(assembled: Assembled, target: Target) -> int:
    folder = folder_to_load(assembled, target.folder)
    load_folder(system_actor("hoshin import"), folder=folder)
    _summary(assembled)
    say(f"{assembled.edition.year}年度版の下書きとして読み込みました。")
    return 0


def _summary(assembled: Assembled) -> None:
    parts = (
        ("加わる取組", assembled.added),
        ("書き換わる取組", assembled.changed),
        ("表にないため、そのまま残る取組", assembled.kept),
        ("表にないため、除かれる取組", assembled.dropped),
    )
    for label, titles in parts:
        if titles:
            say(f"{label} {len(titles)}件: {'、'.join(titles)}")
