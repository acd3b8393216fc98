package rollcall.ui.text;

import rollcall.timecard.Rounding;

/// Texts for the rounding of hours. Pure.
public final class RoundingText {
  private RoundingText() {}

  /// The rounding in words.
  public static String of(Rounding rounding) {
    return rounding.minutes() == 0
        ? Messages.of("timecards.rules.round.off")
        : Messages.of("timecards.rules.round." + rounding.to().word(), rounding.minutes());
  }
}
