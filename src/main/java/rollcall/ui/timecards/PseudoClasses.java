package rollcall.ui.timecards;

import javafx.css.PseudoClass;

/// Pseudo-classes of the style sheet.
final class PseudoClasses {
  /// A part of the day was not observed.
  static final PseudoClass PARTIAL = PseudoClass.getPseudoClass("partial");

  /// Watched, but never active.
  static final PseudoClass ZERO = PseudoClass.getPseudoClass("zero");

  /// Nothing was watched.
  static final PseudoClass NONE = PseudoClass.getPseudoClass("none");

  /// Low coverage.
  static final PseudoClass LOW = PseudoClass.getPseudoClass("low");

  /// Heading of a group.
  static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");

  /// The current day.
  static final PseudoClass TODAY = PseudoClass.getPseudoClass("today");

  /// Narrow day columns.
  static final PseudoClass MONTH = PseudoClass.getPseudoClass("month");

  /// The focus is in the grid or the calendar.
  static final PseudoClass HAS_FOCUS = PseudoClass.getPseudoClass("has-focus");

  /// The grid is scrolled sideways.
  static final PseudoClass SCROLLED = PseudoClass.getPseudoClass("scrolled");

  private PseudoClasses() {}
}
