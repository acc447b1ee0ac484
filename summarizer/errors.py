"""Every error the package raises on purpose, as one tree with one base to catch.

    SummarizerError              exit  status  retryable
    ├── ConfigError                 2     400    no     a setting is missing or impossible
    ├── InputError                  4     400    no     the article cannot be read
    │   ├── FetchError              4     502    yes    the page could not be fetched
    │   ├── TooLarge                4     413    no     more bytes than the limit
    │   ├── TooLong                 4     413    no     more tokens than the model's window
    │   └── NotRecorded             4     400    no     an eval asks what no recording answers
    └── ModelError                  3     502    no     the provider said no or cannot be reached
        ├── Unavailable             3     503    yes    still failing after every attempt
        ├── BudgetError             3     429    no     the next call would pass the cost limit
        └── OutputError             3     502    no     the answer cannot be used
            ├── Refused                                 the model declined
            ├── Filtered                                the provider's content filter cut the answer
            ├── Truncated                               the answer ran into the length limit
            └── InputCut                                the server silently read less than was sent

A message says what happened and to what (`!r`); `hint` says what to do next. An unsupported claim
is data in the brief, never an exception. Programming errors are never wrapped.
"""

from __future__ import annotations


class SummarizerError(Exception):
    """Base of every deliberate error; catch this one."""

    exit_code = 1
    http_status = 500
    retryable = False

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions with keyword arguments do not survive pickling (worker processes) otherwise.
        return (_rebuild, (type(self), str(self), self.hint))


def _rebuild(kind: type[SummarizerError], message: str, hint: str) -> SummarizerError:
    return kind(message, hint=hint)


class ConfigError(SummarizerError):
    """A setting is missing or impossible."""

    exit_code = 2
    http_status = 400


class InputError(SummarizerError):
    """The article cannot be read."""

    exit_code = 4
    http_status = 400


class FetchError(InputError):
    """The page could not be fetched; another try may succeed."""

    http_status = 502
    retryable = True


class TooLarge(InputError):
    """The input has more bytes than the limit."""

    http_status = 413


class TooLong(InputError):
    """The article has more tokens than the model's window leaves room for."""

    http_status = 413


class NotRecorded(InputError):
    """An eval replays recorded answers, and none is there for this request."""


class ModelError(SummarizerError):
    """The provider said no, or could not be reached."""

    exit_code = 3
    http_status = 502


class Unavailable(ModelError):
    """The provider still fails after every attempt."""

    http_status = 503
    retryable = True


class BudgetError(ModelError):
    """The next call could pass the cost limit, so it was not made."""

    http_status = 429


class OutputError(ModelError):
    """The model answered, and the answer cannot be used."""


class Refused(OutputError):
    """The model declined to answer."""


class Filtered(OutputError):
    """The provider's content filter cut the answer."""


class Truncated(OutputError):
    """The answer ran into the length limit."""


class InputCut(OutputError):
    """The server reports reading far fewer tokens than were sent."""
