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
import rollcall.simulator.people.ActivityModel;
import rollcall.simulator.people.Company;
import rollcall.simulator.people.Employee;

/// A simulated Slack workspace that is up and running on loopback, with people living in it, until
/// it is closed.
///
/// Any thread may use it; what it changes has happened when the call returns.
public final class DemoWorkspace implements AutoCloseable {
  private final DemoOptions options;
  private final List<Employee> people;
  private final ActivityModel model;
  private final WorkspaceWiring wiring;
  private final EventLoop loop;
  private final Instant started;
  private final HttpServer server;

  private DemoWorkspace(DemoOptions options) {
    this.options = options;
    people = Company.people(options.seed(), options.people());
    model = new ActivityModel(options.seed());
    wiring = new WorkspaceWiring(options, people, this::port);
    loop = wiring.eventLoop();
    started = wiring.started();
    server = new HttpServer(options.port(), wiring.dispatcher(), new ControlEndpoint(this));
  }

  /// Opens a workspace. Its people find their places while the door opens; whoever asks at once
  /// waits for them.
  ///
  /// @throws IOException when the port is taken
  public static DemoWorkspace start(DemoOptions options) throws IOException {
    DemoWorkspace workspace = new DemoWorkspace(options);
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

  /// Where the Web API is: `http://127.0.0.1:PORT/api/`.
  public URI apiUrl() {
    return wiring.uri("http", "/api/");
  }

  /// Where things can be made to happen and the truth is told: `http://127.0.0.1:PORT/control`.
  public URI controlUrl() {
    return wiring.uri("http", ControlEndpoint.PATH);
  }

  /// The token of a bot: a classic one's, with which everything works, or a new app's in a modern
  /// workspace.
  public String token() {
    return token(
        options.generation() == AppGeneration.MODERN
            ? TokenKind.GRANULAR_BOT
            : TokenKind.CLASSIC_BOT);
  }

  /// The token of another kind. Bot tokens act for the bot [#botUserId], the others for the first
  /// of the [#people].
  public String token(TokenKind kind) {
    return kind.text();
  }

  /// The member that bot tokens act for.
  public String botUserId() {
    return Member.BOT_USER;
  }

  /// The people who lived here at the start, without bots and former members.
  public List<Employee> people() {
    return people;
  }

  /// How it was started.
  public DemoOptions options() {
    return options;
  }

  /// The present on its clock, in whole milliseconds.
  public Instant now() {
    return loop.now();
  }

  /// When it was started, on its clock.
  public Instant started() {
    return started;
  }

  /// How a member is shown now.
  ///
  /// @throws IllegalArgumentException when nobody has this id
  public DemoPresence presence(String user) {
    return loop.call(() -> wiring.presences().of(user));
  }

  /// Makes a person active or away now, and keeps them so until [#release].
  ///
  /// @throws IllegalArgumentException when nobody has this id
  public void setPresence(String user, DemoPresence presence) {
    apply(() -> wiring.presences().setOverride(user, presence, loop.now()));
  }

  /// Lets a person live on by themselves.
  ///
  /// @throws IllegalArgumentException when nobody has this id
  public void release(String user) {
    apply(() -> wiring.presences().clearOverride(user, loop.now()));
  }

  /// Does what is due by its clock, which is only needed with a clock that the caller turns.
  public void runDueTasks() {
    loop.call(() -> true);
    loop.call(() -> true);
  }

  /// What really was, since [#started]: how the person was at `from` (unless that is before), and
  /// each change before `to`, in order.
  public List<PresenceTransition> groundTruth(String user, Instant from, Instant to) {
    return loop.call(() -> wiring.groundTruth().of(user, from, to));
  }

  /// The same of everybody who has an id, by id.
  public Map<String, List<PresenceTransition>> groundTruth(Instant from, Instant to) {
    return loop.call(() -> wiring.groundTruth().all(from, to));
  }

  /// The times since [#started] when clients could not reach it or heard nothing.
  public List<Outage> outages() {
    return loop.call(wiring.groundTruth()::outages);
  }

  /// The days before [#started], lived at the clock's own speed: for each person how they were at
  /// `from`, and each change until `to` or the start, whichever is earlier; sorted by time. Of
  /// somebody who joined within them, only what came after.
  public List<PresenceTransition> history(Instant from, Instant to) {
    Instant end = to.isBefore(started) ? to : started;
    List<PresenceTransition> history = new ArrayList<>();
    for (Employee person : people) {
      Instant joined = Company.joined(person, started).filter(from::isBefore).orElse(from);
      boolean active = model.isActive(person, joined);
      history.add(new PresenceTransition(person.id(), DemoPresence.of(active), joined));
      history.addAll(LifePlayer.transitions(model, person, joined, end));
    }
    history.removeIf(transition -> !transition.at().isBefore(end));
    history.sort(Comparator.comparing(PresenceTransition::at));
    return List.copyOf(history);
  }

  /// The times in the days before [#started] in which nobody could look, in order.
  public List<HistoryGap> historyGaps() {
    return HistoryGap.before(started);
  }

  /// Makes something happen now.
  ///
  /// @throws IllegalArgumentException when it is about somebody or something that is not there
  public void apply(ScriptAction task) {
    play(List.of(new ScriptStep(Duration.ZERO, task)));
  }

  /// Makes things happen each in its time, counted from now. What is to happen at once has happened
  /// when the call returns; of what follows and turns out to be impossible, the log tells.
  ///
  /// @throws IllegalArgumentException when something that is to happen at once is about somebody or
  ///   something that is not there; what stands before it in the script has happened
  public void play(List<ScriptStep> script) {
    apply(() -> wiring.play(script));
  }

  private void apply(Runnable task) {
    loop.call(() -> {
      task.run();
      return true;
    });
  }

  /// Faults drawn by a seed, always the same for the same seed: a script for [#play].
  ///
  /// @param every how often one comes, on average
  public static List<ScriptStep> randomFaults(long seed, Duration length, Duration every) {
    return RandomFaults.steps(seed, length, every);
  }

  /// Trouble on demand.
  public FaultActions faults() {
    return new FaultActions(loop, wiring.faultInjector());
  }

  /// What can be said to the control endpoint, for people.
  public static String controlHelp() {
    return ControlParser.help();
  }

  /// The latest 50,000 Web API calls that have arrived, in order.
  public List<LoggedCall> calls() {
    return loop.call(wiring.web()::calls);
  }

  /// The subscriptions of each open socket, oldest socket first.
  public List<Set<String>> subscriptions() {
    return loop.call(() ->
        wiring.hub().sessions().stream().map(RtmSession::subscribed).map(Set::copyOf).toList());
  }

  /// Closes every connection and the port.
  @Override
  public void close() {
    server.close();
    loop.close();
  }
}
