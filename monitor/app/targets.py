"""To whom reports and alerts go, by names that tell nothing of their addresses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.config import Config
from monitor.config.addresses import NAME, ordinal
from monitor.errors import Fault
from monitor.report import deliver
from monitor.storage import Store
from monitor.storage.deliveries import DELIVERED, GIVEN_UP, UNKNOWN, WAITING, Delivery

_TOLD_AFTER = timedelta(hours=1)
"""What fails for longer is told; before that the next try may mend it."""


@dataclass(frozen=True, slots=True)
class Target:
    """One address."""

    name: str
    """Scheme and keyed fingerprint, as `mailto #a1b2c3`."""
    address: str = field(repr=False)


def targets_of(config: Config, store: Store) -> tuple[Target, ...]:
    """Each address of the environment, in order."""
    found = (url.get_secret_value() for url in config.notify_urls)
    return tuple(Target(_name(address, store), address) for address in found)


def _name(address: str, store: Store) -> str:
    scheme = address.partition("://")[0].lower()
    return f"{scheme} #{store.lot('target', address)[:6]}"


def faults(config: Config) -> Iterator[Fault]:
    """What keeps every message from going out; each address is named by its place alone."""
    if config.notify_urls and not deliver.is_installed():
        problem = "is set, and apprise is not installed: nothing can be sent"
        yield Fault(NAME, None, problem, deliver.INSTALL)
        return
    for n, url in enumerate(config.notify_urls, 1):
        if not deliver.is_address(url.get_secret_value()):
            yield Fault(NAME, None, f"its {ordinal(n)} address is none: {_UNKNOWN}", _CHECK)


def remarks(config: Config) -> Iterator[Fault]:
    """What is allowed and may surprise."""
    for n, url in enumerate(config.notify_urls if deliver.is_installed() else (), 1):
        many = deliver.recipients(url.get_secret_value())
        if many > 1:
            problem = f"its {ordinal(n)} address tells {many} recipients, one after another"
            fix = "Write an address for each: where one fails, the others are not told twice"
            yield Fault(NAME, None, problem, fix)


_UNKNOWN = "no service has such an address"
_CHECK = "Compare it with the examples of docs/operations.md"


def failing(lately: Iterable[Delivery], names: Iterable[str], now: datetime) -> list[Delivery]:
    """What a person should look at: what fails for an hour, or was given up, unless something
    reached the same target since."""
    found, reached = [], dict[str, datetime]()
    chosen = [one for one in lately if one.target in set(names)]
    for one in chosen:
        if one.status == DELIVERED and one.delivered_at:
            reached[one.target] = max(one.delivered_at, reached.get(one.target, one.delivered_at))
    for one in chosen:
        tried = one.last_try_at or one.wanted_at
        since = one.first_try_at or one.wanted_at
        late = one.status == WAITING and one.error and now - since > _TOLD_AFTER
        lost = one.status == GIVEN_UP and tried >= reached.get(one.target, tried)
        if late or lost:
            found.append(one)
    return found


def outstanding(lately: Iterable[Delivery], names: Iterable[str]) -> list[Delivery]:
    """What has not arrived, or of which nobody knows whether it has."""
    chosen = set(names)
    return [
        one
        for one in lately
        if one.status != DELIVERED and (one.target in chosen or one.status == UNKNOWN)
    ]
