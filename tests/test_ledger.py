"""What was spent: prices, the ceiling, the account of one article."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from summarizer.brief import Provenance, Usage
from summarizer.errors import BudgetError, ConfigError
from summarizer.model.ledger import Account, Ledger, price, together
from summarizer.settings import Settings


def settings(**chosen: Any) -> Settings:
    return Settings(**({"model": "openai:gpt-4.1-mini", "api_key": "k"} | chosen))


def usage(read: int, written: int, cached: int = 0) -> Usage:
    return Usage(input_tokens=read, output_tokens=written, cached_tokens=cached)


def test_the_table_of_prices_is_dated_and_complete() -> None:
    table = tomllib.loads((files("summarizer.model") / "prices.toml").read_text("utf-8"))
    assert isinstance(table.pop("as_of"), date)
    for rows in table.values():
        for row in rows.values():
            assert row.keys() == {"input", "cached", "output"}
            assert 0 < row["cached"] < row["input"] < row["output"]


@pytest.mark.parametrize(
    ("model", "known"),
    [
        ("openai:gpt-4.1-mini", True),
        ("openai:gpt-4.1-mini-2025-04-14", True),
        ("openai:gpt-4.1-mini-tuned", False),
        ("openrouter:openai/gpt-4.1-mini", False),
        ("ollama:gpt-4.1-mini", False),
    ],
)
def test_a_price_is_of_a_model_of_its_own_provider(model: str, known: bool) -> None:
    assert (price(settings(model=model)) is not None) is known


def test_a_model_of_that_name_elsewhere_has_no_price() -> None:
    assert price(settings(base_url="http://elsewhere.test/v1")) is None


def test_the_users_own_price_wins() -> None:
    mine = price(settings(input_price=3.0, output_price=7.0))
    assert mine is not None
    assert mine.of(usage(1_000_000, 1_000_000)) == pytest.approx(10.0)


def test_free_is_a_price() -> None:
    free = price(settings(model="ollama:x", input_price=0.0, output_price=0.0))
    assert free is not None
    assert free.of(usage(10**6, 10**6)) == 0.0


def test_tokens_from_the_prompt_cache_cost_less() -> None:
    listed = price(settings())
    assert listed is not None
    assert listed.of(usage(1000, 0, cached=900)) < 0.5 * listed.of(usage(1000, 0))


def test_the_ceiling_holds_with_everything_in_flight() -> None:
    ledger = Ledger(settings(input_price=1.0, output_price=1.0, max_cost=1.0))
    first = ledger.hold(300_000, 300_000)
    assert first is not None
    assert ledger.hold(300_000, 300_000) is None  # not now; perhaps when the first is done
    ledger.settle(first, 0.1)
    second = ledger.hold(300_000, 300_000)
    assert second is not None
    # What a broken request took is unknown: the worst is assumed.
    ledger.settle(second, None)
    assert ledger.spent == pytest.approx(0.7)
    with pytest.raises(BudgetError, match=r"could cost \$0\.6000, and \$0\.7000 of \$1\.0000"):
        ledger.hold(300_000, 300_000)


@trying(deadline=None)  # a busy machine is no failure
@given(st.lists(st.tuples(st.integers(0, 10**6), st.floats(0, 1)), max_size=30))
def test_no_order_of_requests_passes_the_ceiling(requests: list[tuple[int, float]]) -> None:
    ledger = Ledger(settings(input_price=1.0, output_price=1.0, max_cost=2.0))
    flying: list[tuple[float, float]] = []
    for tokens, share in requests:
        try:
            worst = ledger.hold(tokens, 0)
        except BudgetError:
            continue
        if worst is not None:
            flying.append((worst, share))
        elif flying:
            landed, part = flying.pop()
            ledger.settle(landed, landed * part)
    for landed, part in flying:
        ledger.settle(landed, landed * part)
    assert ledger.spent <= 2.0 + 1e-9


def test_a_ceiling_without_a_price_cannot_be_kept() -> None:
    with pytest.raises(ConfigError, match="unknown") as caught:
        Ledger(settings(model="ollama:x", max_cost=1.0))
    assert "input_price" in caught.value.hint


def test_an_account_adds_attempts_up() -> None:
    account = Account(attempts=3, requests=3, asks=1)
    account.add(usage(100, 10, 5), 0.5)
    account.add(usage(200, 20), 0.25)
    told = account.provenance("m", "p")
    assert (told.attempts, told.reasks, told.cost) == (3, 2, 0.75)
    assert told.usage == usage(300, 30, 5)


def test_one_unknown_makes_the_sum_unknown_and_not_smaller() -> None:
    account = Account()
    account.add(usage(100, 10), 0.5)
    account.add(None, None)
    account.add(usage(100, 10), 0.5)
    told = account.provenance("m", "p")
    assert (told.usage, told.cost) == (None, None)


def provenance(**changed: Any) -> Provenance:
    known: dict[str, Any] = {
        "engine": "model", "model": "m", "attempts": 2, "reasks": 1, "usage": usage(10, 1),
        "cost": 0.5,
    }  # fmt: skip
    return Provenance(**(known | changed))


def test_a_repair_adds_to_what_was_spent_before() -> None:
    both = together(provenance(), provenance(attempts=3, cost=0.25))
    assert (both.attempts, both.reasks, both.repairs, both.cost) == (5, 2, 1, 0.75)
    assert both.usage == usage(20, 2)
    assert together(both, provenance()).repairs == 2


@pytest.mark.parametrize("side", [0, 1])
def test_an_unknown_on_either_side_stays_unknown(side: int) -> None:
    pair = [provenance(), provenance()]
    pair[side] = provenance(usage=None, cost=None)
    both = together(*pair)
    assert (both.usage, both.cost) == (None, None)


def test_a_brief_is_cached_when_every_answer_of_it_was() -> None:
    assert together(provenance(cached=True), provenance(cached=True)).cached
    assert not together(provenance(cached=True), provenance()).cached
