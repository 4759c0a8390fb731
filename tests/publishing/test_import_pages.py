from __future__ import annotations

import html
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from hoshin.kernel.models import AuditEntry, Role
from hoshin.plan.models import Edition
from hoshin.publishing.models import TableImport
from hoshin.publishing.queries import folder_of
from tests.publishing.editions import decide, edition_of_2020, install
from tests.publishing.test_import_actions import ROLES, STAGE, TABLE, TITLE
from tests.world import OUR_HOST, THEIR_HOST, City, make_neighbour, make_person

FIELD = re.compile(
    r'<(?:input type="(?P<type>hidden|checkbox)" name="(?P<input>[^"]+)"'
    r'(?: value="(?P<value>[^"]*)")?(?P<checked> checked)?'
    r'|textarea name="(?P<area>[^"]+)"[^>]*>\n?(?P<text>[^<]*)'
    r'|select name="(?P<select>[^"]+)"[^>]*>(?P<options>.*?)</select>)',
    re.DOTALL,
)
SELECTED = re.compile(r'<option value="([^"]*)" selected')


@pytest.fixture
def city(db, tmp_path) -> City:
    return install(tmp_path)


@pytest.fixture
def staff(client, city):
    client.force_login(make_person(city))
    client.defaults["HTTP_HOST"] = OUR_HOST
    return client


def page(name: str, row: TableImport) -> str:
    return reverse(f"publishing:{name}", args=[row.pk])


def send(client: Client, data: str | bytes = TABLE, *, into: str = "joho@", year: str = "2021", name: str = "一覧.tsv"):
    file = SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)
    return client.post(reverse("publishing:imports"), {"into": into, "year": year, "file": file})


def newest(city: City) -> TableImport:
    with city.scope():
        return TableImport.objects.select_related("policy").latest("pk")


def uploaded(client: Client, city: City, **given: str) -> TableImport:
    assert send(client, **given).status_code == 302
    return newest(city)


def mapped(client: Client, city: City, row: TableImport | None = None) -> TableImport:
    row = row or uploaded(client, city)
    columns = {f"role-{number}": role for number, role in enumerate(ROLES)}
    client.post(page("import_columns", row), {"version": row.version, **columns})
    return newest(city)


def fields(text: str) -> dict[str, str]:
    """What a browser would send back of a review page as it stands."""
    found = {}
    for match in FIELD.finditer(text):
        if match["area"]:
            found[match["area"]] = html.unescape(match["text"])
        elif match["select"]:
            found[match["select"]] = html.unescape("".join(SELECTED.findall(match["options"])))
        elif match["type"] == "hidden" or match["checked"]:
            found[html.unescape(match["input"])] = html.unescape(match["value"] or "on")
    return {name: value for name, value in found.items() if name.startswith(("seen:", "text:", "ok:"))}


def corrected(client: Client, row: TableImport, *, address: str = "", **more: str):
    sent = fields(client.get(page("import_review", row) + address).text)
    return client.post(page("import_review", row) + address, sent | more, follow=True)


def test_a_table_becomes_a_draft_by_clicks_alone(staff, city):
    row = uploaded(staff, city)
    columns = staff.get(page("import_columns", row)).text
    assert "D列" in columns
    assert "画面を生かす" in columns
    row = mapped(staff, city, row)

    review = staff.get(page("import_review", row)).text
    assert "残る問題 2件" in review
    assert f'href="#cell-{TITLE}"' in review
    told = corrected(staff, row, **{f"ok:{STAGE}": "on", f"text:{TITLE}": "名簿を直す"}).text
    assert "問題は残っていません" in told

    load = staff.get(page("import_load", row)).text
    assert "新しい取組 2件" in load
    assert "入らない取組" in load
    done = staff.post(page("import_load", row), _hidden(load), follow=True).text

    assert "下書きとして読み込みました" in done
    assert "/staff/policies/joho/2021/" in done
    assert "途中の読み込み" not in done
    with city.scope():
        assert [item.title for item in folder_of("joho", (2021,)).editions[0].items] == ["画面を生かす", "名簿を直す"]
        assert AuditEntry.objects.filter(event="publishing.table_import.loaded").count() == 1


