package rollcall.timecard;

import java.util.List;

/// What is done to a total when it is printed in hours; done once to each total, after summing.
/// Rounded hours can therefore add up differently from rounded days.
///
/// @param minutes the step; 0 leaves everything exact
/// @param to which step is taken
public record Rounding(int minutes, Direction to) {
  /// Nothing is rounded.
  public static final Rounding OFF = new Rounding(0, Direction.NEAREST);

  /// The steps that one may choose, in minutes.
  public static final List<Integer> STEPS = List.of(1, 5, 6, 15, 30);

  public Rounding {
    if (minutes < 0) {
      throw new IllegalArgumentException("Nothing rounds to " + minutes + " minutes.");
    }
  }

  /// The total to print, in seconds. Totals are never negative.
  long of(long seconds) {
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

  /// What a file name says of it, such as `_r15n`; empty when nothing is rounded.
  public String suffix() {
    return minutes == 0 ? "" : "_r" + minutes + to.word.charAt(0);
  }

  /// Which step is taken.
  public enum Direction {
    /// The nearest; halves go up.
    NEAREST("nearest"),
    UP("up"),
    DOWN("down");

    private final String word;

    Direction(String word) {
      this.word = word;
    }

    /// The word of the command line; its first letter is that of file names.
    public String word() {
      return word;
    }
  }
}
