package rollcall.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Generator of random fault scripts; the same seed gives the same script. A correct client
/// survives each fault.
final class RandomFaultScripts {
  private static final List<String> NEXT_CALLS = List.of("rtm.connect", "auth.test", "users.list");

  private static final List<Fault.Shape> SHAPES = List.of(Fault.Shape.values());

  private final SplittableRandom random;

  private RandomFaultScripts(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// Returns faults for this length, at a mean interval of `every`; the last one is
  /// [Fault.ClearPlanned].
  static List<ScriptStep> steps(long seed, Duration length, Duration every) {
    RandomFaultScripts faults = new RandomFaultScripts(seed);
    List<ScriptStep> steps = new ArrayList<>();
    Duration at = faults.delay(every);
    while (at.compareTo(length) < 0) {
      steps.add(new ScriptStep(at, faults.fault()));
      at = at.plus(faults.delay(every));
    }
    steps.add(new ScriptStep(length, new Fault.ClearPlanned()));
    return List.copyOf(steps);
  }

  private Duration delay(Duration mean) {
    double drawn = -Math.log(1 - random.nextDouble());
    return Duration.ofMillis(Math.max(1, (long) (mean.toMillis() * Math.min(drawn, 4))));
  }

  private Fault fault() {
    return switch (random.nextInt(20)) {
      case 0, 1 -> new Fault.Drop();
      case 2 -> new Fault.Close(1001, "going away");
      case 3 -> new Fault.Close(4000 + random.nextInt(100), "");
      case 4 -> new Fault.Goodbye(Duration.ofSeconds(random.nextInt(1, 11)));
      case 5 -> new Fault.Migrate(random.nextInt(1, 4));
      case 6 -> new Fault.HalfOpen();
      case 7 -> new Fault.Silence(Duration.ofSeconds(random.nextInt(1, 9)));
      case 8 -> new Fault.Down(Duration.ofSeconds(random.nextInt(1, 16)));
      case 9 -> new Fault.RefuseSockets(random.nextBoolean() ? 503 : 408, 1);
      case 10 -> new Fault.StaleUrls(1);
      case 11 -> new Fault.Hello(helloDelay(), 1);
      case 12, 13 -> new Fault.Http(call(), httpFault(), random.nextInt(1, 3));
      case 14 -> new Fault.Duplicate(random.nextInt(1, 6));
      case 15 -> new Fault.Reshape(SHAPES.get(random.nextInt(SHAPES.size())));
      case 16 -> new Fault.Raw("{\"type\":\"storm_" + random.nextInt(100) + "\"}");
      case 17 -> new Fault.Raw("{\"type\":");
      case 18 -> new Fault.Large(1 << 20);
      default -> new Fault.ShortPages(random.nextInt(1, 4));
    };
  }

  private @Nullable Duration helloDelay() {
    return random.nextBoolean() ? null : Duration.ofSeconds(random.nextInt(1, 9));
  }

  private String call() {
    return NEXT_CALLS.get(random.nextInt(NEXT_CALLS.size()));
  }

  private HttpFault httpFault() {
    return switch (random.nextInt(6)) {
      case 0 -> HttpFault.status(500);
      case 1 -> HttpFault.status(503);
      case 2 -> HttpFault.rateLimited(random.nextInt(1, 4));
      case 3 -> HttpFault.rateLimited();
      case 4 -> HttpFault.garbage();
      default -> new HttpFault.Cut();
    };
  }
}
