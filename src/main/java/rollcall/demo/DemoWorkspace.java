package rollcall.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rollcall.demo.company.Company;
import rollcall.demo.company.Employee;
import rollcall.demo.company.Life;

/// A simulated Slack workspace that is up and running on loopback, with people living in it, until
/// it is closed.
///
/// Any thread may use it; what it changes has happened when the call returns.
public final class DemoWorkspace implements AutoCloseable {
  private final DemoOptions options;
  private final List<Employee> people;
  private final Life life;
  private final Workings workings;
  private final Lane lane;
  private final Instant started;
  private final Door door;

  private DemoWorkspace(DemoOptions options) {
    this.options = options;
    people = Company.people(options.seed(), options.people());
    life = new Life(options.seed());
    workings = new Workings(options, people, this::port);
    lane = workings.lane();
    started = workings.started();
    door = new Door(options.port(), workings.simulation(), new Control(this));
  }

  /// Opens a workspace. Its people find their places while the door opens; whoever asks at once
  /// waits for them.
  ///
  /// @throws IOException when the port is taken
  public static DemoWorkspace start(DemoOptions options) throws IOException {
    DemoWorkspace workspace = new DemoWorkspace(options);
    workspace.workings.open();
    try {
      workspace.door.open();
    } catch (IOException e) {
      workspace.close();
      throw e;
    }
    return workspace;
  }

  private int port() {
    return door.port();
  }

  /// Where the Web API is: `http://127.0.0.1:PORT/api/`.
  public URI apiUrl() {
    return workings.uri("http", "/api/");
  }

  /// Where things can be made to happen and the truth is told: `http://127.0.0.1:PORT/control`.
  public URI controlUrl() {
    return workings.uri("http", Control.PATH);
  }

  /// The token of a bot: a classic one's, with which everything works, or a new app's in a modern
  /// workspace.
  public String token() {
    return token(options.era() == Era.MODERN ? TokenKind.GRANULAR_BOT : TokenKind.CLASSIC_BOT);
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
    return lane.now();
  }

  /// When it was started, on its clock.
  public Instant started() {
    return started;
  }

  /// How a member is shown now.
  ///
  /// @throws IllegalArgumentException when nobody has this id
  public DemoPresence presence(String user) {
    return lane.ask(() -> workings.presences().of(user));
  }

  /// Makes a person active or away now, and keeps them so until [#release].
  ///
  /// @throws IllegalArgumentException when nobody has this id
  public void setPresence(String user, DemoPresence presence) {
    act(() -> workings.presences().take(user, presence, lane.now()));
  }

  /// Lets a person live on by themselves.
  ///
  /// @throws IllegalArgumentException when nobody has this id
  public void release(String user) {
    act(() -> workings.presences().release(user, lane.now()));
  }

  /// Does what is due by its clock, which is only needed with a clock that the caller turns.
  public void settle() {
    lane.ask(() -> true);
    lane.ask(() -> true);
  }

  /// What really was, since [#started]: how the person was at `from` (unless that is before), and
  /// each change before `to`, in order.
  public List<Transition> truth(String user, Instant from, Instant to) {
    return lane.ask(() -> workings.truth().of(user, from, to));
  }

  /// The same of everybody who has an id, by id.
  public Map<String, List<Transition>> truth(Instant from, Instant to) {
    return lane.ask(() -> workings.truth().all(from, to));
  }

  /// The times since [#started] when clients could not reach it or heard nothing.
  public List<Outage> outages() {
    return lane.ask(workings.truth()::outages);
  }

  /// The days before [#started], lived at the clock's own speed: for each person how they were at
  /// `from`, and each change until `to` or the start, whichever is earlier; sorted by time. Of
  /// somebody who joined within them, only what came after.
  public List<Transition> history(Instant from, Instant to) {
    Instant end = to.isBefore(started) ? to : started;
    List<Transition> history = new ArrayList<>();
    for (Employee person : people) {
      Instant joined = Company.joined(person, started).filter(from::isBefore).orElse(from);
      boolean active = life.isActive(person, joined);
      history.add(new Transition(person.id(), DemoPresence.of(active), joined));
      history.addAll(Script.transitions(life, person, joined, end));
    }
    history.removeIf(transition -> !transition.at().isBefore(end));
    history.sort(Comparator.comparing(Transition::at));
    return List.copyOf(history);
  }

  /// The times in the days before [#started] in which nobody could look, in order.
  public List<Lapse> lapses() {
    return Lapse.before(started);
  }

  /// Makes something happen now.
  ///
  /// @throws IllegalArgumentException when it is about somebody or something that is not there
  public void happen(Happening what) {
    play(List.of(new Cue(Duration.ZERO, what)));
  }

  /// Makes things happen each in its time, counted from now. What is to happen at once has happened
  /// when the call returns; of what follows and turns out to be impossible, the log tells.
  ///
  /// @throws IllegalArgumentException when something that is to happen at once is about somebody or
  ///   something that is not there; what stands before it in the script has happened
  public void play(List<Cue> script) {
    act(() -> workings.play(script));
  }

  private void act(Runnable what) {
    lane.ask(() -> {
      what.run();
      return true;
    });
  }

  /// Faults drawn by a seed, always the same for the same seed: a script for [#play].
  ///
  /// @param every how often one comes, on average
  public static List<Cue> storm(long seed, Duration length, Duration every) {
    return Storm.cues(seed, length, every);
  }

  /// Trouble on demand.
  public Faults faults() {
    return new Faults(lane, workings.trouble());
  }

  /// What can be said to the control endpoint, for people.
  public static String manual() {
    return Vocabulary.manual();
  }

  /// The latest 50,000 Web API calls that have arrived, in order.
  public List<ApiCall> calls() {
    return lane.ask(workings.web()::calls);
  }

  /// The subscriptions of each open socket, oldest socket first.
  public List<Set<String>> subscriptions() {
    return lane.ask(() ->
        workings.floor().sessions().stream().map(RtmSession::subscribed).map(Set::copyOf).toList());
  }

  /// Closes every connection and the port.
  @Override
  public void close() {
    door.close();
    lane.close();
  }
}
