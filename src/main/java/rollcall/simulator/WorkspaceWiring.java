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

/// Object graph of a workspace. Thread: event loop.
final class WorkspaceWiring {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspaceWiring.class);
  private static final int SCENARIO_PEOPLE = 24;

  private final DemoOptions options;
  private final List<Employee> people;
  private final IntSupplier port;
  final EventLoop loop;
  final Instant started;
  final ActivityModel model;
  final GroundTruth groundTruth = new GroundTruth();
  private final FaultQueue faults = new FaultQueue();
  private final SocketUrls socketUrls = new SocketUrls();
  private final DndState dnd;
  private final WorkspaceState state;
  final SocketHub hub;
  final PresenceRules presences;
  private final ChangeApplier applier;
  private final FaultInjector injector;
  final WebApi web;
  final EventLoopDispatcher dispatcher;

  /// Creates the objects.
  ///
  /// @param busy whether the people are to be at work at the start
  /// @param port returns the server's port, once it is open
  WorkspaceWiring(DemoOptions options, List<Employee> people, boolean busy, IntSupplier port) {
    this.options = options;
    this.people = people;
    this.port = port;
    loop = new EventLoop(options.clock());
    started = loop.now();
    ActivityModel own = new ActivityModel(options.seed());
    model = busy ? own.busyAt(started, people) : own;
    dnd = new DndState(model.move());
    state = new WorkspaceState(options.seed(), people);
    hub = new SocketHub(loop, faults, options.unlimited());
    presences = new PresenceRules(state.members(), groundTruth, hub::announce, options.autoAway());
    applier = new ChangeApplier(loop, state, presences, dnd, hub);
    SocketLifetime expiry = new SocketLifetime(loop, hub, socketUrls, this::sockets, options);
    injector = new FaultInjector(loop, faults, hub, socketUrls, groundTruth, presences, expiry);
    RtmHandler rtm = new RtmHandler(state, hub, presences);
    web = new WebApi(methods(rtm), callers(), state, faults, options);
    dispatcher =
        new EventLoopDispatcher(loop, faults, socketUrls, hub, presences, rtm, web, expiry);
  }

  URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + port.getAsInt() + path);
  }

  private URI sockets() {
    return uri("ws", "/websocket/");
  }

  private List<Method> methods(RtmHandler rtm) {
    RtmStartBody startBody = new RtmStartBody(state, dnd);
    boolean historic = options.generation() == AppGeneration.HISTORIC;
    List<Method> methods = new ArrayList<>();
    methods.addAll(new TeamMethods(state, () -> uri("http", "/")).all());
    methods.addAll(new UserMethods(state, presences, hub, faults).all());
    methods.addAll(new RtmMethods(state, socketUrls, this::sockets, startBody, historic).all());
    methods.addAll(new ChannelMethods(state, faults).all());
    methods.addAll(new MessageMethods(state, hub, rtm::timestamp).all());
    methods.addAll(new GroupMethods(state).all());
    methods.addAll(new DndMethods(state, dnd).all());
    return methods;
  }

  private List<Caller> callers() {
    String person = people.getFirst().id();
    return Arrays.stream(TokenKind.values())
        .map(kind -> new Caller(kind, kind.isBot() ? Member.BOT_USER : person))
        .toList();
  }

  /// Starts the event loop and the simulated activity.
  void open() {
    loop.open(hub::broadcast);
    loop.enqueue(this::start);
  }

  private void start() {
    if (options.frozen()) {
      people.forEach(person -> presences.initialize(person.id(), false, started));
      return;
    }
    ActivityScheduler scheduler =
        new ActivityScheduler(model, started, options.speed(), loop, presences);
    scheduler.start(people);
    if (people.size() >= SCENARIO_PEOPLE) {
      startScenario(scheduler);
    }
  }

  private void startScenario(ActivityScheduler scheduler) {
    Employee newcomer = Company.newcomer(options.seed(), people.size() + 1);
    for (ScriptStep step : FirstHalfHourScript.of(people, newcomer)) {
      loop.schedule(clockAfter(step.after()), () -> tryApply(step.action()));
    }
    loop.schedule(
        clockAfter(FirstHalfHourScript.SETTLED),
        () -> scheduler.join(newcomer, started.plus(FirstHalfHourScript.SETTLED)));
  }

  /// Returns the clock's instant after this time of people's activity.
  private Instant clockAfter(Duration lived) {
    return started.plus(lived.dividedBy(options.speed()));
  }

  private void requirePossible(ScriptStep step) {
    if (step.action() instanceof Fault.Http fault) {
      String method = fault.method();
      if (!method.equals(FaultQueue.EVERY_METHOD) && !web.has(method)) {
        throw new IllegalArgumentException("Unknown method " + method + ".");
      }
      if (!fault.user().isEmpty() && step.after().isZero()) {
        var _ = state.memberOrFail(fault.user());
      }
    }
  }

  /// Applies the steps without a delay and schedules the others.
  ///
  /// @throws IllegalArgumentException when a step without a delay fails, or, before any step runs,
  ///   when a fault could never occur
  void play(List<ScriptStep> script) {
    script.forEach(this::requirePossible);
    for (ScriptStep step : script) {
      if (step.after().isZero()) {
        apply(step.action());
      } else {
        injector.schedule(step.after(), () -> tryApply(step.action()));
      }
    }
  }

  private void tryApply(ScriptAction action) {
    try {
      apply(action);
    } catch (IllegalArgumentException e) {
      LOG.warn("A step of the demo's script failed: {}", e.getMessage());
    }
  }

  private void apply(ScriptAction action) {
    switch (action) {
      case WorkspaceChange change -> applier.apply(change);
      case Fault fault -> injector.inject(fault);
    }
  }
}
