package rollcall.app.environment;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import rollcall.presence.Person;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Company;
import rollcall.simulator.people.Employee;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchList;

/// Demo workspace in this process, with its settings and history; used like any other workspace.
public final class DemoSession implements AutoCloseable {
  private static final Duration BEHIND = Duration.ofDays(30);

  private final SlackSimulator workspace;
  private final Duration stallLimit;

  private DemoSession(SlackSimulator workspace, Duration stallLimit) {
    this.workspace = workspace;
    this.stallLimit = stallLimit;
  }

  /// @throws IOException when no port on this computer is free
  static DemoSession start(InstantSource clock, Duration stallLimit) throws IOException {
    return new DemoSession(SlackSimulator.startBusy(DemoOptions.standard(clock)), stallLimit);
  }

  /// Returns whether the people play a Tuesday instead of this hour, at which most would be away.
  public boolean playsTuesday() {
    return workspace.playsTuesday();
  }

  public SlackAccess access() {
    return new SlackAccess(
            new SlackToken(workspace.token()), workspace.apiUrl(), new ProxySettings.None(), true)
        .withStallLimit(stallLimit);
  }

  /// Returns all people of the demo, as the user list will describe them.
  public static List<Person> people() {
    return Company.people(DemoOptions.STANDARD_SEED, DemoOptions.STANDARD_PEOPLE).stream()
        .map(DemoSession::users)
        .toList();
  }

  /// Returns the first settings of the demo: all people are watched, with all Slack statuses.
  public static Settings settings() {
    Set<UserId> everybody = people().stream().map(Person::id).collect(Collectors.toSet());
    return SettingsMapper.withList(Settings.DEFAULT, WatchList.of(everybody))
        .withSlackStatuses(EnumSet.allOf(SlackStatusKind.class));
  }

  private static Person users(Employee employee) {
    String shown = employee.displayName();
    return new Person(
        new UserId(employee.id()),
        shown.isEmpty() ? employee.realName() : shown,
        employee.realName(),
        employee.title(),
        employee.zone(),
        false,
        false);
  }

  /// Returns the last thirty days as if they had been recorded, with one sleep of the computer and
  /// one lost connection. The time between the last sighting and the first event is not observed.
  public List<Sighting> history() {
    Instant end = workspace.started();
    return DemoHistory.of(workspace.history(end.minus(BEHIND), end), workspace.historyGaps(), end);
  }

  @Override
  public void close() {
    workspace.close();
  }
}
