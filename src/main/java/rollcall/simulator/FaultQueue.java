package rollcall.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The trouble that is planned and has not happened yet. Lane: the workspace's.
final class FaultQueue {
  private static final String EVERY_METHOD = "*";

  private final List<PlannedCalls> calls = new ArrayList<>();
  private final Deque<Integer> upgradeRefusals = new ArrayDeque<>();
  private final Deque<Optional<Duration>> helloDelays = new ArrayDeque<>();
  private final List<Runnable> held = new ArrayList<>();
  private final EventQuirks quirks = new EventQuirks();
  private Duration readPause = Duration.ZERO;
  private int shortPages;
  private int staleUrls;
  private boolean silent;
  private boolean unreachable;

  /// Calls that are to go wrong, and how many of them are left.
  private static final class PlannedCalls {
    final Fault.Http fault;
    int left;

    PlannedCalls(Fault.Http fault) {
      this.fault = fault;
      this.left = fault.times();
    }

    boolean concerns(String method, Map<String, String> args) {
      boolean named = fault.method().equals(method) || fault.method().equals(EVERY_METHOD);
      return named && (fault.user().isEmpty() || isAbout(method, args));
    }

    /// Whether the call names the person, or answers with a list in which they are the odd one.
    private boolean isAbout(String method, Map<String, String> args) {
      boolean listed =
          fault.httpFault() instanceof HttpFault.WrongTypes && method.equals("users.list");
      return listed
          || fault.user().equals(args.get("user"))
          || List.of(args.getOrDefault("users", "").split(",", -1)).contains(fault.user());
    }
  }

  void plan(Fault.Http fault) {
    if (fault.times() > 0) {
      calls.add(new PlannedCalls(fault));
    }
  }

  /// The fault of this call: the one that was planned first and concerns it.
  Optional<Fault.Http> nextFor(String method, Map<String, String> args) {
    Optional<PlannedCalls> next =
        calls.stream().filter(each -> each.concerns(method, args)).findFirst();
    next.ifPresent(planned -> {
      planned.left--;
      if (planned.left == 0) {
        calls.remove(planned);
      }
    });
    return next.map(planned -> planned.fault);
  }

  void refuseUpgrades(int status, int times) {
    for (int i = 0; i < times; i++) {
      upgradeRefusals.add(status);
    }
  }

  /// The HTTP status with which the next upgrade is refused.
  Optional<Integer> nextUpgradeRefusal() {
    return Optional.ofNullable(upgradeRefusals.poll());
  }

  void staleUrls(int times) {
    staleUrls += times;
  }

  /// Whether the next socket's URL counts as too old, whatever its age.
  boolean nextUrlIsStale() {
    return staleUrls > 0 && staleUrls-- > 0;
  }

  /// @param delay how late the hello comes; empty for never
  void delayHello(Optional<Duration> delay, int times) {
    for (int i = 0; i < times; i++) {
      helloDelays.add(delay);
    }
  }

  /// How late the next hello comes; empty for never.
  Optional<Duration> nextHelloDelay() {
    return helloDelays.isEmpty() ? Optional.of(Duration.ZERO) : helloDelays.remove();
  }

  /// What is odd about presence events.
  EventQuirks eventQuirks() {
    return quirks;
  }

  void shortPages(int times) {
    shortPages += times;
  }

  /// How many items the next page of a list has: as many as may be, unless it is to be short; then
  /// in turn a half, none, and one.
  int nextPageSize(int max) {
    if (shortPages == 0) {
      return max;
    }
    shortPages--;
    return switch (shortPages % 3) {
      case 0 -> max / 2;
      case 1 -> Math.min(1, max);
      default -> 0;
    };
  }

  /// How long the workspace waits before it reads a socket's next frame.
  Duration readPause() {
    return readPause;
  }

  void readSlowly(Duration pause) {
    readPause = pause;
  }

  boolean isSilent() {
    return silent;
  }

  void startSilence() {
    silent = true;
  }

  void endSilence() {
    silent = false;
  }

  /// Does what was held up by a silence, in order.
  void flushHeld() {
    List<Runnable> tasks = List.copyOf(held);
    held.clear();
    tasks.forEach(Runnable::run);
  }

  /// Does it now, or when the silence is over. At most one thing a connection waits here: the next
  /// one is only read when it is done.
  void ifNotSilent(Runnable task) {
    if (silent) {
      held.add(task);
    } else {
      task.run();
    }
  }

  boolean unreachable() {
    return unreachable;
  }

  void unreachable(boolean value) {
    unreachable = value;
  }

  void clear() {
    calls.clear();
    upgradeRefusals.clear();
    staleUrls = 0;
    helloDelays.clear();
    shortPages = 0;
    readPause = Duration.ZERO;
    quirks.clear();
  }
}
