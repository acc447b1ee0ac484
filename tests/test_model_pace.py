"""How fast a server is asked, how often, and what is read into its counts."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from summarizer.errors import InputCut, ModelError, TooLong, Unavailable
from summarizer.model.pace import Budget, Limiter
from summarizer.model.retry import Failed, persist, retry_after
from summarizer.model.window import Ratio, check_read, room, size
from summarizer.settings import Settings

# ------------------------------------------------------------------ concurrency


async def settle(most: int, capacity: int, rounds: int) -> tuple[Limiter, int, int]:
    """A server that refuses what exceeds its capacity; the limiter, answers and refusals."""
    limiter, inside, answers, refusals = Limiter(most), 0, 0, 0

    async def one() -> None:
        nonlocal inside, answers, refusals
        while True:
            crowd = await limiter.enter()
            inside += 1
            taken = inside <= capacity
            if taken:
                await asyncio.sleep(0)
                await asyncio.sleep(0)
            else:
                limiter.refused(crowd)
            inside -= 1
            limiter.leave()
            if taken:
                answers += 1
                limiter.coped(crowd)
                return
            refusals += 1
            await asyncio.sleep(0)

    await asyncio.gather(*(one() for _ in range(rounds)))
    return limiter, answers, refusals


@trying(deadline=None)  # a busy machine is no failure
@given(most=st.integers(1, 40), capacity=st.integers(1, 20))
def test_everyone_gets_an_answer_and_the_limit_settles_near_the_capacity(
    most: int, capacity: int
) -> None:
    limiter, answers, refusals = asyncio.run(settle(most, capacity, 150))
    assert answers == 150
    assert limiter.in_flight == 0
    assert limiter.limit <= capacity + 2 or limiter.limit == most <= capacity
    # One burst, then a probe now and then.
    assert refusals <= (most - capacity + 60 if most > capacity else 0)


def test_a_burst_of_sixteen_settles_at_four_at_once() -> None:
    limiter = Limiter(16)
    crowds = [4, 1, 3, 2, *range(5, 17)]
    for crowd in crowds:
        if crowd > 4:
            limiter.refused(crowd)
    assert limiter.limit == 4


def test_the_limit_rises_again_while_the_server_copes() -> None:
    limiter = Limiter(8)
    limiter.refused(3)
    assert limiter.limit == 2
    for _ in range(200):
        limiter.coped(limiter.limit)
    assert limiter.limit == 8


def test_a_chance_refusal_in_a_proven_crowd_changes_nothing() -> None:
    limiter = Limiter(8)
    for _ in range(20):
        limiter.coped(8)
    limiter.refused(8)
    assert limiter.limit == 8


def test_a_second_refusal_with_no_answer_between_does() -> None:
    limiter = Limiter(8)
    for _ in range(20):
        limiter.coped(8)
    limiter.refused(8)
    limiter.coped(8)
    limiter.refused(8)
    assert limiter.limit == 8
    limiter.refused(8)
    assert limiter.limit == 7


def test_the_limit_never_falls_below_one() -> None:
    limiter = Limiter(4)
    for _ in range(10):
        limiter.refused(1)
    assert limiter.limit == 1


def test_one_refused_alone_shuts_the_door_for_as_long_as_was_asked() -> None:
    async def run() -> None:
        limiter = Limiter(4)
        limiter.refused(await limiter.enter(), wait=0.05)
        limiter.leave()
        waiting = [asyncio.create_task(limiter.enter()) for _ in range(3)]
        for _ in range(3):
            await asyncio.sleep(0)
        assert limiter.in_flight == 0
        await asyncio.wait_for(waiting[0], 5)
        assert limiter.in_flight == 1  # and no more than one, until it copes
        for task in waiting[1:]:
            task.cancel()

    asyncio.run(run())


def test_no_more_than_the_limit_are_inside_and_the_first_come_is_first_served() -> None:
    async def run() -> list[int]:
        limiter, served, peak = Limiter(3), list[int](), 0

        async def one(number: int) -> None:
            nonlocal peak
            peak = max(peak, await limiter.enter())
            served.append(number)
            await asyncio.sleep(0)
            limiter.leave()

        await asyncio.gather(*(one(n) for n in range(12)))
        assert peak == 3
        return served

    assert asyncio.run(run()) == list(range(12))


def test_one_who_gives_up_waiting_leaves_no_hole() -> None:
    async def run() -> None:
        limiter = Limiter(1)
        await limiter.enter()
        waiting = [asyncio.create_task(limiter.enter()) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        limiter.leave()  # gives the place to the second in the moment the first is cancelled
        waiting[1].cancel()
        await asyncio.sleep(0)
        await asyncio.wait_for(waiting[2], 1)
        assert limiter.in_flight == 1

    asyncio.run(run())


# ------------------------------------------------------------------ quotas per minute


def test_no_quota_is_no_wait() -> None:
    async def run() -> None:
        budget = Budget(None)
        for _ in range(1000):
            await budget.take(10**9)

    asyncio.run(asyncio.wait_for(run(), 5))


def test_a_quota_lets_a_burst_through_and_then_no_more_than_its_rate() -> None:
    async def run() -> None:
        budget = Budget(60)  # one a second, six at once
        takes = [asyncio.create_task(budget.take(2)) for _ in range(9)]
        done, waiting = await asyncio.wait(takes, timeout=0.05)
        assert (len(done), len(waiting)) == (3, 6)
        for task in waiting:
            task.cancel()

    asyncio.run(run())


def test_what_was_taken_too_much_is_given_back() -> None:
    async def run() -> None:
        budget = Budget(60)  # one a second, six at once
        for _ in range(50):
            await budget.take(6)
            budget.settle(6, 0)

    asyncio.run(asyncio.wait_for(run(), 2))


def test_more_than_the_bucket_holds_does_not_wait_for_ever() -> None:
    async def run() -> None:
        await Budget(600).take(10_000)

    asyncio.run(asyncio.wait_for(run(), 2))


# ------------------------------------------------------------------ attempts


def patience(**chosen: float) -> Settings:
    return Settings(**({"backoff": 0.0, "attempts": 4} | chosen))  # type: ignore[arg-type]


def run_attempts(
    settings: Settings, *outcomes: Failed | str, busy: bool = False
) -> tuple[str, int]:
    """The result, or the error's text, and how many attempts it took."""
    limiter, script, tried = Limiter(4), list(outcomes), 0

    async def attempt() -> str:
        nonlocal tried
        tried += 1
        if busy:  # somebody else is answered meanwhile
            limiter.answered_at = monotonic()
        outcome = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(outcome, Failed):
            raise outcome
        return outcome

    async def run() -> str:
        return await persist(attempt, settings, limiter)

    try:
        return asyncio.run(run()), tried
    except ModelError as error:
        return f"{type(error).__name__}: {error}", tried


