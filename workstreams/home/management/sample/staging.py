"""The sample documents become rows: each act by the same action that people use, on the day on which it is said to have
happened. A document keeps every moment for good, so none of them can be dated back afterwards: the clock of this
process is put back while somebody acts."""

import datetime

import time_machine

from members.models import Sector
from workstreams.consensus import actions as consensus
from workstreams.consensus.models import Objection
from workstreams.consultations import actions as consultations
from workstreams.consultations.guests import Guest
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Post
from workstreams.publications import actions as publications
from workstreams.recommendations import actions as recommendations


def days_before(now, ago):
    """As if it were so many days before now, for as long as this lasts."""
    return time_machine.travel(now - datetime.timedelta(days=ago), tick=False)


def play(documents, groups, people, now):
    """Write these documents, and do everything that was done with them, in the order in which it was done. `groups`:
    {slug: group}, `people`: {key: member}."""
    sectors = {sector.mark: sector for sector in Sector.objects.all()}
    stages = {one.title: Stage(one, groups[one.group], people, sectors, now) for one in documents}
    acts = [(act.ago, act.by, stages[one.title], act) for one in documents for act in one.course]
    acts += [(one.ago, one.by, stages[one.title], None) for one in documents]
    for ago, by, stage, act in sorted(acts, key=lambda each: (-each[0], each[3] is not None)):
        with days_before(now, ago):
            if act is None:
                stage.begin()
            else:
                getattr(stage, act.what)(people.get(by), **act.given)


class Stage:
    """One document, and what of it later acts speak of: comments by their key, positions by who took them."""

    def __init__(self, written, group, people, sectors, now):
        self.written, self.group, self.people, self.sectors, self.now = written, group, people, sectors, now
        self.comments = {}

    def begin(self):
        by = self.people[self.written.by]
        self.document = recommendations.begin(self.group, by=by, title=self.written.title, body=self.written.body)
        self.body, self.revision = self.written.body, self.document.revisions.get()

    def step(self, by, to, why, ends):
        recommendations.take_step(self.document, to, by=by, why=why, ends=self._at(ends))

    def revise(self, by, note, changes, more):
        for old, new in changes:
            if old not in self.body:
                raise LookupError(f"{self.written.title}: {old}")
            self.body = self.body.replace(old, new)
        self.body = f"{self.body}\n\n{more}" if more else self.body
        base = self.revision.number
        self.revision = recommendations.revise(self.document, by=by, body=self.body, note=note, base=base)

    def quote(self, by, number, post, said):
        found = Post.objects.get(thread__group=self.group, body__contains=post)
        recommendations.quote_post(self._clause(number), found, by=by, said=said)

    def consult(self, by, audience, ends):
        closes_at = self._at(ends)
        self.consultation = consultations.open_consultation(
            self.document, by=by, audience=audience, closes_at=closes_at
        )

    def close_consultation(self, by):
        consultations.close_consultation(self.consultation, by=by)

    def comment(self, by, key, number, words, proposed):
        self.comments[key] = consultations.comment(
            self.revision, by=by, body=words, clause=self._clause(number), proposed=proposed
        )

    def comment_by_guest(self, _nobody, key, number, words, name, email, sector):
        guest = Guest(name=name, email=email, sector=self.sectors[sector])
        made = consultations.comment_as_guest(self.revision, by=guest, body=words, clause=self._clause(number))
        self.comments[key] = consultations.confirm(made, by=None)

    def reply(self, by, key, words):
        parent = self.comments[key]
        consultations.comment(parent.revision, by=by, body=words, parent=parent)

    def dispose(self, by, key, outcome, reason, same_as):
        consultations.dispose(
            self.comments[key],
            by=by,
            outcome=outcome,
            reason=reason,
            duplicate_of=self.comments.get(same_as),
        )

    def take_over(self, by, key):
        done = consultations.take_over(self.comments[key], by=by, base=self.revision.number)
        self.revision, self.body = done.revision, done.revision.body

    def hide(self, by, key, reason):
        consultations.hide(self.comments[key], by=by, reason=reason)

    def call(self, by, question, parties, results, ends):
        self.called = consensus.open_call(
            self.document,
            by=by,
            question=question,
            parties=parties,
            results=results,
            closes_at=self._at(ends),
        )

    def position(self, by, stance, reason, change, number):
        consensus.take_position(
            self.called, by=by, stance=stance, reason=reason, change=change, clause=self._clause(number)
        )

    def support(self, by, since, until, keys):
        step = (since - until) / len(keys)
        moments = {self.people[key]: self._at(since - step * at) for at, key in enumerate(keys)}
        consensus.bring_in_support(self.called, moments, by=by)

    def answer(self, by, whose, words):
        consensus.answer(self._objection(whose), by=by, text=words)

    def discuss(self, by, whose, replies):
        thread = consensus.discuss(self._objection(whose), by=by)
        parent = thread.posts.get()
        for ago, key, words in replies:
            parent = discussion.post_reply(thread, by=self.people[key], parent=parent, body=words, at=self._at(ago))

    def overrule(self, by, whose, reason):
        consensus.overrule(self._objection(whose), by=by, reason=reason)

    def close_call(self, by):
        consensus.close_call(self.called, by=by)

    def conclude(self, by, result, statement):
        consensus.state_outcome(self.called, by=by, result=result, statement=statement)

    def publish(self, by, changes, version, review_in):
        review_on = review_in and (self.now + datetime.timedelta(days=review_in)).date()
        self.published = publications.publish(
            self.document, by=by, changes=changes, version=version, review_on=review_on
        )

    def supersede(self, by, other, why):
        other = self.published._meta.model.objects.in_force().get(title=other)
        publications.supersede(self.published, by=by, other=other, why=why)

    def _at(self, ago):
        return None if ago is None else self.now - datetime.timedelta(days=ago)

    def _clause(self, number):
        return self.revision.texts.select_related("clause").get(number=number).clause if number else None

    def _objection(self, whose):
        return Objection.objects.select_related("call__recommendation").get(
            call=self.called, position__member=self.people[whose]
        )
