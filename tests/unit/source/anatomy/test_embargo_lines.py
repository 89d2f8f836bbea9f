"""Embargo lines in every notation: read where day, hour and zone are all there and agree, else not at all."""

from __future__ import annotations

import pytest

from pressctl.source.anatomy.embargo import read_until

LINES = [
    ("EMBARGOED FOR RELEASE: 14:00 CET / 13:00 GMT, 3 March 2026", "en", "2026-03-03T14:00+01:00"),
    ("Embargoed until 3 March 2026, 0900 GMT", "en", "2026-03-03T09:00+00:00"),
    ("EMBARGO: 00.01hrs GMT Tuesday 3 March 2026", "en", "2026-03-03T00:01+00:00"),
    ("Under embargo until 12:00 noon Eastern Time on March 3, 2026", "en", "2026-03-03T12:00-05:00"),
    ("EMBARGOED UNTIL 10 a.m. EST, March 3, 2026", "en", "2026-03-03T10:00-05:00"),
    ("EMBARGOED until 10 a.m. EDT, March 3, 2026", "en", None),
    ("Embargo until 2026-03-03T09:00:00Z", "en", "2026-03-03T09:00+00:00"),
    ("Embargo until 2026-03-03 09:00 +04:00", "en", "2026-03-03T09:00+04:00"),
    ("Embargo: 3 March 2026, 9 o'clock London time", "en", "2026-03-03T09:00+00:00"),
    ("Embargoed until 16:00 London time / 11:00 US Eastern Time on 3 March 2026", "en", "2026-03-03T16:00+00:00"),
    ("Embargoed until 16:00 London time / 12:00 US Eastern Time on 3 March 2026", "en", None),
    ("Embargoed until March 3, 2026 at 9:00", "en", None),
    ("Embargoed until 9 March", "en", None),
    ("EMBARGOED UNTIL 23:30 UK TIME ON 3 MARCH 2026", "en", "2026-03-03T23:30+00:00"),
    ("Embargo until 10:00 (Baku) 3 March 2026", "en", "2026-03-03T10:00+04:00"),
    ("Embargoed until 10:00 local time (Geneva), 3 March 2026", "en", "2026-03-03T10:00+01:00"),
    ("SOUS EMBARGO jusqu’au mardi 3 mars 2026 à 11h00, heure de Genève", "fr", "2026-03-03T11:00+01:00"),
    ("Sous embargo jusqu'au 3 mars 2026 à 18 h HNE", "fr", "2026-03-03T18:00-05:00"),
    ("Embargo jusqu'au 3 mars 2026, 10 heures (heure de Bruxelles)", "fr", "2026-03-03T10:00+01:00"),
    ("EMBARGO hasta las 10.00 h (hora peninsular) del 3 de marzo de 2026", "es", "2026-03-03T10:00+01:00"),
    ("Embargado hasta el 3 de marzo de 2026 a las 10:00 horas, hora de Bogotá", "es", "2026-03-03T10:00-05:00"),
    ("Sperrfrist: 3. März 2026, 10 Uhr (MEZ)", "de", "2026-03-03T10:00+01:00"),
    ("Gesperrt bis 3.3.2026, 10.30 Uhr Berliner Zeit", "de", "2026-03-03T10:30+01:00"),
    ("Sperrfrist: 3. März 2026, 10.30 Uhr Ortszeit Wien", "de", "2026-03-03T10:30+01:00"),
    ("Эмбарго до 3 марта 2026 г., 10:00 по московскому времени", "ru", "2026-03-03T10:00+03:00"),
    ("ЭМБАРГО до 10.00 мск 3 марта 2026 года", "ru", "2026-03-03T10:00+03:00"),
    ("Эмбарго до 10 часов по бакинскому времени 3 марта 2026 года", "ru", "2026-03-03T10:00+04:00"),
    ("Ембарго до 10:00 за Києвом 3 березня 2026 року", "uk", "2026-03-03T10:00+02:00"),
    ("Ембарго: 3 березня 2026 року, 12:00 (за київським часом)", "uk", "2026-03-03T12:00+02:00"),
    ("3 Mart 2026 saat 10.00'a (TSİ) kadar ambargoludur", "tr", "2026-03-03T10:00+03:00"),
    ("AMBARGO: 3 Mart 2026, 10:00 (Türkiye saati ile)", "tr", "2026-03-03T10:00+03:00"),
    ("Embarqo: 3 mart 2026-cı il saat 10:00-a qədər (Bakı vaxtı ilə)", "az", "2026-03-03T10:00+04:00"),
    ("يحظر النشر حتى الساعة 10:00 صباحاً بتوقيت بيروت، 3 آذار/مارس 2026", "ar", "2026-03-03T10:00+02:00"),
    ("محظور النشر حتى 3 مارس 2026 الساعة 6 مساءً بتوقيت الرياض", "ar", "2026-03-03T18:00+03:00"),
    ("حظر النشر حتى الساعة ١٠:٠٠ بتوقيت غرينتش ٣ مارس ٢٠٢٦", "ar", "2026-03-03T10:00+00:00"),
    ("Embargoed until midnight GMT, 3 March 2026", "en", "2026-03-03T00:00+00:00"),
    ("Embargo 24:00 CET 3 March 2026", "en", "2026-03-04T00:00+01:00"),
    ("Embargoed until 9am Central European Time on 3 March 2026", "en", "2026-03-03T09:00+01:00"),
    ("EMBARGOED UNTIL 11:00 HOURS (IST - Asia/Kolkata) 3 MARCH 2026", "en", "2026-03-03T11:00+05:30"),
    ("Embargo: 3 March 2026, 15:00 (New York)", "en", "2026-03-03T15:00-05:00"),
    ("Not for release before 0600 GMT on Tuesday, 3 March 2026", "en", "2026-03-03T06:00+00:00"),
    ("Hold until 03/03/2026 6:00 AM Pacific Time", "en", "2026-03-03T06:00-08:00"),
    ("Embargoed until 3 March 2026, 4 March 2026 10:00 GMT", "en", None),
    ("Embargoed until 10:00 and 12:00 GMT on 3 March 2026", "en", None),
]


@pytest.mark.parametrize(("line", "language", "until"), LINES)
def test_the_moment_of_an_embargo_is_read_or_left_alone(line: str, language: str, until: str | None) -> None:
    moment = read_until(line, language)
    assert (moment.local().isoformat(timespec="minutes") if moment else None) == until
