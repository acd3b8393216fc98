package rollcall.ui.timecards;

import java.util.ArrayList;
import java.util.List;
import rollcall.presence.Person;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;
import rollcall.ui.text.Messages;

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

  /// The calculation, line by line.
  List<String> lines();

  /// The whole proof as text.
  default String asText() {
    List<String> all = new ArrayList<>();
    all.add(person().name());
    all.add(subtitle());
    all.add(number() + " " + caption());
    all.addAll(lines());
    all.add(Messages.of("timecards.proof.rules", String.join(" · ", TimecardText.rules(rules()))));
    all.add(Messages.of("timecards.proof.meaning"));
    return String.join("\n", all);
  }
}
