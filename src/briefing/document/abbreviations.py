"""The word lists of the sentence splitter, by language.

Entries are case-sensitive and without the final full stop; spaced ones (z. B.) stand without their spaces. An entry
with a small first letter also covers the capitalised form at the beginning of a sentence.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from briefing.document.model import Lang


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


class Words(NamedTuple):
    """What the splitter knows about the words of one language.

    Attributes:
        never: abbreviations that never end a sentence (bzw., Mr.).
        may: abbreviations that end a sentence only before one of `starters` (Co., U.S.).
        ends: abbreviations that end a sentence before any capital (usw., etc.).
        numbered: words that are abbreviations only before a number (Art. 5, No. 5), otherwise ordinary ones.
        starters: words that, when capitalised after a doubtful full stop, begin a sentence.
        labels: words that a number or letter follows as a name (Abb. 7, Plan B), so that it isn't an ordinal or an
            initial.
        fixed: words after which an abbreviation in `ends` goes on (5 p.m. EST).
        shouts: names that are written with an exclamation mark.
        said: verbs that tell who spoke, after a quotation that ends with a mark.
        ordinal_nouns: nouns that an ordinal belongs to even after a capitalised word (Ende 3. Quartal).
        before_ordinal: words, in small letters, after which a number of three digits is an ordinal.
        before_date: words, in small letters, after which 24.12. is a date.
    """

    never: frozenset[str]
    may: frozenset[str]
    ends: frozenset[str]
    numbered: frozenset[str]
    starters: frozenset[str]
    labels: frozenset[str]
    fixed: frozenset[str]
    shouts: frozenset[str]
    said: frozenset[str]
    ordinal_nouns: frozenset[str]
    before_ordinal: frozenset[str]
    before_date: frozenset[str]


_GERMAN: Final = Words(
    never=_words(
        """
        Dr Prof Hr Hrn Fr Frl Dipl Dipl.-Ing Dr.-Ing Ing Mag med dent jur phil rer nat pol oec habil theol vet h.c
        bzw bspw beispielsw vgl ca evtl ev ggf ggfs gem gemäß insb insbes lt max mind sog sogen zzgl zzt inkl exkl
        einschl ausschl entspr eigtl urspr ungef wg bes betr bez versch allg ehem kgl städt staatl stellv resp vs
        gegr geb gest verh mult Az Urt Beschl Anh röm kath evang frz franz engl lat griech dt ital russ amerik brit
        europ Abb Abschn Anm Anl Bsp Hl hl Hll St Skt Mt Nr Nrn Nrr nr Ziff Rn Rz Rdnr Fa Fam Fn Gebr Mr Mrs Ms Tel
        Verf z.B d.h i.d.R z.T m.E m.W m.a.W i.A i.V i.S i.S.d i.S.v i.e.S i.w.S i.H.v i.d.F i.Allg i.allg u.U v.a z.Hd
        o.g u.g a.d P.S d.i s.a v.l.n.r e.g i.e
        """
    ),
    may=_words(
        """
        Abs Abt Apr Aufl Aug Ausg Bd Bde Bhf Bros Buchst Chr Co Corp Cie Dez Feb Febr Ges Hbf Hrsg hrsg Inc Jan Jg
        Jgg Jh Jhd Jhdt Jhs Jt Jul Jun Kap Kl Lit Ltd Min min Mio Mrd Mrz Nov Okt Pfr Pl Red Sek sek Sep Sept Std Stdn
        Str Tab Tsd Univ Vol Vors al cf ders dies ebd ed eds exkl f ff ibid Jr jr
        u.a o.a u.ä s.o s.u z.Zt z.Z a.a.O a.D v.Chr n.Chr e.V i.R o.k O.K p.a i.Br a.M a.Rh N.N d.J d.M d.Ä d.J
        Ph.D M.Sc B.Sc M.A B.A u.dgl et.al
        """
    ),
    ends=_words("usw usf etc uvm uva dgl o.Ä u.Ä u.v.m u.s.w u.s.f u.v.a u.a.m"),
    numbered=_words("Art Max S H Vers"),
    starters=_words(
        """
        Der Die Das Den Dem Des Ein Eine Einen Einem Einer Eines Er Sie Es Wir Ihr Ich Du Man
        Dies Diese Dieser Dieses Diesem Diesen Jene Jener Jenes Danach Dann Doch Aber Und Oder Denn Dabei Dadurch
        Dafür Dagegen Daher Damals Damit Daneben Daran Darauf Daraus Darin Darüber Darum Darunter Davon Davor Dazu
        Deshalb Deswegen Demnach Dennoch Trotzdem Jedoch Allerdings Außerdem Zudem Ferner Weiter Weiterhin Hier Dort
        Heute Gestern Jetzt Nun Niemand Jemand Alle Alles Viele Vieles Einige Manche Mehrere Beide Beides Jede Jeder
        Jedes Kein Keine Keiner Keines Nichts Etwas Was Wer Wem Wen Wie Wo Wann Warum Weshalb Wieso Woher Wohin
        Welche Welcher Welches Wenn Weil Als Ob Obwohl Während Seit Seitdem Nach Nachdem Bevor Vor Bei Beim Mit Ohne
        Für Gegen Aus Auf An Am Im In Ins Zum Zur Zu Von Vom Bis Um Unter Über Zwischen Durch Dank Sein Seine Seinen
        Seiner Ihre Ihren Ihrem Mein Meine Unser Unsere Euer Eure Auch Nur Noch Schon So Somit Sonst Sogar Selbst
        Ebenso Endlich Zuerst Zuletzt Zunächst Später Bald Immer Oft Manchmal Vielleicht Leider Zwar Insgesamt Laut
        Trotz Wegen Statt Ja Nein Nicht Ist Sind War Waren Hat Haben Hatte Kann Können Konnte Soll Sollte Wird Werden
        Wurde Wurden Muss Müssen Darf Gibt Es Erst Anders Insofern Hinzu Hingegen Dass Sobald Solange Falls Sofern Je
        Seither Mittlerweile Inzwischen Bisher Meist Kurz Ganz Bereits
        """
    ),
    labels=_words(
        """
        § Nr. Kap. Abb. Tab. Art. Abs. Bd. S. Ziff. Abschn. Anh.
        Plan Typ Klasse Gruppe Team Variante Option Version Vitamin Buchstabe Fall Anhang Anlage Teil Modell Fassung
        """
    ),
    fixed=frozenset(),
    shouts=_words("Yahoo Jeopardy Joomla Kahoot"),
    said=frozenset(),
    ordinal_nouns=_words(
        """
        Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember Jan Feb Febr Mrz Apr
        Jun Jul Aug Sep Sept Okt Nov Dez Tag Woche Monat Jahr Quartal Quartals Halbjahr Halbjahrs Semester Jahrhundert
        Jahrhunderts Jahrtausend Jahrtausends Jh Weltkrieg Weltkriegs Liga Bundesliga Platz Rang Runde Spieltag Mal
        Auflage Ausgabe Etage Stock Stelle Klasse Grad Kapitel Teil Band Akt Senat Zivilsenat Strafsenat Kammer
        Wahlperiode Legislaturperiode Lebensjahr Geburtstag Jahrestag Advent
        """
    ),
    before_ordinal=_words(
        """
        der die das den dem des im am zum zur vom beim ein eine einen einem einer eines ihr ihre ihren ihrem sein seine
        seinen seinem jeder jede jedes jeden jedem bis ab seit ins
        """
    ),
    before_date=_words("am vom bis ab zum seit den dem der"),
)

_ENGLISH: Final = Words(
    never=_words(
        """
        Mr Mrs Ms Messrs Mx Dr Drs Prof Gen Col Lt Capt Cmdr Sgt Maj Adm Rev Hon Rep Reps Sen Sens Gov Pres Supt
        vs v cf viz approx esp incl excl resp ca Mt Mts Ft Fig Figs fig figs Eq Eqs eq eqs Nos nos pp Thm Lem Prop
        e.g i.e eg ie a.k.a c.f w.r.t i.i.d P.S
        """
    ),
    may=_words(
        """
        St Ste Jr Sr Inc Ltd Corp Co Cos Bros Ave Blvd Rd Hwy Dept dept Univ Assn Bldg Apt Ext Est est govt Govt misc
        temp natl intl cont avg deg al ed eds trans ibid op cit ch Ch Chap chap Sec Sect Vol Vols vol
        Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
        Calif Mass Conn Wash Va Pa Fla Tex Ariz Colo Mich Minn Wis
        Ph.D M.Sc B.Sc M.Phil Ed.D A.M P.M U.S U.K U.N E.U D.C U.S.A n.d
        """
    ),
    ends=_words("etc a.m p.m et.seq"),
    numbered=_words("No no Art App Ref Tab p Ex Par par"),
    starters=_words(
        """
        The A An This That These Those It He She We They You I In On At But And Or However For If When While After
        Before Since As There Here What Why How Who Whom Whose Which Where Our Its Their His Her My Your Some Many Most
        All Each Every No Not None Nothing Nobody Then Now Also So Yet Still Meanwhile Moreover Furthermore Therefore
        Thus Hence Another Both Such Although Though Because Once Until Unless Despite With Without By From To Into
        Over Under Between During Through Let Is Are Was Were Do Does Did Can Will Would Could Should May Might Has
        Have Had Today Yesterday Tomorrow Later Soon Perhaps Maybe Instead Finally First Second Next Last Only Even
        Just Several Few Other Others Everyone Someone Anyone Everything Something Anything People Nevertheless
        Nonetheless Otherwise Besides Consequently Fortunately Unfortunately Recently Eventually Please Yes
        """
    ),
    labels=_words(
        """
        Plan Type Class Group Team Variant Option Vitamin Letter Part Appendix Chapter Section Version Model Phase
        Grade Level Hepatitis Exhibit Category Figure Table Case plan type class group option vitamin letter part
        """
    ),
    fixed=_words(
        """
        EST EDT CST CDT MST MDT PST PDT ET CT MT PT GMT UTC BST CET CEST
        Monday Tuesday Wednesday Thursday Friday Saturday Sunday
        """
    ),
    shouts=_words("Yahoo Jeopardy Joomla Kahoot"),
    said=_words(
        """
        said asked cried replied shouted wrote answered whispered yelled added continued explained exclaimed says asks
        replies writes
        """
    ),
    ordinal_nouns=frozenset(),
    before_ordinal=frozenset(),
    before_date=frozenset(),
)

WORDS: Final[dict[Lang, Words]] = {"de": _GERMAN, "en": _ENGLISH}
