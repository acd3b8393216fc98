package rollcall.testkit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.ui.presence.PresenceView;
import rollcall.ui.presence.TimeRangeSelection;

/// Test double: records the commands of the Presence screen.
public final class RecordedActions implements PresenceView.Actions {
  public final List<String> log = new ArrayList<>();

  @Override
  public void choosePeople() {
    log.add("choose people");
  }

  @Override
  public void editGroups() {
    log.add("edit groups");
  }

  @Override
  public void explain(UserId person, LocalDate day) {
    log.add("explain " + person.value() + " " + day);
  }

  @Override
  public void messageWhenActive(UserId person) {
    log.add("message when active " + person.value());
  }

  @Override
  public void connect() {
    log.add("connect");
  }

  @Override
  public void openHours() {
    log.add("open hours");
  }

  @Override
  public void zone(@Nullable String id) {
    log.add("zone " + id);
  }

  @Override
  public void ownZones() {
    log.add("own zones");
  }

  @Override
  public void chooseZone() {
    log.add("choose zone");
  }

  @Override
  public void exportRange(TimeRangeSelection.Range range) {
    log.add("export " + range.from() + " to " + range.to());
  }

  @Override
  public void chooseDays() {
    log.add("choose days");
  }

  @Override
  public void exportPerson(UserId person) {
    log.add("export " + person);
  }
}
