package rollcall.simulator.people;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;

/// Work pattern of a person: usual start of the day, its length, and the frequency of short
/// absences.
public enum WorkPattern {
  STEADY(LocalTime.of(8, 45), 520, 1500, 360, SATURDAY, 2),
  ORDINARY(LocalTime.of(9, 0), 510, 540, 180, SATURDAY, 2),
  /// Part time around the weekend; free on Tuesday and Wednesday.
  RESTLESS(LocalTime.of(9, 15), 500, 150, 60, TUESDAY, 2),
  /// Support that covers the weekend; free on Monday and Tuesday.
  WEEKEND_ROTA(LocalTime.of(9, 0), 510, 150, 60, MONDAY, 2),
  /// Works through midnight, Sunday to Thursday evening.
  NIGHT(LocalTime.of(22, 0), 470, 420, 150, FRIDAY, 2),
  /// Has a connection that drops for a second now and then.
  BLIPS(LocalTime.of(9, 30), 500, 240, 1, WEDNESDAY, 2),
  /// Has an account and is never active.
  NEVER(LocalTime.NOON, 0, 0, 0, MONDAY, 7);

  private final LocalTime start;
  private final Duration length;
  private final int activeSeconds;
  private final int awaySeconds;
  private final DayOfWeek restFrom;
  private final int restDays;

  WorkPattern(
      LocalTime start,
      int lengthMinutes,
      int activeSeconds,
      int awaySeconds,
      DayOfWeek restFrom,
      int restDays) {
    this.start = start;
    this.length = Duration.ofMinutes(lengthMinutes);
    this.activeSeconds = activeSeconds;
    this.awaySeconds = awaySeconds;
    this.restFrom = restFrom;
    this.restDays = restDays;
  }

  /// The usual start of the working day, in the person's time zone.
  LocalTime start() {
    return start;
  }

  /// The usual length of a working day.
  Duration length() {
    return length;
  }

  /// The mean length of an uninterrupted active interval, in seconds.
  int activeSeconds() {
    return activeSeconds;
  }

  /// The mean length of a short absence between two active intervals, in seconds.
  int awaySeconds() {
    return awaySeconds;
  }

  boolean isDayOffOn(DayOfWeek day) {
    return Math.floorMod(day.getValue() - restFrom.getValue(), 7) < restDays;
  }
}
