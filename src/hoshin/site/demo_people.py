"""The example people of the example city, so that a demo can be looked at through everybody's eyes."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Department, Membership, Municipality, Role, User
from hoshin.kernel.permissions import MANAGE_PEOPLE
from hoshin.kernel.scope import current_municipality_id

PASSWORD = "mihon-no-hoshin"  # noqa: S105  # printed by `hoshin demo`; it opens examples only
DOMAIN = "example.jp"  # nobody's: no mail to it arrives anywhere


class OnlyInExamples(Exception):
    """A password that everybody knows has no place in a real municipality."""


@dataclass(frozen=True)
class ExamplePerson:
    username: str
    full_name: str
    role: str
    departments: tuple[str, ...]  # by key; a role without any holds everywhere
    about: str

    @property
    def email(self) -> str:
        return f"{self.username}@{DOMAIN}"


PEOPLE = (
    ExamplePerson(
        "jouhou", "情報 花子", "coordinator", ("it-promotion",), "取りまとめ（情報推進課）: 照会し、受理し、公表"
    ),
    ExamplePerson("tantou", "担当 太郎", "reporter", ("public-relations",), "所管課の担当（秘書広報課）: 報告を書く"),
    ExamplePerson(
        "kachou",
        "課長 次郎",
        "head",
        ("public-relations", "it-promotion"),  # one person at the head of two sections, as small cities have it
        "所管課の課長（秘書広報課。情報推進課の課長を兼務）: 報告を承認",
    ),
    ExamplePerson("honbu", "本部 三枝", "member", (), "推進本部員: 評価し、会議で決定"),
    ExamplePerson("kansa", "監査 桜", "auditor", (), "監査: 閲覧のみ"),
    ExamplePerson("kanri", "管理 一郎", "administrator", ("it-promotion",), "管理者: 職員と役割も管理"),
)


@action(MANAGE_PEOPLE, "site.example_people.put")
def put_example_people(by: Actor) -> Municipality:
    """Add the example people that are missing. Those that exist stay as they were changed, passwords included.

    :raises OnlyInExamples: the municipality in scope is a real one.
    """
    municipality = Municipality.objects.get(pk=current_municipality_id())
    if not municipality.is_example:
        raise OnlyInExamples(municipality.name)
    roles = {role.key: role for role in Role.objects.all()}
    departments = {department.key: department for department in Department.objects.all()}
    for person in PEOPLE:
        if not User.objects.filter(username=person.username).exists():
            user = User(username=person.username, full_name=person.full_name, email=person.email)
            user.set_password(PASSWORD)
            user.save()
            sections: list[Department | None] = [departments[key] for key in person.departments if key in departments]
            for section in sections or [None]:
                Membership.objects.create(user=user, role=roles[person.role], department=section)
    return municipality
