"""What stands in for a chapter that could not be read, so that the rest of the file can still be checked.

A plan with a blank in it is never handed out: there is always the fault that made the blank.
"""

from datetime import date
from types import MappingProxyType

from yajian.core.plan import Provenance, Value, shape


def blank(kind: object) -> object:
    """Something of this type that says nothing."""
    if shape.is_value(kind):
        return Value(provenance=Provenance.UNKNOWN)
    struct = shape.struct_of(kind)
    if struct is not None:
        return struct(**{field.name: blank_field(field) for field in shape.fields(struct)})
    if shape.mapping(kind) is not None:
        return MappingProxyType({})
    if shape.element(kind) is not None:
        return ()
    choices = shape.literals(kind)
    if choices is not None:
        return choices[0]
    root = shape.newtype_root(kind)
    return {bool: False, int: 0, date: date.min}.get(root, "") if isinstance(root, type) else ""


def blank_field(field: shape.Field) -> object:
    return blank(field.type) if field.required else field.default
