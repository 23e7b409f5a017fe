"""Where requests are answered: the token, the limits, the script, then the posts."""

import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime

from tests.fakex import faults
from tests.fakex.answers import Answers
from tests.fakex.asking import ENDPOINTS, Asked, Endpoint, Params, asked
from tests.fakex.clock import Clock
from tests.fakex.faults import Case, Reply, Script, told
from tests.fakex.ledger import Ledger, Rate
from tests.fakex.problems import RefusedError, invalid, problem
from tests.fakex.world import World

_LOOKUP = Endpoint("lookup", 3500, 0)


@dataclass
class Seen:
    """A request that came; `status` is None until it is answered."""

    path: str
    params: Params
    authorization: str
    status: int | None = None


@dataclass
class Desk:
    clock: Clock
    token: str = field(default_factory=lambda: f"invented-{secrets.token_hex(24)}")
    generation: str = "tweets"
    one_a_second: bool = True
    limits: dict[str, int] = field(default_factory=dict)
    requests: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self.world = World(self.clock)
        self.ledger = Ledger(self.clock)
        self.answers = Answers(self.world, self.ledger)
        self.faults = Script()
        self._rates: dict[str, Rate] = {}

    def answer(self, path: str, params: Params, authorization: str) -> tuple[Reply, Seen]:
        with self.lock:
            seen = Seen(path, params, authorization)
            self.requests.append(seen)
            return self._scripted(seen), seen

    def _scripted(self, seen: Seen) -> Reply:
        step = self.faults.take()
        rate = self._rate(seen.path)
        case = Case(
            seen.params,
            seen.authorization,
            self.clock,
            rate.headers() if rate else {},
            lambda params: self.honest(seen.path, params, seen.authorization),
            lambda: self._asked(ENDPOINTS[seen.path], seen.params),
        )
        try:
            return faults.reply(step, case)
        except RefusedError as refused:
            return told(refused.status, refused.body, case.rate)

    def honest(self, path: str, params: Params, authorization: str) -> Reply:
        """What X itself would say."""
        if authorization != f"Bearer {self.token}":
            return told(401, problem(401))
        rate = self._rate(path)
        if rate is None:
            return Reply(404)
        if not rate.spend(self.now()):
            return told(429, problem(429), rate.headers())
        try:
            return told(200, self._found(path, params), rate.headers())
        except RefusedError as refused:
            return told(refused.status, refused.body, rate.headers())

    def now(self) -> datetime:
        return self.clock.now()

    def _found(self, path: str, params: Params) -> dict[str, object]:
        if path not in ENDPOINTS:
            return self._looked_up(params)
        question = self._asked(ENDPOINTS[path], params)
        if question.endpoint.counts:
            return self.answers.counts(question)
        return self.answers.search(question, self._renamed(params))

    def _looked_up(self, params: Params) -> dict[str, object]:
        ids = params.get("ids", "")
        for native_id in ids.split(","):
            if not native_id.isdecimal() or len(native_id) > 19:
                told_ = f"[{native_id}] does not match ^[0-9]{{1,19}}$"
                raise invalid(f"The `ids` query parameter value {told_}", ids=ids)
        return self.answers.lookup(params, self._renamed(params))

    def _asked(self, endpoint: Endpoint, params: Params) -> Asked:
        return asked(endpoint, params, self.now(), self.generation == "posts")

    def _renamed(self, params: Params) -> bool:
        """X answers in the words of 2026 where it is asked in them."""
        return self.generation == "posts" or "post.fields" in params

    def _rate(self, path: str) -> Rate | None:
        endpoint = _LOOKUP if path == "/2/tweets" else ENDPOINTS.get(path)
        if endpoint is None:
            return None
        limit = self.limits.get(endpoint.name, endpoint.limit)
        once = self.one_a_second and endpoint.name == "search/all"
        rate = self._rates.setdefault(endpoint.name, Rate(limit, once))
        rate.limit, rate.per_second = limit, once
        return rate
