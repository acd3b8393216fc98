package rollcall.ui.timeline;

import rollcall.presence.Presence;

/// Opaque colors of the lanes, `0xAARRGGBB`.
///
/// @param background behind the bars
/// @param selected behind the bars of the selected row
/// @param text the text color, from which lines and tints are mixed
public record LaneColors(
    int background,
    int selected,
    int text,
    int active,
    int away,
    int unknown,
    int notWatched,
    int dnd) {
  /// Before a style sheet is applied.
  public static final LaneColors NONE = new LaneColors(0, 0, 0, 0, 0, 0, 0, 0);

  /// The colors with all other states faded to a quarter.
  public LaneColors emphasizing(Presence state) {
    return new LaneColors(
        background,
        selected,
        text,
        state == Presence.ACTIVE ? active : faded(active),
        state == Presence.AWAY ? away : faded(away),
        state == Presence.UNKNOWN ? unknown : faded(unknown),
        state == Presence.NOT_WATCHED ? notWatched : faded(notWatched),
        faded(dnd));
  }

  public LaneColors selectedRow() {
    return new LaneColors(selected, selected, text, active, away, unknown, notWatched, dnd);
  }

  private int faded(int color) {
    return mix(background, color, 0.25);
  }

  /// Mixes this share (0 to 1) of `over` into `under`.
  public static int mix(int under, int over, double much) {
    return 0xff000000
        | channel(under, over, much, 16)
        | channel(under, over, much, 8)
        | channel(under, over, much, 0);
  }

  private static int channel(int under, int over, double much, int shift) {
    int a = under >> shift & 0xff;
    int b = over >> shift & 0xff;
    return (int) Math.round(a + (b - a) * much) << shift;
  }
}
