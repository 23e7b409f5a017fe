"""The wire: what every request over the network keeps to.

transport  carries a platform's requests, and lets through JSON alone
deadline   how long a request may take, whatever the server does
ping       tells a URL that we are here
broken     no answer, or none that can be read; and when to ask again
"""

from monitor.sources.http.broken import BrokenError, RefusedError, retrying
from monitor.sources.http.deadline import Limits
from monitor.sources.http.ping import ping, time_at
from monitor.sources.http.transport import Transport

__all__ = ["BrokenError", "Limits", "RefusedError", "Transport", "ping", "retrying", "time_at"]
