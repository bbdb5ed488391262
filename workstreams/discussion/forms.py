"""The shape of input in a thread. How long and how full a text may be, the actions say."""

import uuid

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _


class WritingForm(forms.Form):
    """A text in Markdown. `submission` is the form's own key: however often it is sent, it makes one post."""

    use_required_attribute = False

    body = forms.CharField(
        label=_("Text"),
        error_messages={"required": _("Write something.")},
        strip=False,
        help_text=_("Markdown: *emphasis*, **strong**, > quote, - list, [words](https://address)."),
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # The last save of the draft that this page knows of.
    draft = forms.IntegerField(required=False, min_value=0, max_value=2**53, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {}).setdefault("submission", uuid.uuid4())
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_draft(self):
        return self.cleaned_data["draft"] or 0

    def clean_submission(self):
        # A form that lost its key is still one text to post.
        return self.cleaned_data["submission"] or uuid.uuid4()


class ThreadForm(WritingForm):
    """A new thread: a title, and the first post."""

    field_order = ["title", "body"]

    title = forms.CharField(
        label=_("Title"),
        error_messages={"required": _("Give the thread a title.")},
        help_text=_("5 to 200 characters. Ask one question: people see this first."),
    )


class ReplyForm(WritingForm):
    """An answer to `parent`, one of the `posts` of a thread, or to its first post where no parent is named."""

    parent = forms.ModelChoiceField(
        None,
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _(
                "The post that you answer is not in this thread. Copy your text, and press Reply again."
            )
        },
    )

    def __init__(self, *args, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = posts
        self.fields["body"].widget.attrs.update({"rows": 5, "placeholder": _("What do you answer?")})
        # Two composers on one page, or one after the other, never share an id.
        self.auto_id = f"id_%s_{uuid.uuid4().hex[:8]}"


class ChangeForm(WritingForm):
    """Another text for a post; another title too where it is the first of its thread. `base`: see `texts.state_of`."""

    field_order = ["title", "body"]

    title = forms.CharField(label=_("Title"), error_messages={"required": _("Give the thread a title.")})
    base = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args, is_first, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["submission"]
        if not is_first:
            del self.fields["title"]


class TagsForm(forms.Form):
    """A thread's tags on one line. None at all is an answer too."""

    use_required_attribute = False

    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        help_text=_("At most 5, with commas between them, each of 2 to 60 characters. A tag that no thread has goes."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
