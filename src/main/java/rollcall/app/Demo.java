package rollcall.app;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import rollcall.demo.DemoOptions;
import rollcall.demo.DemoWorkspace;
import rollcall.demo.company.Company;
import rollcall.demo.company.Employee;
import rollcall.presence.OverlayKind;
import rollcall.presence.Person;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.watch.Access;
import rollcall.watch.WatchList;

/// The built-in demo workspace in this process, and what the rest of the program needs to treat it
/// like any other.
final class Demo implements AutoCloseable {
  private static final Duration BEHIND = Duration.ofDays(30);

  private final DemoWorkspace workspace;
  private final Duration stallLimit;

  private Demo(DemoWorkspace workspace, Duration stallLimit) {
    this.workspace = workspace;
    this.stallLimit = stallLimit;
  }

  /// @throws IOException when no port on this computer is free
  static Demo start(InstantSource clock, Duration stallLimit) throws IOException {
    return new Demo(DemoWorkspace.start(DemoOptions.STANDARD.withClock(clock)), stallLimit);
  }

  Access access() {
    return new Access(
            new SlackToken(workspace.token()), workspace.apiUrl(), new ProxySettings.None(), true)
        .withStallLimit(stallLimit);
  }

  /// Everybody who lives there, as the directory will describe them.
  static List<Person> cast() {
    return Company.people(DemoOptions.STANDARD.seed(), DemoOptions.STANDARD.people()).stream()
        .map(Demo::described)
        .toList();
  }

  /// What whoever comes there for the first time wishes: to see everybody, and all of them.
  static Settings wishes() {
    Set<UserId> everybody = cast().stream().map(Person::id).collect(Collectors.toSet());
    return WatchLists.into(Settings.DEFAULT, WatchList.of(everybody))
        .withOverlays(EnumSet.allOf(OverlayKind.class));
  }

  private static Person described(Employee employee) {
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

  /// The thirty days behind the people, as if they had been watched by a computer that slept once,
  /// over a connection that failed once. Between the last of them and the first word of the
  /// workspace nobody looked.
  List<Sighting> past() {
    Instant end = workspace.started();
    return Remembered.of(workspace.history(end.minus(BEHIND), end), workspace.lapses(), end);
  }

  @Override
  public void close() {
    workspace.close();
  }
}
