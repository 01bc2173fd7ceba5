"""A list item written without parts has itself as its only part."""

from yaml.nodes import MappingNode, ScalarNode

from yajian.planfile.valued import Pairs

_SHARED = ("capacity", "clause")
PART_KEYS = ("batch", "due", "facilities", "split", "method_required")


def with_parts(pairs: Pairs, id: str) -> Pairs:
    """The item's keys with its part's keys moved where they belong. Marks stay those of the file."""
    if "parts" in pairs or not pairs:
        return pairs
    anchor = next(iter(pairs.values()))[0]
    moved = [pairs[key] for key in (*_SHARED, *PART_KEYS) if key in pairs]
    part = MappingNode("tag:yaml.org,2002:map", list(moved), anchor.start_mark, anchor.end_mark)
    named = ScalarNode("tag:yaml.org,2002:str", id, anchor.start_mark, anchor.end_mark)
    parts = MappingNode("tag:yaml.org,2002:map", [(named, part)], anchor.start_mark, anchor.end_mark)
    key = ScalarNode("tag:yaml.org,2002:str", "parts", anchor.start_mark, anchor.end_mark)
    return {name: pair for name, pair in pairs.items() if name not in PART_KEYS} | {"parts": (key, parts)}
