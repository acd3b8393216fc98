package rollcall.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
  private final Lane lane;
  private final Instant started;
  private final Plans plans = new Plans();
  private final Tickets tickets = new Tickets();
  private final Truth truth = new Truth();
  private final Floor floor;
  private final Presences presences;
  private final WebApi web;
  private final Door door;

  private DemoWorkspace(DemoOptions options) {
    this.options = options;
    people = Company.people(options.seed(), options.people());
    life = new Life(options.seed());
    floor = new Floor(plans, options.relaxed());
    lane = new Lane(options.clock(), floor::tell);
    started = lane.now();
    List<Member> members = Member.everybody(options.seed(), people);
    presences = new Presences(members, truth, floor::announce);
    web = new WebApi(methods(members), accounts(), plans, options.relaxed());
    Rtm rtm = new Rtm(floor, presences);
    door =
        new Door(options.port(), new Simulation(lane, plans, tickets, floor, presences, rtm, web));
  }

  /// Opens a workspace.
  ///
  /// @throws IOException when the port is taken
  public static DemoWorkspace start(DemoOptions options) throws IOException {
    DemoWorkspace workspace = new DemoWorkspace(options);
    try {
      workspace.door.open();
    } catch (IOException e) {
      workspace.close();
      throw e;
    }
    workspace.lane.ask(workspace::begin);
    return workspace;
  }

  private boolean begin() {
    if (options.frozen()) {
      people.forEach(person -> presences.begin(person.id(), false, started));
    } else {
      new Script(life, started, options.speed(), lane, presences).begin(people);
    }
    return true;
  }

  private List<Method> methods(List<Member> members) {
    List<Method> methods = new ArrayList<>();
    methods.addAll(new TeamMethods(members, () -> uri("http", "/")).all());
    methods.addAll(new UserMethods(members, presences, floor).all());
    methods.addAll(new RtmMethods(members, tickets, () -> uri("ws", "/websocket/")).all());
    methods.addAll(new ChannelMethods(Channel.all(people)).all());
    methods.addAll(new GroupMethods(Group.all(people)).all());
    methods.addAll(new DndMethods(members).all());
    return methods;
  }

  private List<Account> accounts() {
    String person = people.getFirst().id();
    return Arrays.stream(TokenKind.values())
        .map(kind -> new Account(kind, kind.isBot() ? Member.BOT_USER : person))
        .toList();
  }

  private URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + door.port() + path);
  }

  /// Where the Web API is: `http://127.0.0.1:PORT/api/`.
  public URI apiUrl() {
    return uri("http", "/api/");
  }

  /// A classic bot's token: everything works with it.
  public String token() {
    return token(TokenKind.CLASSIC_BOT);
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

  /// The people who live here, without bots and former members.
  public List<Employee> people() {
    return people;
  }

  /// When it was started, on its clock.
  public Instant started() {
    return started;
  }

  /// How a member is shown now.
  ///
  /// @throws IllegalArgumentException when nobody has this id
  public DemoPresence presence(String user) {
    return lane.ask(() -> presences.of(user));
  }

  /// Makes a person active or away now, and keeps them so until [#release].
  ///
  /// @throws IllegalArgumentException when nobody has this id
  public void setPresence(String user, DemoPresence presence) {
    lane.ask(() -> {
      presences.take(user, presence, lane.now());
      return true;
    });
  }

  /// Lets a person live on by themselves.
  ///
  /// @throws IllegalArgumentException when nobody has this id
  public void release(String user) {
    lane.ask(() -> {
      presences.release(user, lane.now());
      return true;
    });
  }

  /// Does what is due by its clock, which is only needed with a clock that the caller turns.
  public void settle() {
    lane.ask(() -> true);
    lane.ask(() -> true);
  }

  /// What really was, since [#started]: how the person was at `from` (unless that is before), and
  /// each change before `to`, in order.
  public List<Transition> truth(String user, Instant from, Instant to) {
    return lane.ask(() -> truth.of(user, from, to));
  }

  /// The times since [#started] when clients could not reach it or heard nothing.
  public List<Outage> outages() {
    return lane.ask(truth::outages);
  }

  /// The days before [#started], lived at the clock's own speed: for each person how they were at
  /// `from`, and each change until `to` or the start, whichever is earlier; sorted by time.
  public List<Transition> history(Instant from, Instant to) {
    Instant end = to.isBefore(started) ? to : started;
    List<Transition> history = new ArrayList<>();
    for (Employee person : people) {
      history.add(new Transition(person.id(), DemoPresence.of(life.isActive(person, from)), from));
      history.addAll(Script.transitions(life, person, from, end));
    }
    history.removeIf(transition -> !transition.at().isBefore(end));
    history.sort(Comparator.comparing(Transition::at));
    return List.copyOf(history);
  }

  /// Trouble on demand.
  public Faults faults() {
    return new Faults(lane, plans, floor, tickets, truth);
  }

  /// Every Web API call that has arrived, in order.
  public List<ApiCall> calls() {
    return lane.ask(web::calls);
  }

  /// The subscriptions of each open socket, oldest socket first.
  public List<Set<String>> subscriptions() {
    return lane.ask(
        () -> floor.sessions().stream().map(RtmSession::subscribed).map(Set::copyOf).toList());
  }

  /// Closes every connection and the port.
  @Override
  public void close() {
    door.close();
    lane.close();
  }
}
