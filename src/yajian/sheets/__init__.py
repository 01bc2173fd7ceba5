"""Workbooks in and out: the ledger's template, what a filled one says, every fault in it at once, and the same file back.

Nothing here writes to the books. What a clean workbook asks for is one command of the core.
"""