def down(**chosen: object) -> Failed:
    return Failed(Unavailable("it fails", hint="wait"), transient=True, **chosen)  # type: ignore[arg-type]


def test_a_passing_failure_passes() -> None:
    assert run_attempts(patience(), down(), down(), "done") == ("done", 3)


def test_a_failure_for_ever_ends_after_the_attempts_and_says_how_many() -> None:
    assert run_attempts(patience(), down()) == ("Unavailable: it fails; tried 4 times", 4)


def test_a_failure_for_good_is_not_tried_again() -> None:
    assert run_attempts(patience(), Failed(ModelError("no"))) == ("ModelError: no", 1)


def test_refusals_alone_never_exhaust_an_article_while_the_server_answers_others() -> None:
    refusals = [down(refused=True)] * 40
    assert run_attempts(patience(), *refusals, "done", busy=True) == ("done", 41)


def test_refusals_without_progress_count_only_in_a_row() -> None:
    limiter, tried = Limiter(4), 0

    async def attempt() -> str:
        nonlocal tried
        tried += 1
        if tried % 3 == 0:  # every third time somebody else was answered
            limiter.answered_at = monotonic()
        if tried == 40:
            return "done"
        raise down(refused=True)

    assert asyncio.run(persist(attempt, patience(), limiter)) == "done"


def test_refusals_exhaust_it_when_the_server_answers_nobody() -> None:
    assert run_attempts(patience(), down(refused=True))[1] == 4


def test_timeouts_exhaust_an_article_although_others_are_answered() -> None:
    assert run_attempts(patience(), down(timed_out=True), busy=True)[1] == 4


def test_the_deadline_ends_it_before_the_attempts_do() -> None:
    assert run_attempts(patience(attempts=10**6, deadline=0.05), down(wait=0.01))[1] < 20


def test_a_pause_longer_than_we_wait_is_named_and_not_waited_for() -> None:
    said, tried = run_attempts(patience(longest_wait=60), down(refused=True, wait=3600))
    assert tried == 1
    assert said == "Unavailable: it fails; it asks to wait 3,600 seconds"


