package rollcall.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.simulator.people.ActivityModel;
import rollcall.simulator.people.Company;
import rollcall.simulator.people.Employee;

/// The parts of a workspace and how they hang together. Lane: the workspace's.
final class WorkspaceWiring {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspaceWiring.class);
  private static final int CAST = 24;

  private final DemoOptions options;
  private final List<Employee> people;
  private final IntSupplier port;
  private final EventLoop lane;
  private final Instant started;
  private final GroundTruth truth = new GroundTruth();
  private final FaultQueue plans = new FaultQueue();
  private final SocketUrls tickets = new SocketUrls();
  private final Dnd dnd = new Dnd();
  private final WorkspaceState directory;
  private final SocketHub floor;
  private final PresenceRules presences;
  private final ChangeApplier office;
  private final FaultInjector trouble;
  private final WebApi web;
  private final RequestDispatcher simulation;

  /// @param port where the door is, once it is open
  WorkspaceWiring(DemoOptions options, List<Employee> people, IntSupplier port) {
    this.options = options;
    this.people = people;
    this.port = port;
    lane = new EventLoop(options.clock());
    started = lane.now();
    directory = new WorkspaceState(options.seed(), people);
    floor = new SocketHub(lane, plans, options.relaxed());
    presences = new PresenceRules(directory.members(), truth, floor::announce, options.autoAway());
    office = new ChangeApplier(lane, directory, presences, dnd, floor);
    SocketExpiry lifetimes = new SocketExpiry(lane, floor, tickets, this::sockets, options);
    trouble = new FaultInjector(lane, plans, floor, tickets, truth, presences, lifetimes);
    RtmHandler rtm = new RtmHandler(directory, floor, presences);
    web = new WebApi(methods(rtm), accounts(), directory, plans, options);
    simulation = new RequestDispatcher(lane, plans, tickets, floor, presences, rtm, web, lifetimes);
  }

  EventLoop eventLoop() {
    return lane;
  }

  Instant started() {
    return started;
  }

  GroundTruth groundTruth() {
    return truth;
  }

  PresenceRules presences() {
    return presences;
  }

  SocketHub hub() {
    return floor;
  }

  FaultInjector faultInjector() {
    return trouble;
  }

  WebApi web() {
    return web;
  }

  RequestDispatcher dispatcher() {
    return simulation;
  }

  URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + port.getAsInt() + path);
  }

  private URI sockets() {
    return uri("ws", "/websocket/");
  }

  private List<Method> methods(RtmHandler rtm) {
    RtmStartBody cache = new RtmStartBody(directory, dnd);
    boolean historic = options.era() == AppGeneration.HISTORIC;
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

  private List<Caller> accounts() {
    String person = people.getFirst().id();
    return Arrays.stream(TokenKind.values())
        .map(kind -> new Caller(kind, kind.isBot() ? Member.BOT_USER : person))
        .toList();
  }

  /// Everybody finds their place, and the lane begins to live.
  void open() {
    lane.open(floor::broadcast);
    lane.enqueue(this::start);
  }

  private void start() {
    if (options.frozen()) {
      people.forEach(person -> presences.begin(person.id(), false, started));
      return;
    }
    ActivityModel life = new ActivityModel(options.seed());
    LifePlayer script = new LifePlayer(life, started, options.speed(), lane, presences);
    script.start(people);
    if (people.size() >= CAST) {
      startScenario(script);
    }
  }

  private void startScenario(LifePlayer script) {
    Employee newcomer = Company.newcomer(options.seed(), people.size() + 1);
    for (ScriptStep cue : DemoScenario.of(people, newcomer)) {
      lane.schedule(clockAfter(cue.after()), () -> tryClose(cue.what()));
    }
    lane.schedule(
        clockAfter(DemoScenario.SETTLED),
        () -> script.join(newcomer, started.plus(DemoScenario.SETTLED)));
  }

  /// When on the clock people have lived for so long.
  private Instant clockAfter(Duration lived) {
    return started.plus(lived.dividedBy(options.speed()));
  }

  /// Makes what is to happen at once happen, and books the rest.
  ///
  /// @throws IllegalArgumentException when something that is to happen at once cannot
  void play(List<ScriptStep> script) {
    for (ScriptStep cue : script) {
      if (cue.after().isZero()) {
        scenario(cue.what());
      } else {
        trouble.schedule(cue.after(), () -> tryClose(cue.what()));
      }
    }
  }

  private void tryClose(ScriptAction what) {
    try {
      scenario(what);
    } catch (IllegalArgumentException e) {
      LOG.warn("A step of the demo's script could not be done: {}", e.getMessage());
    }
  }

  private void scenario(ScriptAction what) {
    switch (what) {
      case WorkspaceChange change -> office.apply(change);
      case Fault fault -> trouble.inject(fault);
    }
  }
}
