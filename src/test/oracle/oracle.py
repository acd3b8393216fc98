#!/usr/bin/env python3
"""Independent verifier of a Rollcall record: compares exported CSV files with the simulator's ground truth.

It shares no code with Rollcall and uses the Python standard library only. All times are compared to the
millisecond. Kinds of findings:

  invented   active or away on record, different from the ground truth, outside the recorded uncertainty
  lost       acknowledged (printed) sighting that is not on record
  uncaused   unknown on record without a cause at the recorder
  missing    time without any row, between --from (or the first row) and --until (or the last row)
  twice      time with more than one row
  unseen     active or away on record while the recorder was stopped, longer than --bound-ms
  outside    row or sighting outside the recording hours

Exit code: 0 for a true record, 1 for findings, 2 for invalid input.
"""
import argparse
import bisect
import csv
import datetime
import json
import sys
import urllib.request
import zoneinfo

OBSERVED = ("active", "away")
NOT_BEFORE = "not before "
KINDS = ("invented", "unseen", "lost", "uncaused", "missing", "twice", "outside")


class BadInput(Exception):
    """Invalid input; the message names the fault."""


def millis(text):
    """Epoch milliseconds of an ISO instant with any number of digits, such as 2026-09-14T06:00:00.123Z."""
    try:
        whole = datetime.datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError as e:
        raise BadInput(f"'{text}' is not an instant such as 2026-09-14T06:00:00Z.") from e
    if whole.tzinfo is None:
        raise BadInput(f"'{text}' has no time zone; write an instant such as 2026-09-14T06:00:00Z.")
    since = whole - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000


