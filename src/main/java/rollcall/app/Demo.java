package rollcall.app;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rollcall.demo.DemoOptions;
import rollcall.demo.DemoPresence;
import rollcall.demo.DemoWorkspace;
import rollcall.demo.Transition;
import rollcall.demo.company.Company;
import rollcall.demo.company.Employee;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.watch.Access;

/// The built-in demo workspace in this process, and what the rest of the program needs to treat it
/// like any other.
final class Demo implements AutoCloseable {
  private static final Duration BEHIND = Duration.ofDays(30);

  private final DemoWorkspace workspace;

  private Demo(DemoWorkspace workspace) {
    this.workspace = workspace;
  }

  /// @throws IOException when no port on this computer is free
  static Demo start(InstantSource clock) throws IOException {
    return new Demo(DemoWorkspace.start(DemoOptions.STANDARD.withClock(clock)));
  }

  Access access() {
    return new Access(
        new SlackToken(workspace.token()), workspace.apiUrl(), new ProxySettings.None(), true);
  }

  /// Everybody who lives there, as the directory will describe them.
  static List<Person> cast() {
    return Company.people(DemoOptions.STANDARD.seed(), DemoOptions.STANDARD.people()).stream()
        .map(Demo::described)
        .toList();
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

  /// The thirty days behind the people, as if they had been watched. Between the last of them and
  /// the first word of the workspace nobody looked.
  List<Sighting> past() {
    Instant end = workspace.started();
    Map<String, DemoPresence> before = new HashMap<>();
    List<Sighting> sightings = new ArrayList<>();
    for (Transition lived : workspace.history(end.minus(BEHIND), end)) {
      boolean first = before.put(lived.user(), lived.presence()) == null;
      sightings.add(
          Sighting.of(
              new UserId(lived.user()),
              presence(lived.presence()),
              lived.at(),
              Source.DEMO,
              first ? Cause.SNAPSHOT : Cause.PRESENCE_CHANGE));
    }
    before.keySet().stream()
        .sorted()
        .map(user -> Sighting.unknown(new UserId(user), end, Cause.APP_NOT_RUNNING))
        .forEach(sightings::add);
    return sightings;
  }

  @Override
  public void close() {
    workspace.close();
  }

  private static Presence presence(DemoPresence presence) {
    return switch (presence) {
      case ACTIVE -> Presence.ACTIVE;
      case AWAY -> Presence.AWAY;
    };
  }
}
