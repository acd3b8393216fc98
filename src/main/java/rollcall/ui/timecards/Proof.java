package rollcall.ui.timecards;

import rollcall.presence.Person;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;

/// Proof of a number: the texts from which a reader can calculate it to the second. Pure.
sealed interface Proof permits DayProof, TotalProof {
  /// Time range or day with its cause and its length.
  record Part(String range, String cause, String length) {}

  Person person();

  /// The days of the number.
  DayRange days();

  /// The number that it proves.
  CellId cell();

  /// The rules, with the person's own time zone if it splits their days.
  AccountingRules rules();

  /// The date and the zone of all times.
  String subtitle();

  /// The active time in hours and minutes, or a dash.
  String number();

  /// The meaning of [#number].
  String caption();

  /// The whole proof as text.
  String asText();
}
