#!/usr/bin/env python3
"""Tests of the oracle: it finds each planted error, and nothing in a true record."""
import contextlib
import csv
import io
import json
import os
import tempfile
import unittest

import oracle

ADA = "U0ADA000000"


def at(seconds):
    return oracle.instant(oracle.millis("2026-09-14T06:00:00Z") + int(seconds * 1000))


class OracleTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.truth = [(0, "away"), (100, "active"), (700, "away")]
        # (start, end, state): unknown from 300 to 400, because the recorder was killed.
        self.spans = [
            (0, 100, "away"),
            (100, 300, "active"),
            (300, 400, "unknown"),
            (400, 700, "active"),
            (700, 1000, "away"),
        ]
        self.events = [(start, state, "") for start, _, state in self.spans]
        self.said = [(100.1, "active"), (400.2, "active"), (700.1, "away")]
        self.causes = [("kill -9", 300, 390, 400)]
        self.hours = None
        self.options = []

    def tearDown(self):
        self.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def table(self, name, header, lines):
        with open(self.path(name), "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows(lines)

    def judged(self):
        """The exit code and the kinds of findings."""
        people = {ADA: [{"at": at(when), "presence": word} for when, word in self.truth]}
        with open(self.path("truth.json"), "w", encoding="utf-8") as file:
            json.dump({"ok": True, "people": people}, file)
        self.table(
            "intervals.csv",
            ["user_id", "state", "start_utc", "end_utc"],
            [[ADA, state, at(start), at(end)] for start, end, state in self.spans],
        )
        self.table(
            "events.csv",
            ["user_id", "received_utc", "presence", "note"],
            [[ADA, at(when), state, note] for when, state, note in self.events],
        )
        self.table("said.csv", ["user", "word", "heard_utc"], [[ADA, word, at(w)] for w, word in self.said])
        self.table(
            "causes.csv",
            ["kind", "from", "over", "back"],
            [[kind, at(begin), at(over), at(back)] for kind, begin, over, back in self.causes],
        )
        words = ["--truth", self.path("truth.json"), "--events", self.path("events.csv")]
        words += ["--intervals", self.path("intervals.csv"), "--acknowledged", self.path("said.csv")]
        words += ["--causes", self.path("causes.csv")] + self.options
        if self.hours:
            with open(self.path("hours.json"), "w", encoding="utf-8") as file:
                json.dump(self.hours, file)
            words += ["--hours", self.path("hours.json")]
        self.out, self.err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(self.out), contextlib.redirect_stderr(self.err):
            code = oracle.main(words)
        kinds = {line.split()[0] for line in self.out.getvalue().splitlines()[3:] if line.split()}
        return code, kinds & set(oracle.KINDS)

    def test_a_true_record_is_found_true(self):
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())

    def test_a_record_that_is_wrong_by_one_second_is_found(self):
        self.spans[3:] = [(400, 701, "active"), (701, 1000, "away")]
        self.events[4] = (701, "away", "")
        self.said = []
        self.assertEqual((1, {"invented"}), self.judged())
        self.assertIn("1.000 s", self.out.getvalue())

    def test_a_change_that_is_dated_one_second_early_is_found(self):
        self.spans[0:2] = [(0, 99, "away"), (99, 300, "active")]
        self.events[1] = (99, "active", "")
        self.assertEqual((1, {"invented"}), self.judged())

    def test_one_millisecond_is_found(self):
        self.spans[3:] = [(400, 700.001, "active"), (700.001, 1000, "away")]
        self.assertEqual((1, {"invented"}), self.judged())

    def test_the_milliseconds_that_intervals_leave_out_are_taken_from_the_events(self):
        self.truth = [(0, "away"), (100.75, "active"), (700.25, "away")]
        self.events[1] = (100.75, "active", "")
        self.events[4] = (700.25, "away", "")
        self.said = []
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())
        self.events[4] = (700.255, "away", "")
        self.assertEqual((1, {"invented"}), self.judged())
        self.assertIn("0.005 s", self.out.getvalue())

    def test_a_row_below_one_second_that_intervals_leave_out_is_taken_from_the_events(self):
        self.truth = [(0, "away"), (100, "active"), (300, "away"), (400, "active"), (700, "away")]
        self.events[2:3] = [(300, "away", ""), (300.25, "unknown", "")]
        self.said = []
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())
        self.truth[2] = (299.75, "away")
        self.assertEqual((1, {"invented"}), self.judged())
        self.assertIn("0.250 s", self.out.getvalue())

    def test_of_equal_sightings_within_one_second_the_first_starts_the_row(self):
        self.events.insert(2, (100.25, "active", "presence_check"))
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())

    def test_what_is_within_the_stated_uncertainty_is_true(self):
        self.spans[3:] = [(400, 705, "active"), (705, 1000, "away")]
        self.said = []
        self.events[4] = (705, "away", "presence_check; not before " + at(699))
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())
        self.events[4] = (705, "away", "presence_check; not before " + at(701))
        self.assertEqual((1, {"invented"}), self.judged())

    def test_a_state_that_goes_on_through_a_stall_is_found(self):
        self.truth = [(0, "away"), (100, "active"), (310, "away"), (390, "active"), (700, "away")]
        self.spans[1:4] = [(100, 700, "active")]
        self.events = [(0, "away", ""), (100, "active", ""), (700, "away", "")]
        self.said = []
        self.assertEqual((1, {"invented"}), self.judged())

    def test_an_acknowledged_sighting_that_is_lost_is_found(self):
        self.events.pop(4)
        self.assertEqual((1, {"lost"}), self.judged())

    def test_of_two_acknowledged_sightings_one_on_record_is_not_both(self):
        self.said = [(700.1, "away"), (700.2, "away"), (700.3, "active"), (700.4, "away")]
        self.assertEqual((1, {"lost"}), self.judged())

    def test_an_acknowledgement_that_is_much_older_than_its_sighting_is_lost(self):
        self.options = ["--lag-ms", "1000"]
        self.said = [(702, "away")]
        self.assertEqual((1, {"lost"}), self.judged())

    def test_unknown_without_a_cause_is_found(self):
        self.causes = []
        self.assertEqual((1, {"uncaused"}), self.judged())

    def test_unknown_one_second_longer_than_its_cause_is_found(self):
        self.causes = [("kill -9", 300, 390, 399)]
        self.assertEqual((1, {"uncaused"}), self.judged())
        self.options = ["--after-ms", "1000"]
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())

    def test_two_causes_one_after_the_other_explain_one_unknown(self):
        self.causes = [("kill -9", 300, 340, 350), ("down", 350, 390, 400)]
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())
        self.causes = [("kill -9", 300, 340, 350), ("down", 351, 390, 400)]
        self.assertEqual((1, {"uncaused"}), self.judged())

    def test_what_is_not_confirmed_before_a_cause_does_not_join_two_causes(self):
        self.options = ["--before-ms", "35000"]
        self.causes = [("outage", 320, 325, 335), ("outage", 360, 390, 400)]
        self.assertEqual((1, {"uncaused"}), self.judged())
        self.causes = [("outage", 320, 325, 360), ("outage", 360, 390, 400)]
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())

    def test_a_stall_that_is_taken_for_looking_is_found_even_where_the_state_happens_to_be_true(self):
        self.causes.append(("stall", 500, 508, 509))
        self.options = ["--blind", "stall", "kill -9"]
        self.assertEqual((1, {"unseen"}), self.judged())
        self.assertIn("8.000 s", self.out.getvalue())
        self.options += ["--bound-ms", "8000"]
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())

    def test_who_comes_and_goes_within_a_stall_that_counts_as_looking_is_excused(self):
        self.truth[2:2] = [(501, "away"), (502, "active")]
        self.causes.append(("stall", 500, 503, 504))
        self.options = ["--blind", "stall"]
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())
        self.options = ["--blind", "stall", "--bound-ms", "2999"]
        self.assertEqual((1, {"invented", "unseen"}), self.judged())
        self.truth[3] = (504, "active")
        self.options = ["--blind", "stall"]
        self.assertEqual((1, {"invented"}), self.judged())

    def test_rows_after_the_end_are_not_judged(self):
        self.spans.append((1000, 5000, "unknown"))
        self.assertEqual((1, {"uncaused"}), self.judged())
        self.options = ["--until", at(1000)]
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())

    def test_a_hole_in_the_record_is_found(self):
        self.spans.pop(2)
        self.assertEqual((1, {"missing"}), self.judged())

    def test_a_second_that_is_counted_twice_is_found(self):
        self.spans[0] = (0, 101, "away")
        code, kinds = self.judged()
        self.assertEqual(1, code)
        self.assertIn("twice", kinds)

    def test_a_person_who_is_not_on_record_is_found(self):
        self.options = ["--people", ADA, "U0BEN000000"]
        self.assertEqual((1, {"missing"}), self.judged())

    def test_a_record_that_begins_too_late_or_ends_too_early_is_found(self):
        self.options = ["--from", at(0), "--until", at(1000)]
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())
        spans = self.spans
        self.spans = spans[:-1] + [(700, 990, "away")]
        self.assertEqual((1, {"missing"}), self.judged())
        self.assertIn("10.000 s", self.out.getvalue())
        self.spans = [(20, 100, "away")] + spans[1:]
        self.assertEqual((1, {"missing"}), self.judged())
        # 08:00:20 in Berlin: it begins and ends with the hours.
        self.hours = {"days": ["mon"], "from": "08:00:20", "to": "08:16:30", "zones": {ADA: "Europe/Berlin"}}
        self.events[0] = (20, "away", "")
        self.spans[-1] = (700, 990, "away")
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())

    def test_presence_outside_the_hours_is_found(self):
        # 06:00:00Z is 08:00 in Berlin; the hours end 999 s later, and the record continues for one more second.
        self.hours = {"days": ["mon"], "from": "08:00:00", "to": "08:16:39", "zones": {ADA: "Europe/Berlin"}}
        self.assertEqual((1, {"outside"}), self.judged())
        self.assertIn("1.000 s", self.out.getvalue())

    def test_within_the_hours_all_is_well_and_outside_of_them_no_row_is_missing(self):
        self.hours = {"days": ["mon"], "from": "08:00", "to": "09:00", "zones": {ADA: "Europe/Berlin"}}
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())
        # On Tuesday, which is outside; and the rest of Monday's hour is missing.
        self.spans.append((90_000, 90_100, "away"))
        self.assertEqual((1, {"missing", "outside"}), self.judged())
        # From the first second of Tuesday's hours on, and Monday's were over when the rows ended.
        self.hours = {"days": ["mon", "tue"], "from": "08:00", "to": "08:16:40", "zones": {ADA: "Europe/Berlin"}}
        self.spans[5] = (86_400, 86_500, "away")
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())

    def test_unknown_is_excused_from_the_opening_of_the_hours_until_slack_can_have_answered(self):
        self.causes = []
        self.said = self.said[1:]
        self.spans = self.spans[2:]
        self.events = self.events[2:]
        self.hours = {"days": ["mon"], "from": "08:05", "to": "09:00", "zones": {ADA: "Europe/Berlin"}}
        self.options = ["--opening-ms", "100000"]
        self.assertEqual((0, set()), self.judged())
        self.options = ["--opening-ms", "99999"]
        self.assertEqual((1, {"uncaused"}), self.judged())
        self.options = ["--opening-ms", "100000"]
        self.hours["from"] = "08:04:59"
        self.assertEqual((1, {"uncaused"}), self.judged())

    def test_hours_that_end_after_midnight_are_understood(self):
        self.hours = {"days": ["sun"], "from": "22:00", "to": "09:00", "zones": {ADA: "Europe/Berlin"}}
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())

    def test_a_late_word_is_excused_only_as_far_as_it_is_said(self):
        self.spans[3:] = [(400, 702, "active"), (702, 1000, "away")]
        self.events[4] = (702, "away", "")
        self.said = []
        self.options = ["--late-ms", "2000"]
        self.assertEqual((0, set()), self.judged(), self.out.getvalue())
        self.options = ["--late-ms", "1999"]
        self.assertEqual((1, {"invented"}), self.judged())
        self.options = ["--recovery-late-ms", "2000"]
        self.assertEqual((1, {"invented"}), self.judged())

    def test_bad_input_is_a_sentence_and_exit_code_two(self):
        self.spans[0] = (0, 100, "asleep")
        self.assertEqual((2, set()), self.judged())
        self.assertIn("state must be active, away or unknown, was 'asleep'", self.err.getvalue())
        self.assertEqual(2, oracle_on_missing_file())


def oracle_on_missing_file():
    with contextlib.redirect_stderr(io.StringIO()):
        return oracle.main(["--truth", "nowhere.json", "--events", "x", "--intervals", "y"])


if __name__ == "__main__":
    unittest.main()
