"""Posts that are made up, in words as frequent as words are.

A text of people's has a few dozen words that make up half of it, and ten thousand that hardly ever come: frequency
falls as one over the rank (Zipf). Search is as fast as its words are rare, so a bench whose words all come equally
often would say nothing.

Rendering two hundred thousand posts would take longer than everything else, and what is measured is stored HTML. So a
few thousand passages are rendered by the portal's own renderer, and a post is one to three of them with a blank line
between. `Passages` is the promise that this gives the very HTML that rendering the whole post would; the builder
checks it on some hundreds of posts.
"""

import random
from itertools import accumulate

# The words that carry no meaning, the most frequent first: half of every text.
SMALL = (
    "the of to and a in that is for it on with as be by this are not or an from which at we have but they one can "
    "has what would should if their who more when there our all been will about no its than may do so"
).split()

# What such an alliance speaks of, the most frequent first. Search finds its words among these.
TOPICAL = (
    "model risk system group sector public data review safety access evidence policy test incident report rule process "
    "standard member draft question case deployment release evaluation regulator company society research university "
    "government assessment threshold audit oversight consensus framework practice provider developer deployer user "
    "measure benchmark capability harm misuse mitigation control disclosure transparency accountability governance "
    "liability procurement compute cluster weight training inference agent tool autonomy monitoring logging record "
    "notice appeal decision recommendation consultation clause annex definition scope category taxonomy criteria "
    "severity likelihood impact bias fairness language region country border trade treaty law court statute "
    "certification laboratory sandbox pilot trial hospital school bank energy transport worker union community "
    "consumer child patient citizen election media journalist archive library budget grant funding cost schedule "
    "milestone workshop meeting minute agenda chair lead editor observer secretariat mandate charter quorum vote "
    "objection reservation support proposal amendment comment reply thread mail digest translation summary outline "
    "example figure table graph survey interview sample baseline margin trend forecast scenario exercise drill "
    "playbook protocol channel hotline contact escalation handover shift window deadline extension pause rollback "
    "patch version revision branch licence source code dataset label annotator prompt output filter guardrail "
    "classifier watermark provenance signature registry identity privacy consent retention deletion export import"
).split()

SYLLABLES = (
    "ba ce di fo gu la me ni po ru sa te vi zo bra cle dri flo gru pla sten tor val quin mar dol fen gal hum jor"
).split()
RARE = 9000  # words of the long tail, made of syllables: names, jargon, slips of the pen

SHORTEST, LONGEST = 300, 480  # characters of a passage; one to three make a post of 300 to 1,500
PASSAGES = 6000
PASSAGES_A_POST = ((1, 35), (2, 40), (3, 25))


def vocabulary(chance):
    """(words, cumulative weights): half of what is said in small words, the rest by one over the rank."""
    rare = set()
    while len(rare) < RARE:
        rare.add("".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))))
    # Sorted before it is drawn from: the order of a set is another in each process.
    content = [*TOPICAL, *chance.sample(sorted(rare), RARE)]
    small = _falling(len(SMALL), share=0.5)
    # Shifted by a dozen ranks: no single word of meaning is as frequent as "the".
    return [*SMALL, *content], list(accumulate([*small, *_falling(len(content), share=0.5, shift=12)]))


def _falling(count, *, share, shift=1):
    weights = [1 / (rank + shift) for rank in range(count)]
    return [share * weight / sum(weights) for weight in weights]


class Passages:
    """The passages, their HTML, and which words are in each.

    Every passage begins and ends with a paragraph, so that two of them, one after the other, render as each alone.
    """

    def __init__(self, seed, render, count=PASSAGES):
        self.chance = random.Random(f"{seed} passages")
        self.words, self.weights = vocabulary(self.chance)
        self.texts = [self._passage() for _ in range(count)]
        self.html = [render(text) for text in self.texts]

    def body(self, numbers):
        return "\n\n".join(self.texts[number] for number in numbers)

    def rendered(self, numbers):
        return "".join(self.html[number] for number in numbers)

    def title(self):
        few = self.chance.choices(self.words, cum_weights=self.weights, k=self.chance.randint(4, 9))
        return f"{' '.join(few).capitalize()}?"

    def _passage(self):
        """Mostly a paragraph; of twenty one has a list in it, and one a quote."""
        kind = self.chance.random()
        if kind > 0.1:
            return self._sentences(self.chance.randint(SHORTEST, LONGEST))
        while True:
            lines = [self._sentence()[:-1] for _ in range(3)]
            marked = "".join(f"- {line}\n" for line in lines) if kind > 0.05 else f"> {' '.join(lines)}.\n"
            said = f"{self._sentence()}\n\n{marked}\n{self._sentence()}"
            if SHORTEST <= len(said) <= LONGEST:
                return said

    def _sentences(self, length):
        said = self._sentence()
        while len(said) < length:
            said = f"{said} {self._sentence()}"
        return said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rsplit(' ', 1)[0].rstrip('*`.,')}."

    def _sentence(self):
        chance = self.chance
        words = chance.choices(self.words, cum_weights=self.weights, k=chance.randint(5, 19))
        words[0] = words[0].capitalize()
        place = chance.randrange(len(words) * 6)
        if 0 < place < len(words):
            words[place] = chance.choice(("*{}*", "**{}**", "`{}`", "{},")).format(words[place])
        return f"{' '.join(words)}."
