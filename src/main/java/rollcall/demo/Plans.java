package rollcall.demo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The trouble that is planned and has not happened yet. Lane: the workspace's.
final class Plans {
  private final Map<String, Deque<Mishap>> byMethod = new HashMap<>();
  private final Deque<Integer> upgradeRefusals = new ArrayDeque<>();
  private final Deque<Optional<Duration>> helloDelays = new ArrayDeque<>();
  private final List<Runnable> held = new ArrayList<>();
  private int staleUrls;
  private boolean silent;
  private boolean unreachable;

  void plan(String method, Mishap mishap, int times) {
    Deque<Mishap> queue = byMethod.computeIfAbsent(method, m -> new ArrayDeque<>());
    for (int i = 0; i < times; i++) {
      queue.add(mishap);
    }
  }

  Optional<Mishap> nextFor(String method) {
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

  void fallSilent() {
    silent = true;
  }

  /// Ends the silence and does what was held up by it, in order.
  void speakAgain() {
    silent = false;
    List<Runnable> late = List.copyOf(held);
    held.clear();
    late.forEach(Runnable::run);
  }

  /// Does it now, or when the silence is over.
  void unlessSilent(Runnable what) {
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

  void forget() {
    byMethod.clear();
    upgradeRefusals.clear();
    staleUrls = 0;
    helloDelays.clear();
  }
}
