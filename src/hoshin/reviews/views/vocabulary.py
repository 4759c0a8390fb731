from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.shell import Link
from hoshin.kernel.access import staff
from hoshin.kernel.editing import Editing, add, edit
from hoshin.kernel.requests import CityRequest
from hoshin.plan.models import Edition
from hoshin.plan.queries.editing import get_edition
from hoshin.reviews.actions.vocabulary import add_word, change_word, move_word, put_default_vocabulary, remove_word
from hoshin.reviews.forms.vocabulary import word_form
from hoshin.reviews.models import DecisionKind, ScaleMark
from hoshin.reviews.permissions import RUN_ROUND, VIEW_ROUNDS
from hoshin.reviews.queries.vocabulary import WordModel, get_word, uses_of, words_of
from hoshin.reviews.views.pages import FORM, STEPS, SURE, edition_link, of_edition, page
from hoshin.reviews.views.telling import do

SORTS: dict[str, WordModel] = {"marks": ScaleMark, "decisions": DecisionKind}


@staff(VIEW_ROUNDS)
def vocabulary(request: CityRequest, policy: str, year: int) -> HttpResponse:
    edition = get_edition(policy, year)
    lead = _("取組を評価する区分と、決定を言い表す言葉です。年度版ごとに決められ、年度版と一緒に公表されます。")
    context = {
        **page(_("評価と決定の言葉"), edition_link(edition), edition=edition, lead=lead),
        "marks": list(words_of(ScaleMark, edition)),
        "decisions": list(words_of(DecisionKind, edition)),
        "may_edit": request.actor.may(RUN_ROUND),
    }
    return render(request, "reviews/vocabulary.html", context)


@staff(RUN_ROUND)
def vocabulary_begin(request: CityRequest, policy: str, year: int) -> HttpResponse:
    edition = get_edition(policy, year)
    url = of_edition("vocabulary", edition)
    if request.method != "POST":
        return redirect(url)
    return do(
        request,
        lambda: put_default_vocabulary(request.actor, edition=edition),
        url=url,
        said=_("標準の言葉を入れました。この年度版に合わせて直せます。"),
    )


@staff(RUN_ROUND)
def word_add(request: CityRequest, policy: str, year: int, sort: str) -> HttpResponse:
    edition, model = get_edition(policy, year), _sort_of(sort)
    title = _("評価の区分を加える") if model is ScaleMark else _("決定の言葉を加える")
    return add(
        request,
        word_form(request.POST or None, model(edition=edition)),
        save=lambda form: add_word(request.actor, edition=edition, model=model, values=form.values()),
        done_url=lambda row: of_edition("vocabulary", edition),
        undo_url_name=None,
        template=FORM,
        context=_form_page(title, edition, _("加える")),
    )


@staff(RUN_ROUND)
def word_edit(request: CityRequest, sort: str, pk: int) -> HttpResponse:
    model = _sort_of(sort)
    editing: Editing[Any] = Editing(
        load=lambda: get_word(model, pk),
        form_of=word_form,
        save=lambda word, form: change_word(
            request.actor, word=word, version=form.cleaned_data["version"], values=form.values()
        ),
        done_url=lambda word: of_edition("vocabulary", word.edition),
        undo_url_name=None,
        template=FORM,
        context=lambda word: _form_page(
            _("「%(label)s」を変える") % {"label": word.label}, word.edition, _("保存する")
        ),
    )
    return edit(request, editing, of=model, pk=pk)


@staff(RUN_ROUND)
def word_move(request: CityRequest, sort: str, pk: int) -> HttpResponse:
    word = get_word(_sort_of(sort), pk)
    url = of_edition("vocabulary", word.edition)
    steps = STEPS.get(request.POST.get("direction", ""))
    if steps is None:
        return redirect(url)
    return do(
        request,
        lambda: move_word(request.actor, word=word, steps=steps),
        url=f"{url}#{sort}-{pk}",
        said=_("並べ替えました。"),
    )


@staff(RUN_ROUND)
def word_remove(request: CityRequest, sort: str, pk: int) -> HttpResponse:
    word = get_word(_sort_of(sort), pk)
    url = of_edition("vocabulary", word.edition)
    if request.method == "POST":
        return do(request, lambda: remove_word(request.actor, word=word), url=url, said=_("消しました。"))
    title = _("「%(label)s」を消しますか") % {"label": word.label}
    context = {
        **_form_page(title, word.edition, _("消す")),
        "problem": WORD_IN_USE % {"uses": uses} if (uses := uses_of(word)) else "",
    }
    return render(request, SURE, context)


WORD_IN_USE = "%(uses)sに使われているため、消せません。"


def _form_page(title: str, edition: Edition, button: str) -> dict[str, Any]:
    url = of_edition("vocabulary", edition)
    path = (edition_link(edition), Link(_("評価と決定の言葉"), url))
    return {**page(title, *path, edition=edition), "button": button, "back_url": url}


def _sort_of(sort: str) -> WordModel:
    """
    :raises ObjectDoesNotExist: there are no such words.
    """
    if sort not in SORTS:
        raise ObjectDoesNotExist(sort)
    return SORTS[sort]
