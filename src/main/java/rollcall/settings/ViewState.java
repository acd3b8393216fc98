package rollcall.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// State of the window that the next start shows again. Not a setting: it has no effect on the
/// record.
///
/// Words that this version does not know mean the default.
///
/// @param screen the shown screen
/// @param range the calendar unit of the Presence screen, or the length of another range that ends
///   now, in ISO 8601; empty for the default
/// @param period the length of the range of the Timecards screen
/// @param sort the column that sorts the rows
/// @param density the height of the rows
/// @param nameWidth the width of the names in pixels; 0 for the default
/// @param hiddenColumns the words of the columns that are not shown, with spaces between them
/// @param hiddenMinutes the length of observed intervals that are not drawn; 0 draws all
/// @param closing the code of the effect of closing the window; empty for the default
/// @param language the code of the language; empty for that of the system
/// @param conventions the code of the conventions of weeks, times and hours; empty for the usual
///   ones
/// @param shown the instant at which the window showed this workspace in place of another; null for
///   never
/// @param place the place of the window on the screen; null for the default
public record ViewState(
    String screen,
    String range,
    String period,
    String sort,
    boolean descending,
    String density,
    double nameWidth,
    String hiddenColumns,
    int hiddenMinutes,
    String closing,
    String language,
    String conventions,
    @Nullable Instant shown,
    @Nullable Place place) {
  /// The state for a new user.
  public static final ViewState DEFAULT =
      new ViewState("", "", "", "", false, "", 0, "", 0, "", "", "", null, null);

  /// Returns this state in the window of another, with its place, language and closing.
  ///
  /// @param now the instant at which it is shown
  public ViewState inWindowOf(ViewState other, Instant now) {
    return new ViewState(
        screen,
        range,
        period,
        sort,
        descending,
        density,
        nameWidth,
        hiddenColumns,
        hiddenMinutes,
        other.closing,
        other.language,
        other.conventions,
        now,
        other.place);
  }

  /// Place of a window on the screen, in logical pixels.
  ///
  /// @param maximized whether the window fills the screen; the rest is its place otherwise
  public record Place(double x, double y, double width, double height, boolean maximized) {}
}
