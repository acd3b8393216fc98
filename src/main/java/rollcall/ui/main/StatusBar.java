package rollcall.ui.main;

import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Insets;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.scene.text.Text;
import javafx.util.Subscription;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;
import rollcall.ui.text.StatusLine;
import rollcall.ui.text.TimeFormat;

/// Status bar: status of the recording, with the legend and totals of the shown screen. Thread: FX.
public final class StatusBar extends HBox {
  private static final Duration ANNOUNCE_INTERVAL = Duration.ofSeconds(5);

  private static final String SEPARATOR = " · ";

  private final PresenceModel model;
  private final SVGPath icon = StateIcon.PAUSED.node();
  private final Label text = new Label();
  private final Label recorded = styled(new Label(), "muted");
  private final Tooltip help = new Tooltip();
  private final Text measure = new Text();
  private Region middle = new Region();
  private Region right = recorded;
  private String status = "";
  private String helpText = "";
  // The greatest width of the shown status at this width of the bar: while the status changes its
  // length each second, the legend keeps its form.
  private double reserved;
  private double reservedFor;
  private Instant lastAnnounced = Instant.MIN;

  public StatusBar(PresenceModel model) {
    this.model = model;
    setId("status");
    getStyleClass().add("status-bar");
    text.setId("status-text");
    text.setGraphic(icon);
    recorded.setId("status-recorded");
    text.setMinWidth(0);
    show(middle, recorded);
    setAccessibleRole(AccessibleRole.TEXT);
  }

  /// Shows this beside the status; a legend only where there is room for it.
  void show(Region nextMiddle, Region nextRight) {
    if (middle.equals(nextMiddle) && right.equals(nextRight) && !getChildren().isEmpty()) {
      return;
    }
    middle = nextMiddle;
    right = nextRight;
    right.setMinWidth(USE_PREF_SIZE);
    reserved = 0;
    // Beside the right part, so that it does not move when the status becomes longer or shorter.
    getChildren().setAll(text, spacer(), middle, right);
    fit();
  }

  /// The start of the record.
  Region recorded() {
    return recorded;
  }

  /// Requests a layout of the status bar only: its height does not depend on its content.
  @Override
  public void requestLayout() {
    setNeedsLayout(true);
  }

  @Override
  protected void layoutChildren() {
    Insets margin = new Insets(0, 0, 0, getSpacing());
    // Setting it requests another layout.
    if (!margin.equals(HBox.getMargin(right))) {
      HBox.setMargin(right, margin);
    }
    fit();
    super.layoutChildren();
  }

  /// Leaves out parts that have no room: the totals of the legend, then the last parts of the
  /// status, which the tooltip contains, then the legend, and then the right part.
  private void fit() {
    double room =
        getWidth() == 0
            ? Double.MAX_VALUE
            : getWidth() - snappedLeftInset() - snappedRightInset() - 4 * getSpacing();
    double end = right.prefWidth(-1);
    double least = middle instanceof Legend legend ? legend.leastWidth() : middle.prefWidth(-1);
    double shortest = width(parts().getLast());
    boolean hasRight = shortest + end <= room;
    boolean hasMiddle = shortest + least + end <= room;
    setShown(right, hasRight);
    double rest = room - (hasRight ? end : 0) - (hasMiddle ? least : 0);
    String shown =
        parts().stream().filter(part -> width(part) <= rest).findFirst().orElse(parts().getLast());
    if (middle instanceof Legend legend) {
      legend.fit(hasMiddle ? room - end - reserve(width(shown)) : 0);
    } else {
      setShown(middle, hasMiddle);
    }
    text.setText(shown);
    boolean cut = !shown.equals(status);
    help.setText(cut ? String.join("\n", status, helpText).strip() : helpText);
    text.setTooltip(help.getText().isEmpty() ? null : help);
  }

  private double reserve(double width) {
    reserved = reservedFor == getWidth() ? Math.max(reserved, width) : width;
    reservedFor = getWidth();
    return reserved;
  }

  /// The status, and the same without its last parts, from the longest to the shortest.
  private List<String> parts() {
    List<String> all = new ArrayList<>(List.of(status));
    for (int end = status.lastIndexOf(SEPARATOR);
        end > 0;
        end = status.lastIndexOf(SEPARATOR, end - 1)) {
      all.add(status.substring(0, end));
    }
    return all;
  }

  private double width(String words) {
    measure.setFont(text.getFont());
    measure.setText(words);
    return Math.ceil(measure.getLayoutBounds().getWidth())
        + icon.getLayoutBounds().getWidth()
        + text.getGraphicTextGap()
        + text.snappedLeftInset()
        + text.snappedRightInset()
        + 1;
  }

  /// Subscribes to the model.
  public Subscription follow() {
    return Subscription.combine(
        model.status().subscribe(_ -> show()),
        model.now().subscribe(_ -> show()),
        model.zone().subscribe(_ -> show()),
        model.signInState().subscribe(_ -> show()),
        model.recordedSince().subscribe(_ -> show()),
        model.totalsSince().subscribe(_ -> show()));
  }

  private void show() {
    Instant now = model.now().get();
    ZoneId zone = model.zone().get();
    StatusLine line = StatusLine.of(model.status().get(), now, zone);
    line.icon().show(icon);
    boolean same = status.equals(line.text()) && helpText.equals(line.help());
    status = line.text();
    helpText = line.help();
    Instant since = model.recordedSince().get();
    recorded.setText(
        since == null || model.signInState().get().signedOut()
            ? ""
            : recorded(LocalDate.ofInstant(since, zone), LocalDate.ofInstant(now, zone)));
    if (!same) {
      fit();
    }
    announce(line.text(), now);
  }

  /// The start of the record, and that of the days of which only the totals are kept.
  private String recorded(LocalDate since, LocalDate today) {
    LocalDate totals = model.totalsSince().get();
    String entries = TimeFormat.day(since, today);
    return totals == null || !totals.isBefore(since)
        ? Messages.of("status.recorded", entries)
        : Messages.of("status.recorded.totals", entries, TimeFormat.day(totals, today));
  }

  /// Notifies screen readers, with a minimum interval.
  private void announce(String line, Instant now) {
    boolean due =
        lastAnnounced.equals(Instant.MIN) || !now.isBefore(lastAnnounced.plus(ANNOUNCE_INTERVAL));
    if (due && !Objects.equals(getAccessibleText(), line)) {
      lastAnnounced = now;
      setAccessibleText(line);
      notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
  }
}
