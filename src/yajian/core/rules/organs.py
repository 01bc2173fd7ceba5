"""Who may ask for what: the one place where permission is decided. Refused unless the table says yes."""

from yajian.core.words import Command, Refusal, Request, SystemRule

INSTALLER = "installer"  # the first actor, until a person confirms the installation

# role → areas of command it may use. An area is the part of a command's tag before the dot.
_MAY: dict[str, frozenset[str]] = {
    INSTALLER: frozenset({"charter", "targets", "register", "closure"}),
}


def roles() -> tuple[str, ...]:
    return tuple(_MAY)


def may(role: str, tag: str) -> bool:
    """Whether a role may use a command, by the command's literal tag."""
    return tag.split(".", 1)[0] in _MAY.get(role, frozenset())


def refuse_unless_permitted(request: Request[Command]) -> Refusal | None:
    tag = type(request.command).__struct_config__.tag
    if may(request.role, str(tag)):
        return None
    return Refusal(
        code="organs.not-permitted",
        basis=SystemRule.NOT_PERMITTED,
        finding=f"{request.organ}“{request.actor}”以“{request.role}”身份不能办理此事项",
        way_forward="请由有此职责的经办人办理，或请系统管理员按文件授予权限",
    )
