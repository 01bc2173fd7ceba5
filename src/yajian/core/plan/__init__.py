"""The typed plan: what a rule may ask of the issued document. Import everything from here."""

from yajian.core.plan.care import Court, Resettlement, Risks, Utility
from yajian.core.plan.compare import Difference, compare, shown
from yajian.core.plan.conditions import (
    Case,
    Comparison,
    Gate,
    GateCondition,
    Op,
    Released,
    Rule,
    Scalar,
)
from yajian.core.plan.facilities import (
    Attribute,
    Capacity,
    CapacityBasis,
    CapacityOrigin,
    Choice,
    CountsAs,
    FacilityCondition,
    FacilityType,
    Form,
)
from yajian.core.plan.filing import FilingCleanup, Layout, Moratorium, Zone
from yajian.core.plan.functions import FUNCTIONS, Function
from yajian.core.plan.goals import (
    Baseline,
    Batch,
    Check,
    CountyTask,
    Event,
    Goal,
    Indicator,
    Milestone,
    PrintedTotal,
    Target,
)
from yajian.core.plan.heading import Document, IssuedText, Level, PlanClause, ProgrammeHeading, Source
from yajian.core.plan.lists import Category, Enterprise, ListItem, ListPart, RetirementList
from yajian.core.plan.measures import Interpretation, Unit
from yajian.core.plan.money import (
    Branch,
    Clawback,
    ClawbackReading,
    Compensation,
    Envelope,
    FlowStep,
    FundingShare,
    Rate,
)
from yajian.core.plan.needs import NEEDS, Need
from yajian.core.plan.overlay import Settlement, check_settlement, plan_at, resting_on
from yajian.core.plan.oversight import Escalation, Inspection, LightRule, Publication, Publicity, Violations
from yajian.core.plan.people import CountyRole, Group, Organisation, Post, Responsibility
from yajian.core.plan.questions import OpenQuestion
from yajian.core.plan.rebuild import replaced
from yajian.core.plan.references import attribute
from yajian.core.plan.standards import CompletionStandard, Severity, SiteCheck
from yajian.core.plan.sums import Mismatch, mismatches, quantities
from yajian.core.plan.terms import Cited, Term
from yajian.core.plan.value import Provenance, Value, Working, derived, said
from yajian.core.plan.walk import Leaf, leaves, typed_leaves, walk
from yajian.core.plan.whole import Plan
from yajian.core.plan.work import Content, Duty, Frequency, PaperTemplate, Report, TriggerEvent

__all__ = [
    "FUNCTIONS",
    "NEEDS",
    "Attribute",
    "Baseline",
    "Batch",
    "Branch",
    "Capacity",
    "CapacityBasis",
    "CapacityOrigin",
    "Case",
    "Category",
    "Check",
    "Choice",
    "Cited",
    "Clawback",
    "ClawbackReading",
    "Comparison",
    "Compensation",
    "CompletionStandard",
    "Content",
    "CountsAs",
    "CountyRole",
    "CountyTask",
    "Court",
    "Difference",
    "Document",
    "Duty",
    "Enterprise",
    "Envelope",
    "Escalation",
    "Event",
    "FacilityCondition",
    "FacilityType",
    "FilingCleanup",
    "FlowStep",
    "Form",
    "Frequency",
    "Function",
    "FundingShare",
    "Gate",
    "GateCondition",
    "Goal",
    "Group",
    "Indicator",
    "Inspection",
    "Interpretation",
    "IssuedText",
    "Layout",
    "Leaf",
    "Level",
    "LightRule",
    "ListItem",
    "ListPart",
    "Milestone",
    "Mismatch",
    "Moratorium",
    "Need",
    "Op",
    "OpenQuestion",
    "Organisation",
    "PaperTemplate",
    "Plan",
    "PlanClause",
    "Post",
    "PrintedTotal",
    "ProgrammeHeading",
    "Provenance",
    "Publication",
    "Publicity",
    "Rate",
    "Released",
    "Report",
    "Resettlement",
    "Responsibility",
    "RetirementList",
    "Risks",
    "Rule",
    "Scalar",
    "Settlement",
    "Severity",
    "SiteCheck",
    "Source",
    "Target",
    "Term",
    "TriggerEvent",
    "Unit",
    "Utility",
    "Value",
    "Violations",
    "Working",
    "Zone",
    "attribute",
    "check_settlement",
    "compare",
    "derived",
    "leaves",
    "mismatches",
    "plan_at",
    "quantities",
    "replaced",
    "resting_on",
    "said",
    "shown",
    "typed_leaves",
    "walk",
]
