"""The shape of input about documents."""

from workstreams.recommendations.forms.quoting import QuoteForm
from workstreams.recommendations.forms.stepping import DeadlineForm, ReviewForm, StepForm
from workstreams.recommendations.forms.writing import BeginForm, ReviseForm, TitleForm

__all__ = ["BeginForm", "DeadlineForm", "QuoteForm", "ReviewForm", "ReviseForm", "StepForm", "TitleForm"]
