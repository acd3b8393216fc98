package rollcall.demo;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.demo.company.Company;
import rollcall.demo.company.Employee;
import rollcall.demo.company.Life;

/// The parts of a workspace and how they hang together. Lane: the workspace's.
final class Workings {
  private static final Logger LOG = LoggerFactory.getLogger(Workings.class);
  private static final int CAST = 24;

  private final DemoOptions options;
  private final List<Employee> people;
  private final IntSupplier port;
  private final Lane lane;
  private final Instant started;
  private final Truth truth = new Truth();
  private final Plans plans = new Plans();
  private final Tickets tickets = new Tickets();
  private final Dnd dnd = new Dnd();
  private final Directory directory;
  private final Floor floor;
  private final Presences presences;
  private final Office office;
  private final Trouble trouble;
  private final WebApi web;
  private final Simulation simulation;

  /// @param port where the door is, once it is open
  Workings(DemoOptions options, List<Employee> people, IntSupplier port) {
    this.options = options;
    this.people = people;
    this.port = port;
    lane = new Lane(options.clock());
    started = lane.now();
    directory = new Directory(options.seed(), people);
    floor = new Floor(lane, plans, options.relaxed());
    presences = new Presences(directory.members(), truth, floor::announce, options.autoAway());
    office = new Office(lane, directory, presences, dnd, floor);
    Lifetimes lifetimes = new Lifetimes(lane, floor, tickets, this::sockets, options);
    trouble = new Trouble(lane, plans, floor, tickets, truth, presences, lifetimes);
    Rtm rtm = new Rtm(directory, floor, presences);
    web = new WebApi(methods(rtm), accounts(), directory, plans, options);
    simulation = new Simulation(lane, plans, tickets, floor, presences, rtm, web, lifetimes);
  }

  Lane lane() {
    return lane;
  }

  Instant started() {
    return started;
  }

  Truth truth() {
    return truth;
  }

  Presences presences() {
    return presences;
  }

  Floor floor() {
    return floor;
  }

  Trouble trouble() {
    return trouble;
  }

  WebApi web() {
    return web;
  }

  Simulation simulation() {
    return simulation;
  }

  URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + port.getAsInt() + path);
  }

  private URI sockets() {
    return uri("ws", "/websocket/");
  }

  private List<Method> methods(Rtm rtm) {
    WorkspaceCache cache = new WorkspaceCache(directory, dnd);
    boolean historic = options.era() == Era.HISTORIC;
    List<Method> methods = new ArrayList<>();
    methods.addAll(new TeamMethods(directory, () -> uri("http", "/")).all());
    methods.addAll(new UserMethods(directory, presences, floor, plans).all());
    methods.addAll(new RtmMethods(directory, tickets, this::sockets, cache, historic).all());
    methods.addAll(new ChannelMethods(directory, plans).all());
    methods.addAll(new MessageMethods(directory, floor, rtm::timestamp).all());
    methods.addAll(new GroupMethods(directory).all());
    methods.addAll(new DndMethods(directory, dnd).all());
    return methods;
  }

  private List<Account> accounts() {
    String person = people.getFirst().id();
    return Arrays.stream(TokenKind.values())
        .map(kind -> new Account(kind, kind.isBot() ? Member.BOT_USER : person))
        .toList();
  }

  /// Everybody finds their place, and the lane begins to live.
  void open() {
    lane.open(floor::tell);
    lane.tell(this::begin);
  }

  private void begin() {
    if (options.frozen()) {
      people.forEach(person -> presences.begin(person.id(), false, started));
      return;
    }
    Life life = new Life(options.seed());
    Script script = new Script(life, started, options.speed(), lane, presences);
    script.begin(people);
    if (people.size() >= CAST) {
      beginTour(script);
    }
  }

  private void beginTour(Script script) {
    Employee newcomer = Company.newcomer(options.seed(), people.size() + 1);
    for (Cue cue : Tour.of(people, newcomer)) {
      lane.at(clockAfter(cue.after()), () -> attempt(cue.what()));
    }
    lane.at(clockAfter(Tour.SETTLED), () -> script.join(newcomer, started.plus(Tour.SETTLED)));
  }

  /// When on the clock people have lived for so long.
  private Instant clockAfter(Duration lived) {
    return started.plus(lived.dividedBy(options.speed()));
  }

  /// Makes what is to happen at once happen, and books the rest.
  ///
  /// @throws IllegalArgumentException when something that is to happen at once cannot
  void play(List<Cue> script) {
    for (Cue cue : script) {
      if (cue.after().isZero()) {
        stage(cue.what());
      } else {
        trouble.later(cue.after(), () -> attempt(cue.what()));
      }
    }
  }

  private void attempt(Happening what) {
    try {
      stage(what);
    } catch (IllegalArgumentException e) {
      LOG.warn("A step of the demo's script could not be done: {}", e.getMessage());
    }
  }

  private void stage(Happening what) {
    switch (what) {
      case Change change -> office.happen(change);
      case Fault fault -> trouble.strike(fault);
    }
  }
}
