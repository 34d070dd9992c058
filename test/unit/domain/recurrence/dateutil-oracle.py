"""Expands series with python-dateutil and zoneinfo. Reads cases as JSON from standard input, writes original starts."""

import datetime
import json
import re
import sys
import types
from zoneinfo import ZoneInfo

import dateutil.rrule

# A rule that never comes back is followed up to this constant: a few years are enough here.
LAST_YEAR = 2032
dateutil.rrule.datetime = types.SimpleNamespace(**{**vars(datetime), "MAXYEAR": LAST_YEAR})

UTC = datetime.timezone.utc
TIMES = ["BYHOUR", "BYMINUTE", "BYSECOND"]
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def instant(reading, zone):
    """PEP 495: fold=0 is the first of two readings, and in a gap the offset before it."""
    return reading.replace(tzinfo=zone, fold=0).astimezone(UTC)


def parse(text):
    digits = text.rstrip("Z")
    return datetime.datetime.strptime(digits, "%Y%m%dT%H%M%S" if "T" in digits else "%Y%m%d")


def rule_readings(parts, first, last):
    value = ";".join(f"{name}={text}" for name, text in parts.items() if name != "UNTIL")
    start = first
    if parts["FREQ"] == "WEEKLY" and "BYSETPOS" in parts:
        # The library counts places from the start and not from the first day of the week.
        start -= datetime.timedelta(days=(first.weekday() - WEEKDAYS.index(parts.get("WKST", "MO"))) % 7)
    for reading in dateutil.rrule.rrulestr(value, dtstart=start):
        if reading > last:
            return
        if reading >= first:
            yield reading


def until_of(parts, zone, is_all_day):
    if "UNTIL" not in parts:
        return None
    text = parts["UNTIL"]
    reading = parse(text)
    if is_all_day:
        return reading.replace(tzinfo=UTC)
    if text.endswith("Z"):
        return reading.replace(tzinfo=UTC)
    if "T" in text:
        return instant(reading, zone)
    return instant(reading + datetime.timedelta(days=1), zone) - datetime.timedelta(seconds=1)


def dates_of(parameters, value, zone, is_all_day):
    named = re.search(r"TZID=([^;]+)", parameters)
    own = ZoneInfo(named.group(1)) if named else zone
    for text in value.split(","):
        if is_all_day or text.endswith("Z"):
            yield parse(text).replace(tzinfo=UTC)
        else:
            yield instant(parse(text), own)


def expand(case):
    zone = ZoneInfo(case["zone"])
    is_all_day = "T" not in case["start"]
    window = [datetime.datetime.fromtimestamp(ms / 1000, UTC) for ms in case["window"]]
    length = datetime.timedelta(milliseconds=case["lengthMs"])
    if is_all_day:
        first = datetime.datetime.fromisoformat(case["start"])
        begin = first.replace(tzinfo=UTC)
    else:
        begin = datetime.datetime.fromisoformat(case["start"].replace("Z", "+00:00"))
        first = begin.astimezone(zone).replace(tzinfo=None)
    last = window[1].replace(tzinfo=None) + datetime.timedelta(days=3)
    point = (lambda reading: reading.replace(tzinfo=UTC)) if is_all_day else (lambda reading: instant(reading, zone))

    included, excluded, ends = set(), set(), []
    for line in case["lines"]:
        name, parameters, value = re.fullmatch(r"([A-Z]+)((?:;[^:]*)?):(.*)", line).groups()
        if name in ("RRULE", "EXRULE"):
            parts = dict(part.split("=") for part in value.split(";"))
            if is_all_day:
                # To be ignored in a series of whole days (RFC 5545 3.3.10).
                parts = {part: text for part, text in parts.items() if part not in TIMES}
            until = until_of(parts, zone, is_all_day)
            points = {point(reading) for reading in rule_readings(parts, first, last)}
            points = {one for one in points if one >= begin and (until is None or one <= until)}
            if name == "RRULE":
                ends.append(until)
                included |= points
            else:
                excluded |= points
        elif name == "RDATE":
            included |= set(dates_of(parameters, value, zone, is_all_day))
        else:
            excluded |= set(dates_of(parameters, value, zone, is_all_day))
    if not ends or any(until is None or until >= begin for until in ends):
        included.add(begin)

    found = []
    for one in sorted(included - excluded):
        start, end = one, one + length
        if is_all_day:
            start = instant(one.replace(tzinfo=None), zone)
            end = instant((one + length).replace(tzinfo=None), zone)
        if start < window[1] and end > window[0]:
            found.append(one.strftime("%Y-%m-%d" if is_all_day else "%Y-%m-%dT%H:%M:%SZ"))
    return found


json.dump([expand(case) for case in json.load(sys.stdin)], sys.stdout)
