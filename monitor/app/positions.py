"""How position is read: from the configuration to its cues."""

from monitor.config import Config
from monitor.cues import Cues


def cues_of(config: Config) -> Cues | None:
    """The named set and the watch's own cues; None where no position is configured.

    The film goes by the watch's title and by whatever else the other topics
    look for: the petition's own phrases are no names of it.
    """
    found = config.position
    if found is None:
        return None
    others = (topic for topic in config.topics if topic.name != found.topic)
    titles = (config.title, *(phrase for topic in others for phrase in topic.phrases))
    return Cues(tuple(found.supports), tuple(found.opposes), titles, found.cues)
