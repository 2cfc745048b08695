"""Which files are two editions of one text.

Pairs are looked for in the order of how surely an author meant them: an equal translation key, the same remaining
path, and for files that are still alone an equal id, slug beside each other, permalink, or slug anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from briefing.document.model import LANGS, Lang
from briefing.i18n import n_
from briefing.library.facts import Facts
from briefing.library.language import OTHER
from briefing.library.model import Edition, Problem
from briefing.library.patience import in_order
from briefing.library.places import Place, understand


class Candidate(NamedTuple):
    """One file that will be an edition.

    Attributes:
        facts: what it says about itself.
        place: what its path says.
        lang: its language.
        root: index of its root.
    """

    facts: Facts
    place: Place
    lang: Lang
    root: int

    def edition(self, folder: Path) -> Edition:
        """Return it as an edition; `folder` is what its path is relative to."""
        fields = self.facts.fields
        return Edition(
            lang=self.lang,
            path=folder / self.facts.inside,
            rel=self.facts.rel,
            title=fields.title or self.facts.heading or self.place.title,
            summary=fields.summary,
            date=fields.date,
            tags=fields.tags,
            words=self.facts.words,
            url=fields.url,
            size=self.facts.size,
            mtime_ns=self.facts.mtime_ns,
            digest=self.facts.digest,
        )


class Group(NamedTuple):
    """The editions of one text, German first.

    Attributes:
        members: one or two candidates of different languages.
        repeated: whether an earlier file claims the same place in the same language.
    """

    members: tuple[Candidate, ...]
    repeated: bool = False

    @property
    def first(self) -> Candidate:
        """The member that comes first by path."""
        return min(self.members, key=lambda member: member.place.parts)


def group(files: Sequence[Facts], root: int, *, single: bool = False) -> tuple[list[Group], list[Problem]]:
    """Return the files of one root as groups by path, and what was skipped or doubtful.

    Args:
        files: the readable files of the root.
        root: its index.
        single: the root is one file that the user asked for, so that it is never skipped.
    """
    problems: list[Problem] = []
    candidates = _candidates(files, root, single, problems)
    grouping = _Grouping(problems)
    alone = grouping.by_path(grouping.by_translation_key(candidates))
    grouping.pair_the_rest(alone)
    return in_order(grouping.groups, lambda found: found.first.place.parts), problems


def _candidates(files: Sequence[Facts], root: int, single: bool, problems: list[Problem]) -> list[Candidate]:
    """Decide each file's language; plain language marks before those with a region, then by path."""
    places = understand(facts.inside for facts in files)
    langs = [_language(facts, place, problems) for facts, place in zip(files, places, strict=True)]
    if single:
        langs = ["" if lang == OTHER else lang for lang in langs]
    sides: dict[str, set[str]] = {}
    for place, lang in zip(places, langs, strict=True):
        sides.setdefault(place.key, set()).add(lang)
    votes = Counter(lang for lang in langs if lang in LANGS)
    default: Lang = "de" if votes["de"] > votes["en"] else "en"
    found: list[Candidate] = []
    for facts, place, lang in zip(files, places, langs, strict=True):
        if lang == OTHER:
            message = n_("Skipped, because it is neither German nor English.")
            problems.append(Problem(facts.rel, 0, "other-language", "note", message))
            continue
        known = sides[place.key] & set(LANGS)
        missing: Lang = default if len(known) != 1 else "en" if "de" in known else "de"
        found.append(Candidate(facts, place, "de" if lang == "de" else "en" if lang == "en" else missing, root))
    return in_order(found, _by_path)


def _by_path(candidate: Candidate) -> tuple[bool, tuple[str, ...]]:
    return candidate.place.region, candidate.place.parts


def _language(facts: Facts, place: Place, problems: list[Problem]) -> str:
    """Return a file's language by its path, its front matter or its words, in this order."""
    said = facts.fields.lang
    if place.lang and said and said != place.lang:
        message = n_("The front matter names another language than the path; the path counts.")
        problems.append(Problem(facts.rel, 1, "language-conflict", "warning", message))
    return place.lang or said or facts.vote