def instant(ms):
    """The ISO instant of epoch milliseconds."""
    at = datetime.datetime.fromtimestamp(ms // 1000, datetime.timezone.utc)
    return at.strftime("%Y-%m-%dT%H:%M:%S") + f".{ms % 1000:03d}Z"


def rows(path, *needed):
    """The rows of a CSV file as dictionaries; the file must have the needed columns."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        missing = [name for name in needed if name not in (reader.fieldnames or [])]
        if missing:
            raise BadInput(f"{path} has no column {', '.join(missing)}; is it an export of Rollcall?")
        return list(reader)


class Truth:
    """Ground truth of the simulator: a sorted list of (epoch ms, presence) per person."""

    def __init__(self, answer):
        self.changes = {
            user: sorted((millis(each["at"]), i, each["presence"]) for i, each in enumerate(changes))
            for user, changes in answer["people"].items()
        }

    def intervals(self, user, start, end):
        """(from, to, presence) for each interval of constant presence between start and end."""
        changes = self.changes.get(user, [])
        at = max(0, bisect.bisect_right(changes, (start, len(changes), "")) - 1)
        for i in range(at, len(changes)):
            begin = max(start, changes[i][0])
            finish = min(end, changes[i + 1][0] if i + 1 < len(changes) else end)
            if changes[i][0] >= end:
                return
            if begin < finish:
                yield begin, finish, changes[i][2]


class Hours:
    """Recording hours: the weekdays and the local times between which each person may be recorded."""

    DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

    def __init__(self, plan):
        self.days = {self.DAYS.index(day) for day in plan["days"]}
        self.start = datetime.time.fromisoformat(plan["from"])
        self.end = datetime.time.fromisoformat(plan["to"])
        self.zones = {user: zoneinfo.ZoneInfo(zone) for user, zone in plan["zones"].items()}

    def open_windows(self, user, start, end):
        """The (from, to) in epoch ms in which the person may be recorded, from before start until after end."""
        zone = self.zones[user]
        day = datetime.datetime.fromtimestamp(start / 1000, zone).date() - datetime.timedelta(days=2)
        windows = []
        while True:
            begin = self._ms(day, self.start, zone)
            if begin > end:
                return windows
            later = datetime.timedelta(days=1) if self.end <= self.start else datetime.timedelta(0)
            if day.weekday() in self.days:
                windows.append((begin, self._ms(day + later, self.end, zone)))
            day += datetime.timedelta(days=1)

    @staticmethod
    def _ms(day, time, zone):
        local = datetime.datetime.combine(day, time, zone)
        return int(local.astimezone(datetime.timezone.utc).timestamp() * 1000)

    def closed_ms(self, user, start, end):
        """The part of an interval that is outside the hours, in ms."""
        inside = 0
        for begin, finish in self.open_windows(user, start, end):
            inside += max(0, min(end, finish) - max(start, begin))
        return end - start - inside

    def opens(self, user, at):
        """Whether the person's hours begin at this instant."""
        return any(begin == at for begin, _ in self.open_windows(user, at, at))

    def is_open(self, user, at):
        return any(begin <= at <= finish for begin, finish in self.open_windows(user, at, at))


class Causes:
    """Disruptions of the recorder, (kind, from, over, back), which may cause unknown time before and after them.

    before: longest unconfirmed time before a cause; after: longest recovery after its end.
    """

    def __init__(self, table, before, after):
        self.all = [
            (row["kind"], millis(row["from"]), millis(row["over"]), millis(row["back"])) for row in table
        ]
        self.before = before
        self.after = after

    def explain(self, start, end):
        """Whether an unknown interval is covered by consecutive causes without a gap.

        Only the first cause may start after the interval: sightings between two causes stay valid.
        """
        for _, begin, _, back in self.all:
            if begin - self.before <= start < back + self.after and self._covered(back + self.after, end):
                return True
        return start >= end

    def _covered(self, at, end):
        for _, begin, _, back in sorted(self.all, key=lambda cause: cause[1]):
            if begin <= at < back + self.after:
                at = back + self.after
        return at >= end

    def blind(self, kinds, bound):
        """The (from, over) of causes of these kinds that lasted longer than the bound."""
        return [(begin, over) for kind, begin, over, _ in self.all if kind in kinds and over - begin > bound]

    def within_short_stall(self, start, end, kinds, bound):
        """Whether a stretch began and ended in a cause of these kinds that still counts as looking.

        Words that wait for the end of such a stall arrive in one moment, and are dated to it.
        """
        return any(
            kind in kinds and over - begin <= bound and begin <= start and end <= over
            for kind, begin, over, _ in self.all
        )

    def recovering(self, at, grace):
        """Whether the recorder was recovering from a cause."""
        return any(over <= at <= back + grace for _, _, over, back in self.all)


class Finding:
    def __init__(self, kind, user, start, length, text):
        self.kind, self.user, self.start, self.length, self.text = kind, user, start, length, text

    def __str__(self):
        return f"{self.kind:9} {self.user} {instant(self.start)} {self.length / 1000:.3f} s  {self.text}"


def earliest_by_event(events):
    """Earliest instant of each sighting, from its note: {(user, received ms): earliest ms}."""
    earliest = {}
    for row in events:
        for part in row["note"].split("; "):
            if part.startswith(NOT_BEFORE) and row["user_id"]:
                earliest[row["user_id"], millis(row["received_utc"])] = millis(part[len(NOT_BEFORE):])
    return earliest


def judge_person(user, spans, truth, earliest, causes, hours, options):
    """The findings about one person and the sums per state."""
    found = []
    sums = {"active": 0, "away": 0, "unknown": 0}
    for i, (start, end, state) in enumerate(spans):
        sums[state] = sums.get(state, 0) + end - start
        following = spans[i + 1] if i + 1 < len(spans) else None
        if following and following[0] > end:
            gap = following[0] - end
            uncovered = gap - (hours.closed_ms(user, end, following[0]) if hours else 0)
            if uncovered > 0:
                found.append(Finding("missing", user, end, uncovered, "no row until the next"))
        if following and following[0] < end:
            found.append(Finding("twice", user, following[0], end - following[0], "two rows"))
        if hours:
            closed = hours.closed_ms(user, start, end)
            if closed > 0:
                found.append(Finding("outside", user, start, closed, f"{state} until {instant(end)}"))
        if state == "unknown":
            asked = hours and end - start <= options.opening_ms and hours.opens(user, start)
            if not asked and not causes.explain(start, end):
                found.append(Finding("uncaused", user, start, end - start, f"until {instant(end)}"))
        elif state in OBSERVED:
            sure = end
            if following and following[0] == end:
                sure = min(end, earliest.get((user, end), end))
            found.extend(invented(user, state, start, sure, truth, causes, options))
            found.extend(unseen(user, state, start, sure, causes, options))
        else:
            raise BadInput(f"state must be active, away or unknown, was '{state}'.")
    return found, sums


def absent(user, start, end, causes, hours, options):
    """Open time without a row before the first row or after the last one, without a cause."""
    windows = hours.open_windows(user, start, end) if hours else [(start, end)]
    for opened, closes in windows:
        begin, finish = max(start, opened), min(end, closes)
        asked = hours and begin == opened and finish - begin <= options.opening_ms
        if begin < finish and not asked and not causes.explain(begin, finish):
            yield Finding("missing", user, begin, finish - begin, f"no row until {instant(finish)}")


def invented(user, state, start, sure, truth, causes, options):
    for begin, finish, word in truth.intervals(user, start, sure):
        if word == state:
            continue
        length = finish - begin
        late = length <= options.late_ms
        recovering = length <= options.recovery_late_ms and causes.recovering(
            sure, options.recovery_late_ms
        )
        short_stall = causes.within_short_stall(begin, finish, options.blind, options.bound_ms)
        if not late and not recovering and not short_stall:
            yield Finding("invented", user, begin, length, f"{state} on record, {word} in ground truth")


def unseen(user, state, start, sure, causes, options):
    """Time that is active or away on record while the recorder was stopped."""
    for begin, over in causes.blind(options.blind, options.bound_ms):
        length = min(sure, over) - max(start, begin)
        if length > options.bound_ms:
            yield Finding("unseen", user, max(start, begin), length, f"{state} on record")


def lost(user, acknowledged, sightings, lag):
    """Acknowledged lines, newest first, each matched with a sighting not newer than the previous match.

    acknowledged: (ms, word); sightings: (ms, word), both sorted.
    """
    upper = None
    for at, word in reversed(acknowledged):
        latest = at if upper is None else min(at, upper)
        match = None
        for seen, what in reversed(sightings):
            if seen <= latest and what == word:
                match = seen if seen >= at - lag else None
                break
        if match is None:
            yield Finding("lost", user, at, 0, f"acknowledged as {word} and not on record")
        else:
            upper = match


def outside_sightings(user, sightings, hours):
    for at, word in sightings:
        if word in OBSERVED and not hours.is_open(user, at):
            yield Finding("outside", user, at, 0, f"a sighting: {word}")


def sharpened(spans, sightings):
    """Rows with the milliseconds and the rows below one second that intervals.csv omits.

    A row that starts at a whole second is preceded by the sightings within that second, if they lead to its
    state. Otherwise it starts at the last of them with its state, or at the whole second.
    """
    within = {}
    for at, word in sightings:
        within.setdefault(at // 1000, []).append((at, word))
    result = []
    for i, (start, end, state) in enumerate(spans):
        seen = within.get(start // 1000, []) if start % 1000 == 0 else []
        joined = i > 0 and spans[i - 1][1] == start
        if joined and seen and seen[-1][1] == state:
            starts = [each for j, each in enumerate(seen) if each[1] != (seen[j - 1][1] if j else spans[i - 1][2])]
        else:
            starts = [each for each in seen if each[1] == state][-1:]
        starts = starts or [(start, state)]
        if joined:
            result[-1][1] = starts[0][0]
        finishes = [at for at, _ in starts[1:]] + [end]
        result.extend([at, finish, word] for (at, word), finish in zip(starts, finishes))
    return [(start, end, state) for start, end, state in result if start < end]


def clipped(spans, until):
    """Rows up to an instant; later rows of an export are ignored."""
    return [(start, min(end, until), state) for start, end, state in spans if start < until]


def judge(options, truth, events, intervals, acknowledged, causes, hours):
    """All findings, and the sums of each person."""
    earliest = earliest_by_event(events)
    people = options.people or sorted({row["user_id"] for row in intervals})
    findings, table = [], []
    for user in people:
        spans = [
            (millis(row["start_utc"]), millis(row["end_utc"]), row["state"])
            for row in intervals
            if row["user_id"] == user
        ]
        sightings = sorted(
            (
                (millis(row["received_utc"]), row["presence"])
                for row in events
                if row["user_id"] == user and row["presence"]
            ),
            key=lambda sighting: sighting[0],
        )
        spans = sharpened(sorted(spans), sightings)
        spans = clipped(spans, millis(options.until)) if options.until else spans
        found, sums = judge_person(user, spans, truth, earliest, causes, hours, options)
        printed = [(at, word) for who, word, at in acknowledged if who == user]
        found.extend(lost(user, printed, sightings, options.lag_ms))
        if hours:
            found.extend(outside_sightings(user, sightings, hours))
        if spans and options.since:
            found.extend(absent(user, millis(options.since), spans[0][0], causes, hours, options))
        if spans and options.until:
            found.extend(absent(user, spans[-1][1], millis(options.until), causes, hours, options))
        if not spans:
            found.append(Finding("missing", user, 0, 0, "this id is not on record"))
        findings.extend(found)
        table.append((user, sums, found))
    return findings, table


def show(table):
    """Prints the table, in seconds; lost sightings as a number."""
    print(f"{'person':12}{'active':>11}{'away':>11}{'unknown':>11}" + "".join(f"{kind:>11}" for kind in KINDS))
    total = dict.fromkeys(("active", "away", "unknown") + KINDS, 0)
    for user, sums, found in table:
        line = dict(sums)
        for kind in KINDS:
            mine = [each for each in found if each.kind == kind]
            line[kind] = len(mine) * 1000 if kind == "lost" else sum(each.length for each in mine)
        for name in total:
            total[name] += line.get(name, 0)
        print(format_line(user, line))
    print(format_line("all", total))


def format_line(name, line):
    cells = [f"{line.get(each, 0) / 1000:11.1f}" for each in ("active", "away", "unknown")]
    for kind in KINDS:
        cells.append(f"{line[kind] // 1000:11d}" if kind == "lost" else f"{line[kind] / 1000:11.3f}")
    return f"{name:12}" + "".join(cells)


def fetch(source):
    """JSON from a file, or from the simulator's control endpoint."""
    if source.startswith(("http://127.0.0.1:", "http://localhost:")):
        with urllib.request.urlopen(source, timeout=30) as answer:
            return json.load(answer)
    with open(source, encoding="utf-8") as file:
        return json.load(file)


def arguments(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", required=True, help="file or URL of GET /control/truth")
    parser.add_argument("--events", required=True, help="events.csv")
    parser.add_argument("--intervals", required=True, help="intervals.csv")
    parser.add_argument("--acknowledged", help="CSV: user,word,heard_utc; lines that the recorder printed")
    parser.add_argument("--causes", help="CSV: kind,from,over,back; disruptions of the recorder")
    parser.add_argument("--hours", help="JSON: days, from, to, zones of people by id")
    parser.add_argument("--people", nargs="*", help="user ids; default: all in intervals.csv")
    parser.add_argument("--from", dest="since", help="start of the verified time")
    parser.add_argument("--until", help="end of the verified time")
    parser.add_argument("--late-ms", type=int, default=0, help="largest allowed delay of a sighting")
    parser.add_argument("--recovery-late-ms", type=int, default=0, help="largest allowed delay after a cause")
    parser.add_argument("--before-ms", type=int, default=0, help="longest unknown time before a cause")
    parser.add_argument("--after-ms", type=int, default=0, help="longest unknown time after a cause")
    parser.add_argument("--opening-ms", type=int, default=0, help="longest unknown time after the hours open")
    parser.add_argument("--lag-ms", type=int, default=60_000, help="longest time between a sighting and its acknowledgment")
    parser.add_argument("--blind", nargs="*", default=[], help="kinds of causes that stop the recorder")
    parser.add_argument("--bound-ms", type=int, default=5000, help="longest stop that is not a finding")
    parser.add_argument("--show", type=int, default=8, help="number of printed findings per kind")
    return parser.parse_args(words)


def main(words):
    options = arguments(words)
    try:
        truth = Truth(fetch(options.truth))
        events = rows(options.events, "received_utc", "user_id", "presence", "note")
        intervals = rows(options.intervals, "user_id", "state", "start_utc", "end_utc")
        printed = rows(options.acknowledged, "user", "word", "heard_utc") if options.acknowledged else []
        acknowledged = [(row["user"], row["word"], millis(row["heard_utc"])) for row in printed]
        disruptions = rows(options.causes, "kind", "from", "over", "back") if options.causes else []
        causes = Causes(disruptions, options.before_ms, options.after_ms)
        hours = Hours(fetch(options.hours)) if options.hours else None
        findings, table = judge(options, truth, events, intervals, acknowledged, causes, hours)
    except (BadInput, OSError, KeyError, ValueError) as e:
        print(f"oracle: {e}", file=sys.stderr)
        return 2
    show(table)
    for kind in KINDS:
        mine = [finding for finding in findings if finding.kind == kind]
        for finding in mine[: options.show]:
            print(finding)
        if len(mine) > options.show:
            print(f"{kind:9} and {len(mine) - options.show} more")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
