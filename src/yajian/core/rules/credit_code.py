"""统一社会信用代码 as GB 32100-2015 writes it: eighteen characters of thirty-one, the last a check on the others."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_LENGTH = 18
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def fault(code: str) -> str | None:
    """What is wrong with a code, in one sentence an office understands; none if it is well formed."""
    if len(code) != _LENGTH:
        return f"信用代码应为18位，现{len(code)}位"
    for place, character in enumerate(code, 1):
        if character not in _VALUES:
            ruled_out = "不含 I、O、S、V、Z" if character in "IOSVZ" else "只用数字和大写字母"
            return f"信用代码{ruled_out}（第{place}位为 {character}）"
    wanted = check_character(code[:-1])
    if code[-1] != wanted:
        return f"统一社会信用代码第18位校验错误（按前17位应为 {wanted}）"
    return None


def check_character(first_seventeen: str) -> str:
    """The eighteenth character: the place weighs 3 to the power of the places before it, modulo 31."""
    total = sum(pow(3, place, 31) * _VALUES[character] for place, character in enumerate(first_seventeen))
    return ALPHABET[-total % 31]
