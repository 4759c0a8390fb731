import ast
from pathlib import PurePosixPath

import pytest

from tools.house_rules import RULES, TEXT_RULES, File, Rule, TextRule


def found(rule: Rule, source: str) -> bool:
    return bool(list(rule.check(File(PurePosixPath(rule.path), ast.parse(source)))))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.check.__name__}-{rule.path}")
def test_a_rule_lets_its_good_example_pass_and_finds_its_bad_one(rule: Rule) -> None:
    assert not found(rule, rule.good)
    assert found(rule, rule.bad)


@pytest.mark.parametrize("rule", TEXT_RULES, ids=lambda rule: rule.message)
def test_a_pattern_passes_over_its_good_example_and_finds_its_bad_one(rule: TextRule) -> None:
    assert not list(rule.findings(rule.good))
    assert list(rule.findings(f"first line\n{rule.bad}")) == [(2, rule.message)]
