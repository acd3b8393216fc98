package rollcall.ui.text;

import javafx.scene.shape.FillRule;
import javafx.scene.shape.SVGPath;
import rollcall.presence.Presence;

/// State icons, distinguishable without color. Each fills a box of 12 by 12 pixels.
public enum StateIcon {
  /// ● active, or connected live.
  ACTIVE("icon-active", "M6 1A5 5 0 1 1 6 11A5 5 0 1 1 6 1Z"),
  /// ○ away.
  AWAY(
      "icon-away",
      "M6 1A5 5 0 1 1 6 11A5 5 0 1 1 6 1ZM6 2.8A3.2 3.2 0 1 0 6 9.2A3.2 3.2 0 1 0 6 2.8Z"),
  /// ▨ unknown.
  UNKNOWN(
      "icon-unknown",
      "M1 1H11V11H1ZM2 2V5L5 2ZM6.8 2L2 6.8V9L9 2ZM10 2.8L2.8 10H5L10 5ZM10 6.8L6.8 10H10Z"),
  /// ◐ polling.
  POLLING("icon-away", "M6 1A5 5 0 1 1 6 11A5 5 0 1 1 6 1ZM6 2.4V9.6A3.6 3.6 0 1 0 6 2.4Z"),
  /// ◌ connecting.
  CONNECTING(
      "icon-unknown",
      "M5 .5H7V2.5H5ZM5 9.5H7V11.5H5ZM.5 5H2.5V7H.5ZM9.5 5H11.5V7H9.5ZM1.8 1.8H3.8V3.8H1.8ZM8.2"
          + " 1.8H10.2V3.8H8.2ZM1.8 8.2H3.8V10.2H1.8ZM8.2 8.2H10.2V10.2H8.2Z"),
  /// ✕ stopped until the user acts.
  STOPPED(
      "icon-error",
      "M2.4 1L6 4.6L9.6 1L11 2.4L7.4 6L11 9.6L9.6 11L6 7.4L2.4 11L1 9.6L4.6 6L1 2.4Z"),
  /// ❚❚ paused by the user.
  PAUSED("icon-unknown", "M2 1H5V11H2ZM7 1H10V11H7Z"),
  /// ☾ outside recording hours.
  OUTSIDE_HOURS("icon-unknown", "M7.6 .6A5.6 5.6 0 1 0 11.4 7.7A4.7 4.7 0 0 1 7.6 .6Z"),
  /// ! warning.
  WARNING("icon-warning", "M6 .5L11.8 11H.2ZM5.3 4.2V7.4H6.7V4.2ZM5.3 8.3V9.7H6.7V8.3Z"),
  /// A bell: an alert is waiting.
  ALERT(
      "icon-waiting",
      "M5.2 .5H6.8V1.5A3.6 3.6 0 0 1 9.6 5V7.6L11 9.2V9.8H1V9.2L2.4 7.6V5A3.6 3.6 0 0 1 5.2"
          + " 1.5ZM4.6 10.4H7.4A1.4 1.4 0 0 1 4.6 10.4Z"),
  /// An envelope: a message is waiting.
  MESSAGE("icon-waiting", "M.5 2H11.5V10H.5ZM1.9 3.2L6 6.4L10.1 3.2ZM1.7 4.6V8.8H10.3V4.6L6 7.9Z"),
  /// Headphones: in a huddle.
  HUDDLE(
      "icon-huddle",
      "M6 1A5 5 0 0 1 11 6V9.5A1.5 1.5 0 0 1 9.5 11H8V6.5H9.6V6A3.6 3.6 0 0 0 2.4"
          + " 6V6.5H4V11H2.5A1.5 1.5 0 0 1 1 9.5V6A5 5 0 0 1 6 1Z"),
  /// ✓ done.
  DONE("icon-active", "M1 6.4L2.5 4.9L4.8 7.2L9.7 2.2L11.2 3.7L4.8 10.1Z");

  private final String styleClass;
  private final String path;

  StateIcon(String style, String path) {
    this.styleClass = style;
    this.path = path;
  }

  public static StateIcon of(Presence presence) {
    return switch (presence) {
      case ACTIVE -> ACTIVE;
      case AWAY -> AWAY;
      case UNKNOWN, NOT_WATCHED -> UNKNOWN;
    };
  }

  /// A new node with this icon.
  public SVGPath node() {
    SVGPath node = new SVGPath();
    node.setFillRule(FillRule.EVEN_ODD);
    show(node);
    return node;
  }

  /// Shows this icon in an existing node, at once in its color: during layout, the styles of the
  /// frame have already been applied.
  public void show(SVGPath node) {
    if (!path.equals(node.getContent())) {
      node.setContent(path);
      node.getStyleClass().setAll("state-icon", styleClass);
      node.applyCss();
    }
  }
}
