"""A form for every command, drawn from its struct: what it asks for, what was filled in, and carrying it out."""

from yajian.web.forms.carrying import Outcome, carry_out, keep_files
from yajian.web.forms.given import Given, fresh, given
from yajian.web.forms.inputs import Input, inputs

__all__ = ["Given", "Input", "Outcome", "carry_out", "fresh", "given", "inputs", "keep_files"]