def test_a_bug_is_raised_as_it_is() -> None:
    async def attempt() -> None:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        asyncio.run(persist(attempt, patience(), Limiter(1)))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "x", "retry-after": "9"}, 9.0),
        ({"retry-after": "Fri, 01 Jan 2010 00:00:00 GMT"}, 0.0),
    ],
)
def test_a_wish_to_wait_is_read_in_every_form(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert retry_after(headers) == seconds


def test_a_date_to_wait_for_is_a_number_of_seconds() -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    seconds = retry_after({"retry-after": until})
    assert seconds is not None
    assert 25 < seconds <= 30


# ------------------------------------------------------------------ sizes

ENGLISH = "The minister said on Tuesday that an inquiry into the collapse would begin soon. "
ARABIC = "قال وزير الدفاع إن القوات ستبقى في المنطقة حتى نهاية الشهر المقبل على الأقل. "
CHINESE = "外交部发言人周二表示双方将于下月在北京举行新一轮会谈并签署协议。"
RUSSIAN = "Министр обороны заявил во вторник, что войска останутся в регионе до конца месяца. "
NUMBERS = "12 1905 33.4 2,007 81 45 9 100 2026-03-04 17:20 5 8 13 21 34 55 89 144 233 377 610 "


@pytest.mark.parametrize(
    ("text", "bytes_per_token"),
    [
        (ENGLISH, 4.5), (ENGLISH, 4.8), (ENGLISH, 3.9), (ARABIC, 6.5), (ARABIC, 2.6),
        (CHINESE, 3.6), (CHINESE, 2.4), (RUSSIAN, 6.5), (RUSSIAN, 3.0), (NUMBERS, 2.1),
    ],
)  # fmt: skip
@pytest.mark.parametrize("repeats", [10, 100, 600])
def test_an_honest_count_is_never_taken_for_a_cut(
    text: str, bytes_per_token: float, repeats: int
) -> None:
    sent = size(text * repeats)
    counted = int(len((text * repeats).encode()) / bytes_per_token)
    check_read(sent, counted, "the server")
    assert sent.fewest <= counted <= sent.most + 1


@pytest.mark.parametrize(
    ("sent_tokens", "counted"), [(7900, 2050), (6200, 4096), (9000, 4096), (20000, 8192)]
)
def test_a_silent_cut_is_noticed(sent_tokens: int, counted: int) -> None:
    text = (ENGLISH * 2000)[: int(sent_tokens * 4.5)]
    with pytest.raises(InputCut, match="read only") as caught:
        check_read(size(text), counted, "Ollama")
    assert "context" in caught.value.hint


@pytest.mark.parametrize("text", [ENGLISH, ARABIC, CHINESE, RUSSIAN])
def test_half_an_article_is_noticed_in_every_script(text: str) -> None:
    sent = size(text * 400)
    with pytest.raises(InputCut):
        check_read(sent, sent.likely // 2 - 300, "Ollama")


def test_an_estimate_follows_what_the_server_counts() -> None:
    sent, ratio = size(ARABIC * 100), Ratio()
    assert ratio.tokens(sent) == sent.likely
    for _ in range(5):
        ratio.learn(sent, sent.likely * 2)
    assert ratio.tokens(sent) == pytest.approx(sent.likely * 2, rel=0.01)
    assert ratio.tokens(size("")) == 0


def test_a_server_that_counts_nothing_is_not_accused() -> None:
    check_read(size(ENGLISH * 500), 0, "the server")


@trying(deadline=None)  # a busy machine is no failure
@given(st.text(max_size=300), st.text(max_size=300))
def test_sizes_are_ordered_and_add_up(one: str, other: str) -> None:
    for sent in (size(one), size(other), size(one) + size(other)):
        assert 0 <= sent.fewest <= sent.likely
        assert sent.fewest <= max(sent.most, sent.fewest)
    assert abs((size(one) + size(other)).most - size(one + other).most) <= 1


def test_the_answer_gets_what_the_window_leaves() -> None:
    sent, ratio = size(ENGLISH * 100), Ratio()
    prompt = int(sent.likely * 1.1)
    assert room(sent, 6000, None, ratio, "m") == 6000
    assert room(sent, 6000, 100_000, ratio, "m") == 6000
    assert room(sent, 6000, prompt + 2000, ratio, "m") == 2000
    with pytest.raises(TooLong, match="window of m"):
        room(sent, 6000, prompt + 500, ratio, "m")
    assert room(sent, 400, prompt + 500, ratio, "m") == 400
