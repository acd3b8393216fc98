package rollcall.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Queues of faults to inject. Thread: event loop.
final class FaultQueue {
  static final String EVERY_METHOD = "*";

  private final List<PlannedCalls> calls = new ArrayList<>();
  private final Deque<Integer> upgradeRefusals = new ArrayDeque<>();
  private final Deque<Optional<Duration>> helloDelays = new ArrayDeque<>();
  private final List<Runnable> held = new ArrayList<>();
  private Fault.Shape shape = Fault.Shape.AS_ASKED;
  private Duration readPause = Duration.ZERO;
  private int shortPages;
  private int staleUrls;
  private int duplicates;
  private int reorders;
  private boolean silent;
  private boolean unreachable;

  /// Calls to fail, and the number of those left.
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

    /// Returns whether the call names the user, or lists users of which this one is to be
    /// distorted.
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

  /// Returns the first queued fault that matches this call.
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

  /// Returns the HTTP status that refuses the next upgrade.
  Optional<Integer> nextUpgradeRefusal() {
    return Optional.ofNullable(upgradeRefusals.poll());
  }

  void staleUrls(int times) {
    staleUrls += times;
  }

  /// Returns whether the next socket's URL counts as expired.
  boolean nextUrlIsStale() {
    return staleUrls > 0 && staleUrls-- > 0;
  }

  /// Queues late hellos.
  ///
  /// @param delay null for never
  void delayHello(@Nullable Duration delay, int times) {
    for (int i = 0; i < times; i++) {
      helloDelays.add(Optional.ofNullable(delay));
    }
  }

  /// Returns the delay of the next hello; empty for never.
  Optional<Duration> nextHelloDelay() {
    return helloDelays.isEmpty() ? Optional.of(Duration.ZERO) : helloDelays.remove();
  }

  /// Returns the shape of presence events.
  Fault.Shape shape() {
    return shape;
  }

  void reshape(Fault.Shape other) {
    shape = other;
  }

  void duplicate(int times) {
    duplicates += times;
  }

  void reorder(int times) {
    reorders += times;
  }

  /// Returns whether the next presence event is sent twice.
  boolean isNextDuplicated() {
    return duplicates > 0 && duplicates-- > 0;
  }

  /// Returns whether the next presence event is sent after the one that follows it.
  boolean isNextReordered() {
    return reorders > 0 && reorders-- > 0;
  }

  boolean isReordering() {
    return reorders > 0;
  }

  void shortPages(int times) {
    shortPages += times;
  }

  /// Returns the size of the next list page: `max`, or for a queued short page in turn a half,
  /// none, and one.
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

  /// Returns the pause before reading a socket's next frame.
  Duration readPause() {
    return readPause;
  }

  void readSlowly(Duration pause) {
    readPause = pause;
  }

  boolean isSilent() {
    return silent;
  }

  void silent(boolean value) {
    silent = value;
  }

  /// Runs the tasks that the silence held back, in order.
  void flushHeld() {
    List<Runnable> tasks = List.copyOf(held);
    held.clear();
    tasks.forEach(Runnable::run);
  }

  /// Runs a task now, or after the silence. At most one task per connection is held: the next frame
  /// is read only after it.
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
    shape = Fault.Shape.AS_ASKED;
    duplicates = 0;
    reorders = 0;
  }
}
