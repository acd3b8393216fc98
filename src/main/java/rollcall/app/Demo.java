package rollcall.app;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import rollcall.demo.DemoOptions;
import rollcall.demo.DemoWorkspace;
import rollcall.demo.company.Company;
import rollcall.demo.company.Employee;
import rollcall.presence.Person;
import rollcall.presence.Sighting;
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
