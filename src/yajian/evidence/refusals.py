"""Why a file is not taken in, and what would help."""

import errno

from yajian.core.words import Refusal, SystemRule

_KINDS = "PDF、PNG、JPEG、XLSX、DOCX（不含宏）和 UTF-8 纯文本"


def too_large(limit: int) -> Refusal:
    size = f"{limit // 1024 // 1024} MB" if limit >= 1024 * 1024 else f"{limit} 字节"
    return Refusal(
        code="evidence.too-large",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"附件超过 {size}",
        way_forward="请降低扫描分辨率，或拆成几份分别上传",
        field="evidence",
    )


def empty() -> Refusal:
    return Refusal(
        code="evidence.empty",
        basis=SystemRule.VALUE_UNFIT,
        finding="附件是空的，没有任何内容",
        way_forward="请检查原文件能否打开，再重新上传",
        field="evidence",
    )


def kind_not_kept() -> Refusal:
    return Refusal(
        code="evidence.kind-not-kept",
        basis=SystemRule.VALUE_UNFIT,
        finding="附件内容不是办公室收存的类型（按内容判断，与文件名无关），或文件不完整",
        way_forward=f"请转换为以下类型再上传：{_KINDS}",
        field="evidence",
    )


def not_kept(error: OSError) -> str:
    """Why the disk did not take it, as a Chinese sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "磁盘已满，附件没有存下。请先腾出空间，再重新上传。"
    return f"附件没有存下：磁盘读写出错（{error.strerror}）。请检查数据目录所在的磁盘。"
