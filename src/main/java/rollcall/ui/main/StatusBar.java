package rollcall.ui.main;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
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
  private final Label recorded = new Label();
  private final Tooltip help = new Tooltip();
  private Region middle = new Region();
  private String status = "";
  private String helpText = "";
  private Instant lastAnnounced = Instant.MIN;

  public StatusBar(PresenceModel model) {
    this.model = model;
    setId("status");
    getStyleClass().add("status-bar");
    text.setId("status-text");
    text.setGraphic(icon);
    recorded.setId("status-recorded");
    recorded.getStyleClass().add("muted");
    text.setMinWidth(0);
    show(middle, recorded);
    widthProperty().subscribe(_ -> fitMiddle());
    setAccessibleRole(AccessibleRole.TEXT);
  }

  /// Shows this beside the status; a legend only where there is room for it.
  void show(Region nextMiddle, Region right) {
    if (getChildren().contains(nextMiddle) && getChildren().contains(right)) {
      return;
    }
    middle = nextMiddle;
    right.setMinWidth(USE_PREF_SIZE);
    getChildren().setAll(text, space(), middle, space(), right);
    fitMiddle();
  }

  /// The start of the record.
  Region recorded() {
    return recorded;
  }

  private void fitMiddle() {
    if (middle instanceof Legend legend) {
      double others =
          getChildren().stream()
              .filter(child -> !child.equals(legend) && !child.equals(text))
              .mapToDouble(child -> child.prefWidth(-1) + getSpacing())
              .sum();
      double insets = getInsets().getLeft() + getInsets().getRight();
      text.setText(status);
      legend.fit(getWidth() - insets - others - text.prefWidth(-1) - 2 * getSpacing());
    }
    fitText();
  }

  /// Leaves out the last parts of the status that have no room; the tooltip has all.
  private void fitText() {
    double others =
        getChildren().stream()
            .filter(child -> !child.equals(text) && child.isManaged())
            .mapToDouble(child -> child.prefWidth(-1) + getSpacing())
            .sum();
    double room = getWidth() - others - getInsets().getLeft() - getInsets().getRight();
    String fitting = status;
    text.setText(fitting);
    int end = fitting.lastIndexOf(SEPARATOR);
    while (getWidth() > 0 && text.prefWidth(-1) > room && end > 0) {
      fitting = fitting.substring(0, end);
      text.setText(fitting);
      end = fitting.lastIndexOf(SEPARATOR);
    }
    boolean cut = !fitting.equals(status);
    help.setText(cut ? String.join("\n", status, helpText).strip() : helpText);
    text.setTooltip(help.getText().isEmpty() ? null : help);
  }

  private static Node space() {
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    return space;
  }

  /// Subscribes to the model.
  public Subscription follow() {
    return Subscription.combine(
        model.status().subscribe(_ -> show()),
        model.now().subscribe(_ -> show()),
        model.zone().subscribe(_ -> show()),
        model.signInState().subscribe(_ -> show()),
        model.recordedSince().subscribe(_ -> show()));
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
            : Messages.of(
                "status.recorded",
                TimeFormat.day(LocalDate.ofInstant(since, zone), LocalDate.ofInstant(now, zone))));
    if (!same) {
      fitMiddle();
    }
    announce(line.text(), now);
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
