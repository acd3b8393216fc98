package rollcall.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The trouble that is planned and has not happened yet. Lane: the workspace's.
final class FaultQueue {
  private final Map<String, Deque<HttpFault>> byMethod = new HashMap<>();
  private final Deque<Integer> upgradeRefusals = new ArrayDeque<>();
  private final Deque<Optional<Duration>> helloDelays = new ArrayDeque<>();
  private final List<Runnable> held = new ArrayList<>();
  private final EventQuirks quirks = new EventQuirks();
  private Duration readPause = Duration.ZERO;
  private int shortPages;
  private int staleUrls;
  private boolean silent;
  private boolean unreachable;

  void plan(String method, HttpFault mishap, int times) {
    Deque<HttpFault> queue = byMethod.computeIfAbsent(method, m -> new ArrayDeque<>());
    for (int i = 0; i < times; i++) {
      queue.add(mishap);
    }
  }

  Optional<HttpFault> nextFor(String method) {
    return Optional.ofNullable(byMethod.getOrDefault(method, new ArrayDeque<>()).poll());
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
  int nextPageSize(int most) {
    if (shortPages == 0) {
      return most;
    }
    shortPages--;
    return switch (shortPages % 3) {
      case 0 -> most / 2;
      case 1 -> Math.min(1, most);
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
    List<Runnable> late = List.copyOf(held);
    held.clear();
    late.forEach(Runnable::run);
  }

  /// Does it now, or when the silence is over. At most one thing a connection waits here: the next
  /// one is only read when it is done.
  void ifNotSilent(Runnable what) {
    if (silent) {
      held.add(what);
    } else {
      what.run();
    }
  }

  boolean unreachable() {
    return unreachable;
  }

  void unreachable(boolean is) {
    unreachable = is;
  }

  void clear() {
    byMethod.clear();
    upgradeRefusals.clear();
    staleUrls = 0;
    helloDelays.clear();
    shortPages = 0;
    readPause = Duration.ZERO;
    quirks.forget();
  }
}
