package rollcall.ui.model;

import java.util.Set;
import rollcall.presence.UserId;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;

/// Request for the totals of some people and days.
public record TimecardRequest(Set<UserId> people, DayRange days, AccountingRules rules) {
  public TimecardRequest {
    people = Set.copyOf(people);
  }
}
