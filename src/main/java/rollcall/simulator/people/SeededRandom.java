package rollcall.simulator.people;

import java.util.SplittableRandom;

/// Seeded random numbers: the same for the same seed and subject, in any order of calls.
final class SeededRandom {
  private final SplittableRandom random;

  private SeededRandom(SplittableRandom random) {
    this.random = random;
  }

  static SeededRandom of(long seed, String subject, long number) {
    long mixed = seed * 0x9E3779B97F4A7C15L + number * 0xBF58476D1CE4E5B9L;
    for (int i = 0; i < subject.length(); i++) {
      mixed = mixed * 0x94D049BB133111EBL + subject.charAt(i);
    }
    return new SeededRandom(new SplittableRandom(mixed));
  }

  /// A number from `low` to `high`, both inclusive.
  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  /// A duration in seconds with this median, limited to a range; half of the durations are within a
  /// third of the median.
  ///
  /// @param shortest in minutes
  /// @param longest in minutes
  int durationAround(int median, int shortest, int longest) {
    double drawn = median * Math.exp(0.45 * random.nextGaussian());
    return (int) Math.clamp(drawn, 60.0 * shortest, 60.0 * longest);
  }
}