def _hidden(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(version|expected)" value="([^"]+)"', text))


def test_the_review_shows_every_reading_in_words_with_its_place_and_source(staff, city):
    text = staff.get(page("import_review", mapped(staff, city))).text

    assert "「表」3行目 B列" in text
    assert "取組の名称がありません。" in text
    assert "「表」2行目 D列" in text
    assert "？" in text
    assert {f"text:{one}" for one in ("1:number", "1:departments", STAGE, TITLE)} <= set(fields(text))


def test_the_filters_and_the_links_from_problem_to_problem(staff, city):
    row = mapped(staff, city)

    problems = staff.get(page("import_review", row) + "?show=problem").text
    everything = staff.get(page("import_review", row)).text

    assert {name for name in fields(problems) if name.startswith("text:")} == {f"text:{STAGE}", f"text:{TITLE}"}
    assert everything.count("次の問題へ") == 1
    assert staff.get(page("import_review", row) + "?show=nonsense&page=99").status_code == 200


def test_saving_leads_back_to_the_row_and_the_filter(staff, city):
    row = mapped(staff, city)
    address = "?show=check&page=1"
    sent = fields(staff.get(page("import_review", row) + address).text)

    answer = staff.post(page("import_review", row) + address, sent | {"at": "3", f"text:{TITLE}": "名簿"})

    assert answer.headers["Location"] == f"{page('import_review', row)}{address}#row-3"


def test_the_second_of_two_people_sees_both_and_loses_nothing(staff, city):
    row = mapped(staff, city)
    before = fields(staff.get(page("import_review", row)).text)
    staff.post(page("import_review", row), before | {f"text:{TITLE}": "はじめの人"})

    answer = staff.post(page("import_review", row), before | {f"text:{TITLE}": "あとの人", "text:1:number": "7"})

    assert answer.status_code == 409
    assert "ほかの人の入力：はじめの人" in answer.text
    again = fields(answer.text)
    assert (again[f"text:{TITLE}"], again["text:1:number"]) == ("あとの人", "7")
    staff.post(page("import_review", row), again)
    stored = newest(city).corrections
    assert (stored[TITLE]["text"], stored["1:number"]["text"]) == ("あとの人", "7")


def test_a_my_number_in_a_correction_is_refused_at_its_field_and_the_rest_stays_written(staff, city):
    row = mapped(staff, city)

    told = corrected(staff, row, **{f"text:{TITLE}": "1234 5678 9018", "text:1:number": "7"})

    assert told.status_code == 422
    assert "個人番号" in told.text
    assert f'id="cell-{TITLE}-error"' in told.text
    assert fields(told.text)["text:1:number"] == "7"
    assert newest(city).corrections == {}


def test_a_correction_without_a_reading_is_shown_and_can_be_dropped(staff, city):
    row = mapped(staff, city)
    told = corrected(staff, row, **{"seen:9:title": "x", "text:9:title": "どこにもない"}).text
    assert "10行目 取組の名称：どこにもない" in told

    staff.post(page("import_unmatched", row))

    assert newest(city).corrections == {}


def test_choosing_columns_says_what_is_wrong_and_what_was_chosen_before(staff, city):
    row = mapped(staff, city)
    wrong = staff.post(
        page("import_columns", row), {"version": row.version, **{f"role-{n}": "ignore" for n in range(5)}}
    )
    again = uploaded(staff, city)

    assert wrong.status_code == 422
    assert "取組の名称の列を選んでください" in wrong.text
    assert staff.get(page("import_columns", again)).text.count("前回の選択です。") == 5


def test_a_choice_of_columns_made_meanwhile_is_told_and_mine_stays(staff, city):
    row = uploaded(staff, city)
    mine = {f"role-{number}": role for number, role in enumerate(ROLES)}
    staff.post(page("import_columns", row), {"version": row.version, **mine})

    late = {"version": row.version, **mine, "role-4": "progress"}
    answer = staff.post(page("import_columns", row), late)
    assert answer.status_code == 409
    assert "ほかの人が先に変更しました" in answer.text
    assert '<option value="progress" selected' in answer.text

    version = re.search(r'name="version" value="(\d+)"', answer.text)
    assert version
    assert staff.post(page("import_columns", row), {**late, "version": version[1]}).status_code == 302


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"data": ""}, "ファイルが空です"),
        ({"data": "ただの文章\n"}, "表が見つかりません"),
        ({"data": b"x" * (5 * 1024 * 1024 + 1)}, "5MBまで"),
        ({"year": ""}, "新しい年度版の年度を書いてください"),
        ({"into": "joho@1999"}, "into"),
        ({"name": "123456789018.tsv"}, "ファイルの名前に個人番号"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_its_field(staff, city, given, message):
    answer = send(staff, **given)

    assert answer.status_code == 422
    assert message in answer.text
    with city.scope():
        assert not TableImport.objects.exists()


def test_editions_that_are_decided_cannot_be_chosen_and_the_page_says_so(staff, city):
    with city.scope():
        decide(edition_of_2020())

    first = staff.get(reverse("publishing:imports")).text
    refused = send(staff, into="joho@", year="2020")

    assert 'value="joho@2020"' not in first
    assert "読み込めない年度版" in first
    assert "「決定」のため" in refused.text


def test_problems_keep_the_table_from_being_loaded(staff, city):
    row = mapped(staff, city)

    text = staff.get(page("import_load", row)).text
    told = staff.post(page("import_load", row), {"version": row.version, "expected": ""}, follow=True).text

    assert "まだ下書きにできません" in text
    assert "確認の済んでいない問題が2件" in told
    with city.scope():
        assert not Edition.objects.filter(year=2021).exists()


def test_the_template_is_handed_out_and_read_back(staff, city):
    answer = staff.get(reverse("publishing:import_template", args=["joho", 2020]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="template-joho-2020.xlsx"'
    assert "取組" in load_workbook(io.BytesIO(answer.content)).sheetnames

    row = uploaded(staff, city, data=answer.content, into="joho@2020", name="ひな形.xlsx")

    assert staff.get(page("import_columns", row)).headers["Location"] == page("import_load", row)
    assert staff.get(page("import_review", row)).headers["Location"] == page("import_load", row)
    text = staff.get(page("import_load", row)).text
    assert "書き換わる取組" in text
    assert reverse("publishing:folder_zip", args=["joho", 2020]) in text
    assert staff.get(reverse("publishing:import_template", args=["joho", 2050])).status_code == 404


def test_an_import_is_given_up_and_its_pages_lead_back(staff, city):
    row = mapped(staff, city)
    assert "取りやめる" in staff.get(reverse("publishing:imports")).text

    staff.get(page("import_cancel", row))
    assert newest(city).is_open
    told = staff.post(page("import_cancel", row), follow=True).text

    assert "取りやめました" in told
    assert staff.get(page("import_review", row)).headers["Location"] == reverse("publishing:imports")


def test_who_may_not_load_is_told_before_the_work(client, city):
    with city.scope():
        Role.objects.filter(key="reporter").update(permission_keys=["publishing.import_table"])
    client.force_login(make_person(city, role="reporter"))
    client.defaults["HTTP_HOST"] = OUR_HOST
    row = mapped(client, city)
    corrected(client, row, **{f"ok:{STAGE}": "on", f"text:{TITLE}": "名簿を直す"})

    assert "下書きにすることはできません" in client.get(reverse("publishing:imports")).text
    text = client.get(page("import_load", row)).text
    assert "下書きとして読み込む</button>" not in text
    assert client.post(page("import_load", row), {"version": newest(city).version, "expected": "x"}).status_code != 200


def test_only_who_may_import_sees_these_pages(client, city):
    client.force_login(make_person(city, role="auditor"))
    client.defaults["HTTP_HOST"] = OUR_HOST

    assert client.get(reverse("publishing:imports")).status_code == 403
    assert send(client).status_code == 403


def test_the_neighbour_finds_nothing_of_ours(staff, city):
    row = mapped(staff, city)
    outsider = Client(HTTP_HOST=THEIR_HOST)
    outsider.force_login(make_person(make_neighbour()))

    for name in ("import_columns", "import_review", "import_load", "import_cancel", "import_unmatched"):
        assert outsider.get(page(name, row)).status_code == 404
        assert outsider.post(page(name, row)).status_code == 404
    assert newest(city).is_open


def test_nothing_is_written_without_the_token_of_the_page(staff, city):
    row = mapped(staff, city)
    strict = Client(HTTP_HOST=OUR_HOST, enforce_csrf_checks=True)
    strict.cookies = staff.cookies

    for name in ("import_columns", "import_review", "import_load", "import_cancel", "import_unmatched"):
        assert strict.post(page(name, row)).status_code == 403
    assert newest(city).is_open
