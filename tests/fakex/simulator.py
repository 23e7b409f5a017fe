"""X's own local simulator, as it was seen: no operators, no order, no end."""

import hashlib
from dataclasses import dataclass

from tests.fakex.asking import ENDPOINTS, Params
from tests.fakex.desk import Desk
from tests.fakex.faults import Reply, told
from tests.fakex.problems import problem
from tests.fakex.shape import FIELDS, shaped
from tests.fakex.world import Version

_WRONG = {
    "x-rate-limit-limit": "15",
    "x-rate-limit-remaining": "14",
    "x-rate-limit-reset": "1",
}


@dataclass
class SimulatorDesk(Desk):
    """Takes any token, any query and any window; a next page always comes."""

    def honest(self, path: str, params: Params, authorization: str) -> Reply:
        if not authorization:
            return told(401, problem(401))
        if path not in ENDPOINTS:
            return told(404, problem(404))
        if ENDPOINTS[path].counts:
            return told(200, {"data": [], "meta": {"total_tweet_count": 0}}, _WRONG)
        return told(200, self._any_page(params), _WRONG)

    def _any_page(self, params: Params) -> dict[str, object]:
        posts = sorted(self.world.visible(), key=_by_chance)
        size = _number(params.get("max_results"), 10)
        start = _number(params.get("next_token"), 0)
        page = [posts[(start + i) % len(posts)] for i in range(min(size, len(posts)))]
        meta: dict[str, object] = {"result_count": len(page), "next_token": str(start + size)}
        if not page:
            return {"meta": meta}
        ids = [version.native_id for version in page]
        meta |= {"newest_id": max(ids, key=int), "oldest_id": min(ids, key=int)}
        fields = params.get("tweet.fields", ",".join(FIELDS)).split(",")
        data = [shaped(version, fields, self._renamed(params)) for version in page]
        return {"data": data, "meta": meta}


def _by_chance(version: Version) -> bytes:
    return hashlib.sha256(version.native_id.encode()).digest()


def _number(told_: str | None, otherwise: int) -> int:
    return int(told_) if told_ and told_.isdecimal() else otherwise
