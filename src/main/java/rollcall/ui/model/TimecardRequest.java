package rollcall.ui.model;

import java.time.LocalDate;
import java.util.Set;
import rollcall.presence.UserId;
import rollcall.timecard.AccountingRules;

/// Request for the totals of some people and days.
///
/// @param from the first day
/// @param to the last day, inclusive
public record TimecardRequest(
    Set<UserId> people, LocalDate from, LocalDate to, AccountingRules rules) {
  public TimecardRequest {
    people = Set.copyOf(people);
  }
}