@dataclass(slots=True)
class _Grouping:
    """Collects groups; each step gets what the one before left over."""

    problems: list[Problem]
    groups: list[Group] = field(default_factory=list)

    def by_translation_key(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Group what names an equal translation key in both languages; return the others."""
        rest: list[Candidate] = []
        keyed: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            keyed.setdefault(candidate.facts.fields.key, []).append(candidate)
        for key, members in keyed.items():
            firsts = _firsts(members)
            if not key or len(firsts) < 2:
                rest += members
                continue
            self.groups.append(Group(firsts))
            left = [member for member in members if member not in firsts]
            self._repeated(left)
            rest += left
        return in_order(rest, _by_path)

    def by_path(self, candidates: Iterable[Candidate]) -> list[Group]:
        """Group what has the same remaining path; return those with one language."""
        alone: list[Group] = []
        keyed: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            keyed.setdefault(candidate.place.key, []).append(candidate)
        for members in keyed.values():
            if len(members) == 1:
                alone.append(Group((members[0],)))
                continue
            firsts = _firsts(members)
            for found in [Group(firsts)] if len(firsts) == len(members) else self._crowd(members):
                (self.groups if found.repeated or len(found.members) > 1 else alone).append(found)
        return alone

    def _crowd(self, members: list[Candidate]) -> list[Group]:
        """Share out more files than languages: the same file name first, then what still fits together."""
        named: dict[str, list[Candidate]] = {}
        for member in members:
            named.setdefault(member.place.exact, []).append(member)
        shared: list[list[Candidate]] = []
        repeated: list[Candidate] = []
        for same in named.values():
            firsts = _firsts(same)
            repeated += [member for member in same if member not in firsts]
            shared.append(list(firsts))
        shared.sort(key=len, reverse=True)
        found: list[list[Candidate]] = []
        for some in shared:
            fitting = (others for others in found if not {m.lang for m in others} & {m.lang for m in some})
            if (others := next(fitting, None)) is None:
                found.append(some)
            else:
                others += some
        self._repeated(repeated)
        return [Group(_firsts(some)) for some in found] + [Group((member,), repeated=True) for member in repeated]

    def _repeated(self, members: Iterable[Candidate]) -> None:
        message = n_("Another file is the edition of this text in this language; this one stands alone.")
        for member in members:
            self.problems.append(Problem(member.facts.rel, 0, "edition-repeated", "warning", message))

    def pair_the_rest(self, alone: list[Group]) -> None:
        """Group single editions that another mark joins, where exactly one of each language has it."""
        for mark in (_id, _slug_here, _permalink, _slug):
            alone = self._pair_by(mark, alone)
        self.groups += alone

    def _pair_by(self, mark: Callable[[Candidate], str], alone: list[Group]) -> list[Group]:
        marked: dict[str, list[Group]] = {}
        for found in alone:
            if value := mark(found.members[0]):
                marked.setdefault(value, []).append(found)
        joined: set[int] = set()
        for pair in marked.values():
            if len(pair) == 2 and pair[0].members[0].lang != pair[1].members[0].lang:
                self.groups.append(Group(_firsts([*pair[0].members, *pair[1].members])))
                joined.update(id(found) for found in pair)
        return [found for found in alone if id(found) not in joined]


def _firsts(members: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the first member of each language, German first."""
    found: dict[str, Candidate] = {}
    for member in members:
        found.setdefault(member.lang, member)
    return tuple(found[lang] for lang in LANGS if lang in found)


def _id(candidate: Candidate) -> str:
    return candidate.facts.fields.id


def _slug_here(candidate: Candidate) -> str:
    """Return the slug, or the name that stands for it, within its folder."""
    slug = candidate.facts.fields.slug
    return candidate.place.folder + slug if slug else candidate.place.key


def _permalink(candidate: Candidate) -> str:
    """Return the permalink without its language; a pattern for many pages is none."""
    parts = [part for part in candidate.facts.fields.permalink.split("/") if part]
    return "" if any(part.startswith(":") for part in parts) else "/".join(parts[_is_language(parts) :])


def _slug(candidate: Candidate) -> str:
    return candidate.facts.fields.slug


def _is_language(parts: list[str]) -> bool:
    return bool(parts) and parts[0].casefold().split("-")[0] in LANGS
