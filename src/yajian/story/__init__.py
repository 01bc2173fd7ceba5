"""Stories: scenarios in the programme's own words, played against a fresh programme through `transact`."""

from yajian.story.playing import Played, Seen, play
from yajian.story.reading import Story, StoryUnreadable, read

__all__ = ["Played", "Seen", "Story", "StoryUnreadable", "play", "read"]
