"""What a password must be: long enough and none that everybody uses. No letters prescribed."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    validate_password,
)
from django.core.exceptions import ValidationError

SHORTEST = 10
HINT = f"至少 {SHORTEST} 个字；一句自己记得住的话最好，不必夹杂符号，不能用大家都用的密码"

_RULES = (MinimumLengthValidator(SHORTEST), CommonPasswordValidator())
_SAYS = {
    "password_too_short": f"密码不到 {SHORTEST} 个字",
    "password_too_common": "这个密码太常见，别人一猜就中",
}


def fault(password: str, again: str, person: str) -> str:
    """What is wrong with a new password, in a sentence; nothing if nothing is."""
    if password != again:
        return "两次输入的密码不一样"
    if person and person in password and len(password) < SHORTEST + len(person):
        return "密码里除了姓名没剩下几个字"
    try:
        validate_password(password, password_validators=_RULES)
    except ValidationError as declined:
        return _SAYS.get(declined.error_list[0].code, "这个密码不能用，请换一个")
    return ""
