package rollcall.timecard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Rounding of a printed total; applied once to each total, after summing. The rounded total of a
/// week can therefore differ from the sum of its rounded days.
///
/// @param minutes the step; 0 for no rounding
/// @param to the direction
public record Rounding(int minutes, Direction to) {
  public static final Rounding OFF = new Rounding(0, Direction.NEAREST);

  /// The available steps, in minutes.
  public static final List<Integer> STEPS = List.of(1, 5, 6, 15, 30);

  public Rounding {
    if (minutes < 0) {
      throw new IllegalArgumentException("minutes must not be negative, was " + minutes + ".");
    }
  }

  /// The rounding of saved words; an unknown step is none, an unknown direction the nearest step.
  public static Rounding of(int minutes, String direction) {
    return new Rounding(
        STEPS.contains(minutes) ? minutes : 0,
        Arrays.stream(Direction.values())
            .filter(one -> one.word.equals(direction))
            .findFirst()
            .orElse(Direction.NEAREST));
  }

  /// The rounded total, in seconds. Totals are never negative.
  public long of(long seconds) {
    long step = minutes * 60L;
    if (step == 0) {
      return seconds;
    }
    long steps =
        switch (to) {
          case NEAREST -> (seconds + step / 2) / step;
          case UP -> (seconds + step - 1) / step;
          case DOWN -> seconds / step;
        };
    return steps * step;
  }

  /// The suffix of a file name, such as `_r15n`; empty without rounding.
  public String suffix() {
    return minutes == 0 ? "" : "_r" + minutes + to.word.charAt(0);
  }

  /// Rounding direction.
  public enum Direction {
    /// To the nearest step; halves round up.
    NEAREST,
    UP,
    DOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /// The name on the command line; file names use its first letter.
    public String word() {
      return word;
    }
  }
}
