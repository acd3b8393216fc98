package rollcall.simulator;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rollcall.simulator.people.Company;
import rollcall.simulator.people.Employee;

/// Simulated Slack workspace on loopback with simulated people; runs until it is closed.
///
/// Thread-safe; a change has taken effect when its call returns.
public final class SlackSimulator implements AutoCloseable {
  private final DemoOptions options;
  private final List<Employee> people;
  private final WorkspaceWiring wiring;
  private final HttpServer server;

  private SlackSimulator(DemoOptions options, boolean busy) {
    this.options = options;
    people = Company.people(options.seed(), options.people());
    wiring = new WorkspaceWiring(options, people, busy, this::port);
    server = new HttpServer(options.port(), wiring.dispatcher, new ControlEndpoint(this));
  }

  /// Starts a workspace. Requests wait until the people's initial presence is set.
  ///
  /// @throws IOException when the port is in use
  public static SlackSimulator start(DemoOptions options) throws IOException {
    return open(new SlackSimulator(options, false));
  }

  /// Starts a workspace whose people are at work: at a quiet hour they play a Tuesday.
  ///
  /// @throws IOException when the port is in use
  public static SlackSimulator startBusy(DemoOptions options) throws IOException {
    return open(new SlackSimulator(options, true));
  }

  private static SlackSimulator open(SlackSimulator workspace) throws IOException {
    workspace.wiring.open();
    try {
      workspace.server.open();
    } catch (IOException e) {
      workspace.close();
      throw e;
    }
    return workspace;
  }

  private int port() {
    return server.port();
  }

  /// Returns the base URL of the Web API: `http://127.0.0.1:PORT/api/`.
  public URI apiUrl() {
    return wiring.uri("http", "/api/");
  }

  /// Returns the URL of the control endpoint: `http://127.0.0.1:PORT/control`.
  public URI controlUrl() {
    return wiring.uri("http", ControlEndpoint.PATH);
  }

  /// Returns a bot token: a classic app's, for which every method works, or a new app's in a modern
  /// workspace.
  public String token() {
    return token(
        options.generation() == AppGeneration.MODERN
            ? TokenKind.GRANULAR_BOT
            : TokenKind.CLASSIC_BOT);
  }

  /// Returns the token of a kind. Bot tokens act for the bot [#botUserId], the others for the first
  /// of the [#people].
  public String token(TokenKind kind) {
    return kind.text();
  }

  /// Returns the id of the member that bot tokens act for.
  public String botUserId() {
    return Member.BOT_USER;
  }

  /// Returns the people at the start, without bots and former members.
  public List<Employee> people() {
    return people;
  }

  public DemoOptions options() {
    return options;
  }

  /// Returns the current time of the workspace's clock, in whole milliseconds.
  public Instant now() {
    return wiring.loop.now();
  }

  /// Returns the start time on the workspace's clock.
  public Instant started() {
    return wiring.started;
  }

  /// Returns whether the people play a Tuesday instead of their own time.
  public boolean playsTuesday() {
    return wiring.model.isMoved();
  }

  /// Returns the current presence of a member.
  ///
  /// @throws IllegalArgumentException when the id is unknown
  public ActiveOrAway presence(String user) {
    return wiring.loop.call(() -> wiring.presences.of(user));
  }

  /// Sets a person's presence until [#release].
  ///
  /// @throws IllegalArgumentException when the id is unknown
  public void setPresence(String user, ActiveOrAway presence) {
    apply(() -> wiring.presences.setOverride(user, presence, wiring.loop.now()));
  }

  /// Ends [#setPresence]: the simulated activity applies again.
  ///
  /// @throws IllegalArgumentException when the id is unknown
  public void release(String user) {
    apply(() -> wiring.presences.clearOverride(user, wiring.loop.now()));
  }

  /// Runs all due tasks; needed only with a manual clock.
  public void runDueTasks() {
    wiring.loop.call(() -> true);
    wiring.loop.call(() -> true);
  }

  /// Returns the presence of a person at `from` (if that is after [#started]) and each change
  /// before `to`, in order.
  public List<PresenceTransition> groundTruth(String user, Instant from, Instant to) {
    return wiring.loop.call(() -> wiring.groundTruth.of(user, from, to));
  }

  /// Returns the same for all members, by id.
  public Map<String, List<PresenceTransition>> groundTruth(Instant from, Instant to) {
    return wiring.loop.call(() -> wiring.groundTruth.all(from, to));
  }

  /// Returns the outages since [#started].
  public List<Outage> outages() {
    return wiring.loop.call(wiring.groundTruth::outages);
  }

  /// Returns simulated history before [#started], at the speed of the clock: for each person the
  /// presence at `from` and each change until `to` or the start, whichever is earlier; sorted by
  /// time. A person who joined later starts with the joining.
  public List<PresenceTransition> history(Instant from, Instant to) {
    Instant started = wiring.started;
    Instant end = to.isBefore(started) ? to : started;
    List<PresenceTransition> history = new ArrayList<>();
    for (Employee person : people) {
      Instant joined = Company.joined(person, started).filter(from::isBefore).orElse(from);
      boolean active = wiring.model.isActive(person, joined);
      history.add(new PresenceTransition(person.id(), ActiveOrAway.of(active), joined));
      history.addAll(ActivityScheduler.transitions(wiring.model, person, joined, end));
    }
    history.removeIf(transition -> !transition.at().isBefore(end));
    history.sort(Comparator.comparing(PresenceTransition::at));
    return List.copyOf(history);
  }

  /// Returns the gaps in the simulated history before [#started], in order.
  public List<ObservationGap> historyGaps() {
    return ObservationGap.before(wiring.started);
  }

  /// Applies an action now.
  ///
  /// @throws IllegalArgumentException when the action's user, channel or group does not exist
  public void apply(ScriptAction task) {
    play(List.of(new ScriptStep(Duration.ZERO, task)));
  }

  /// Runs a script. Steps without a delay have taken effect when the call returns; a later step
  /// that fails is logged.
  ///
  /// @throws IllegalArgumentException when a step without a delay fails; the steps before it have
  ///   taken effect
  public void play(List<ScriptStep> script) {
    apply(() -> wiring.play(script));
  }

  private void apply(Runnable task) {
    wiring.loop.call(() -> {
      task.run();
      return true;
    });
  }

  /// Returns the help text of the control endpoint.
  public static String controlHelp() {
    return ControlCommands.HELP;
  }

  /// Returns the latest 50,000 Web API calls, in order of arrival.
  public List<LoggedCall> calls() {
    return wiring.loop.call(wiring.web::calls);
  }

  /// Returns the Web API calls after the first `count`, at most the latest 50,000, in order of
  /// arrival.
  public List<LoggedCall> callsAfter(long count) {
    return wiring.loop.call(() -> wiring.web.callsAfter(count));
  }

  /// Returns the presence subscriptions of each open socket, oldest socket first.
  public List<Set<String>> subscriptions() {
    return wiring.loop.call(
        () -> wiring.hub.sessions().stream().map(RtmSession::subscribed).map(Set::copyOf).toList());
  }

  /// Closes every connection and the port.
  @Override
  public void close() {
    server.close();
    wiring.loop.close();
  }
}
