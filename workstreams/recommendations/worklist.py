"""What an area's groups did and do, put together for its page. Rows in, values out."""

from dataclasses import dataclass

from workstreams.groups.models import Milestone, WorkingGroup
from workstreams.recommendations.steps import ENDED, Step


@dataclass(frozen=True)
class Work:
    """`groups`: (group, milestones to come, milestones done, drafts). `published`: texts in force, from groups that the
    reader may not see as well, and those of which a next version is being written; `reviews`: those of them that are to
    be looked at again, the earliest first; `opened`: drafts that such groups opened to the reader; `ended`: what was
    superseded or withdrawn."""

    groups: list
    published: list
    reviews: list
    opened: list
    ended: list


def work_of(groups, milestones, documents):
    """`documents`: with what was published of them (layout.with_publications)."""
    seen = {group.pk for group in groups}
    published = [one for one in documents if one.where == Step.PUBLISHED or _is_in_force(one)]
    drafts = [one for one in documents if one.where not in ENDED | {Step.PUBLISHED, Step.PARKED}]
    return Work(
        groups=[
            (
                group,
                _promised(group, milestones, Milestone.State.PLANNED) if _goes_on(group) else [],
                _promised(group, milestones, Milestone.State.DONE),
                [one for one in drafts if one.group_id == group.pk],
            )
            for group in groups
        ],
        published=published,
        reviews=sorted((one for one in published if one.review_on), key=lambda one: one.review_on),
        opened=[one for one in drafts if one.group_id not in seen],
        ended=[one for one in documents if one.where in ENDED],
    )


def _is_in_force(document):
    return document.published_as is not None and document.published_as.is_in_force


def _promised(group, milestones, state):
    return [one for one in milestones if one.group_id == group.pk and one.state == state]


def _goes_on(group):
    # A concluded group promises nothing more.
    return group.state != WorkingGroup.State.CONCLUDED
