package rollcall.simulator.people;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;

/// Work pattern of a person: usual start of the day, its length, and the usual lengths of activity
/// and of pauses.
public enum WorkPattern {
  /// Long stretches of activity.
  STEADY(LocalTime.of(8, 45), 520, 70, 17, SATURDAY, 2),
  ORDINARY(LocalTime.of(9, 0), 510, 50, 16, SATURDAY, 2),
  /// Short stretches of activity.
  RESTLESS(LocalTime.of(9, 15), 500, 34, 14, SATURDAY, 2),
  /// Support that covers the weekend; free on Wednesday and Thursday.
  WEEKEND_ROTA(LocalTime.of(9, 0), 510, 45, 15, WEDNESDAY, 2),
  /// Works through midnight, Sunday to Thursday evening.
  NIGHT(LocalTime.of(22, 0), 470, 50, 16, FRIDAY, 2),
  /// Has a connection that drops for a second once a day.
  BLIPS(LocalTime.of(9, 30), 500, 50, 16, SATURDAY, 2),
  /// Has an account and is never active.
  NEVER(LocalTime.NOON, 0, 0, 0, MONDAY, 7);

  private final LocalTime start;
  private final Duration length;
  private final int activeMinutes;
  private final int awayMinutes;
  private final DayOfWeek restFrom;
  private final int restDays;

  WorkPattern(
      LocalTime start,
      int lengthMinutes,
      int activeMinutes,
      int awayMinutes,
      DayOfWeek restFrom,
      int restDays) {
    this.start = start;
    this.length = Duration.ofMinutes(lengthMinutes);
    this.activeMinutes = activeMinutes;
    this.awayMinutes = awayMinutes;
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

  /// The median length of an active interval, in seconds.
  int activeSeconds() {
    return 60 * activeMinutes;
  }

  /// The median length of a pause between two active intervals, in seconds.
  int awaySeconds() {
    return 60 * awayMinutes;
  }

  boolean isDayOffOn(DayOfWeek day) {
    return Math.floorMod(day.getValue() - restFrom.getValue(), 7) < restDays;
  }
}
