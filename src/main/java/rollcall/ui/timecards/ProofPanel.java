package rollcall.ui.timecards;

import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.showName;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.timecard.DayRange;
import rollcall.timecard.DayTotals;
import rollcall.ui.controls.PresenceMeaning;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Proof of one number. Of a day: its lane, the sum that closes, sessions, gaps, coverage and
/// accuracy; of a total: its days and their sum. Thread: FX.
final class ProofPanel extends VBox {
  /// Actions of the panel.
  ///
  /// @param timeline shows the days on the Presence screen
  /// @param day opens the proof of a day of a total
  /// @param copy copies a text to the clipboard
  /// @param print prints the person's range
  /// @param readEvents reads the events of a day and shows them in the panel
  record Actions(
      Runnable close,
      Consumer<Proof> timeline,
      BiConsumer<UserId, LocalDate> day,
      Consumer<String> copy,
      Runnable print,
      Consumer<DayProof> readEvents) {}

  private final Actions actions;
  private final Label name = styled(new Label(), "proof-name");
  private final Label subtitle = wrappedLabel("", "proof-subtitle");
  private final Button eventsButton = button("timecards.proof.events", "proof-events");
  private final VBox content = styled(new VBox(), "proof-content");
  private final ScrollPane scroll = styled(new ScrollPane(content), "proof-scroll");
  private final Button timelineButton = button("timecards.proof.timeline", "proof-timeline");
  private final Button copy = button("timecards.proof.copy", "proof-copy");
  private final FlowPane buttons = styled(new FlowPane(), "proof-buttons");
  private @Nullable Object fitted;
  // Null while the proof of the selected number is not known.
  private @Nullable Proof shown;
  private String distinction = "";
  private boolean eventsShown;

  ProofPanel(Actions actions) {
    this.actions = actions;
    setId("proof");
    getStyleClass().add("proof");
    setAccessibleText(Messages.of("timecards.proof"));
    scroll.setFitToWidth(true);
    scroll.setFocusTraversable(false);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getChildren().setAll(header(), scroll, buttons());
  }

  /// Before the first layout, the scroll pane has no content yet, and its texts have no width.
  @Override
  protected void layoutChildren() {
    alignRanges();
    fitButtons();
    super.layoutChildren();
  }

  private Node header() {
    Button close = styled(new Button("✕"), "proof-close");
    close.setId("proof-close");
    close.setAccessibleText(Messages.of("timecards.proof.close"));
    close.setOnAction(_ -> actions.close().run());
    VBox titles = new VBox(name, subtitle);
    HBox.setHgrow(titles, Priority.ALWAYS);
    return styled(new HBox(titles, close), "proof-header");
  }

  private Node buttons() {
    timelineButton.setOnAction(_ -> with(actions.timeline()));
    eventsButton.setOnAction(_ -> toggleEvents());
    eventsButton.managedProperty().bind(eventsButton.visibleProperty());
    copy.setOnAction(_ -> with(proof -> actions.copy().accept(proof.asText())));
    Button print = button("timecards.print.menu", "proof-print");
    print.setOnAction(_ -> actions.print().run());
    timelineButton.setAccessibleText(Messages.of("timecards.proof.timeline"));
    buttons.getChildren().setAll(timelineButton, eventsButton, copy, print);
    return buttons;
  }

  /// Shortens the command of the timeline where the commands do not fit into one line.
  private void fitButtons() {
    record Fit(double room, String events, boolean withEvents) {}
    double room = buttons.getWidth() - buttons.snappedLeftInset() - buttons.snappedRightInset();
    var fit = new Fit(room, eventsButton.getText(), eventsButton.isVisible());
    if (fit.equals(fitted)) {
      return;
    }
    fitted = fit;
    timelineButton.setText(Messages.of("timecards.proof.timeline"));
    List<Node> shown = buttons.getChildren().stream().filter(Node::isManaged).toList();
    double needed =
        shown.stream().mapToDouble(button -> Math.ceil(button.prefWidth(-1))).sum()
            + buttons.getHgap() * (shown.size() - 1);
    if (needed > room) {
      timelineButton.setText(Messages.of("timecards.proof.timeline.short"));
    }
  }

  private void with(Consumer<Proof> action) {
    Proof proof = shown;
    if (proof != null) {
      action.accept(proof);
    }
  }

  /// Focuses the first of the commands that can be used: events, timeline, copy.
  @Override
  public void requestFocus() {
    (eventsButton.isVisible() ? eventsButton : timelineButton.isDisabled() ? copy : timelineButton)
        .requestFocus();
  }

  /// Whether the entries of this day were deleted.
  private static boolean hasNoEntries(Proof proof) {
    return proof instanceof DayProof day && day.hasNoEntries();
  }

  /// Shows the events of the day, or the calculation again; nothing for a total.
  void toggleEvents() {
    if (!(shown instanceof DayProof proof) || hasNoEntries(proof)) {
      return;
    }
    eventsShown = !eventsShown;
    if (eventsShown) {
      actions.readEvents().accept(proof);
    } else {
      show(proof, distinction);
    }
  }

  /// Shows the calculation again instead of the events.
  ///
  /// @return whether events were shown
  boolean closeEvents() {
    boolean were = eventsShown && shown instanceof DayProof;
    if (were) {
      toggleEvents();
    }
    return were;
  }

  /// Shows the number whose proof is not known.
  ///
  /// @param distinction what tells the person apart from others of the same name, or empty
  /// @param failure the reason why it cannot be read, or null
  void showUnread(Person person, String distinction, DayRange days, @Nullable String failure) {
    boolean focused = focusedLine() >= 0;
    shown = null;
    showName(name, person.name(), distinction);
    subtitle.setText(
        days.count() == 1
            ? TimecardText.day(days.first())
            : TimeFormat.dates(days.first(), days.last()));
    content
        .getChildren()
        .setAll(failure == null ? List.of() : List.of(wrappedLabel(failure, "proof-note")));
    if (focused) {
      requestFocus();
    }
  }

  /// Shows this proof; of another number, its calculation first.
  ///
  /// @param distinction what tells the person apart from others of the same name, or empty
  void show(Proof proof, String distinction) {
    boolean same =
        shown != null
            && shown.days().equals(proof.days())
            && shown.person().id().equals(proof.person().id());
    eventsShown = eventsShown && same;
    shown = proof;
    this.distinction = distinction;
    showName(name, proof.person().name(), distinction);
    subtitle.setText(proof.subtitle());
    boolean deleted = hasNoEntries(proof);
    timelineButton.setDisable(deleted);
    eventsButton.setVisible(proof instanceof DayProof && !deleted);
    eventsButton.setText(
        Messages.of(eventsShown ? "timecards.proof.sum" : "timecards.proof.events"));
    if (!eventsShown) {
      int focused = focusedLine();
      content.getChildren().setAll(calculation(proof));
      alignRanges();
      if (focused >= 0) {
        boolean kept = same && focused < content.getChildren().size();
        Node link = kept ? content.getChildren().get(focused).lookup(".hyperlink") : null;
        (link == null ? this : link).requestFocus();
      }
    }
  }

  /// Gives all time ranges the width of the longest one: gaps shorter than a minute have seconds.
  private void alignRanges() {
    if (content.getScene() == null) {
      return;
    }
    content.applyCss();
    Set<Node> ranges = content.lookupAll(".proof-range");
    double width = ranges.stream().mapToDouble(range -> range.prefWidth(-1)).max().orElse(0);
    ranges.forEach(range -> ((Region) range).setPrefWidth(Math.ceil(width)));
  }

  /// The index of the line with the focus, which new texts keep; -1 without one.
  private int focusedLine() {
    Node focus = getScene() == null ? null : getScene().getFocusOwner();
    return focus == null
        ? -1
        : Math.max(
            content.getChildren().indexOf(focus), content.getChildren().indexOf(focus.getParent()));
  }

  /// Shows the events of the day instead of the calculation.
  void showEvents(DayProof proof, List<RawEvent> events, String note) {
    if (!eventsShown || !proof.equals(shown)) {
      return;
    }
    eventsButton.setText(Messages.of("timecards.proof.sum"));
    List<Node> nodes = new ArrayList<>();
    for (RawEvent event : events) {
      Label time = styled(new Label(event.time()), "proof-event-time");
      time.setMinWidth(Region.USE_PREF_SIZE);
      Label what = styled(new Label(event.text()), "proof-event");
      what.setWrapText(true);
      HBox line = styled(new HBox(time, what), "proof-event-line");
      nodes.add(line);
    }
    if (!note.isEmpty()) {
      nodes.add(wrappedLabel(note, "proof-note"));
    }
    boolean focused = focusedLine() >= 0;
    content.getChildren().setAll(nodes);
    scroll.setVvalue(0);
    if (focused) {
      requestFocus();
    }
  }

  private List<Node> calculation(Proof proof) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(headline(proof));
    switch (proof) {
      case DayProof day -> nodes.addAll(calculation(day));
      case TotalProof total -> nodes.addAll(calculation(total));
    }
    nodes.add(label("timecards.proof.meaning", "proof-note"));
    nodes.add(PresenceMeaning.link());
    nodes.add(
        wrappedLabel(
            Messages.of(
                "timecards.proof.rules", String.join(" · ", TimecardText.rules(proof.rules()))),
            "proof-note"));
    return nodes;
  }

  private static Node headline(Proof proof) {
    Label number = styled(new Label(proof.number()), "proof-number");
    number.setMinWidth(Region.USE_PREF_SIZE);
    Label caption = styled(new Label(proof.caption()), "proof-caption");
    HBox headline = styled(new HBox(number, caption), "proof-headline");
    headline.setAlignment(Pos.BASELINE_LEFT);
    return headline;
  }

  private List<Node> calculation(TotalProof proof) {
    List<Node> nodes = new ArrayList<>();
    List<Proof.Part> parts = proof.parts();
    for (int i = 0; i < parts.size(); i++) {
      LocalDate day = proof.days().day(i);
      Hyperlink date = new Hyperlink(parts.get(i).range());
      date.getStyleClass().setAll("hyperlink", "proof-day");
      date.setAccessibleText(TimecardText.day(day));
      date.setOnAction(_ -> actions.day().accept(proof.person().id(), day));
      nodes.add(partLine(date, parts.get(i)));
    }
    nodes.add(sumLine(new DayProof.Line(null, TotalProof.sumLabel(), proof.exact())));
    nodes.add(seenLine(proof.coverage()));
    return nodes;
  }

  private static List<Node> calculation(DayProof proof) {
    List<Node> nodes = new ArrayList<>();
    DayTotals totals = proof.totals();
    if (totals != null) {
      if (proof.data().totalsOnly()) {
        nodes.add(wrappedLabel(proof.totalsOnly(), "proof-note"));
      } else {
        nodes.add(lane(proof, totals));
      }
      proof.sum().forEach(line -> nodes.add(sumLine(line)));
      proof.unlisted().forEach(line -> nodes.add(sumLine(line)));
      if (proof.hasSessions()) {
        nodes.add(sectionLine(proof.sessionCount(), proof.breaks()));
        proof.sessions().forEach(part -> nodes.add(partLine(part)));
        proof.sessionSum().forEach(line -> nodes.add(sumLine(line)));
      }
      if (!proof.notObserved().isEmpty()) {
        nodes.add(sectionLine(Messages.of("timecards.proof.not_observed"), ""));
        proof.notObserved().forEach(part -> nodes.add(partLine(part)));
      }
      nodes.add(seenLine(proof.coverage()));
    }
    return nodes;
  }

  private static Node seenLine(String coverage) {
    Label seen = styled(new Label(Messages.of("timecards.proof.seen")), "proof-muted");
    seen.setMinWidth(Region.USE_PREF_SIZE);
    Label value = styled(new Label(coverage), "proof-value");
    value.setWrapText(true);
    return line("proof-seen", seen, value);
  }

  private static Node lane(DayProof proof, DayTotals totals) {
    DayWindow window = DayWindow.of(totals, proof.day(), proof.zone(), proof.rules());
    DayStrip strip = new DayStrip(3);
    strip.show(window.pieces(proof.counted(), proof.day(), proof.zone()));
    HourAxis axis = new HourAxis();
    axis.show(window, proof.day(), proof.zone());
    return styled(new VBox(styled(new StackPane(strip), "day-chart-ground"), axis), "day-chart");
  }

  private static Node sumLine(DayProof.Line line) {
    Region swatch = new Region();
    Label text =
        wrappedLabel(line.label(), line.presence() == null ? "proof-value" : "proof-muted");
    Label value =
        styled(new Label(line.value()), line.presence() == null ? "proof-strong" : "proof-value");
    value.setMinWidth(Region.USE_PREF_SIZE);
    if (line.presence() != null) {
      swatch.getStyleClass().addAll("proof-swatch", "swatch-" + line.presence().word());
      HBox label = styled(new HBox(swatch, text), "proof-swatch-line");
      return line("proof-line", label, value);
    }
    return line("proof-line", text, value);
  }

  private static Node sectionLine(String title, String right) {
    Label label = styled(new Label(title), "proof-section");
    Label value = styled(new Label(right), "proof-muted");
    return line("proof-section-line", label, value);
  }

  private static Node partLine(Proof.Part part) {
    Label range = styled(new Label(part.range()), "proof-value");
    return partLine(range, part);
  }

  private static Node partLine(Labeled range, Proof.Part part) {
    range.setMinWidth(Region.USE_PREF_SIZE);
    range.getStyleClass().add("proof-range");
    Label cause = wrappedLabel(part.cause(), "proof-cause");
    HBox.setHgrow(cause, Priority.ALWAYS);
    cause.setMaxWidth(Double.MAX_VALUE);
    Label length = styled(new Label(part.length()), "proof-value");
    length.setMinWidth(Region.USE_PREF_SIZE);
    return styled(new HBox(range, cause, length), "proof-line", "proof-part");
  }

  private static Node line(String style, Node left, Label right) {
    return styled(new HBox(left, spacer(), right), style);
  }

  private static Button button(String key, String id) {
    Button button = new Button(Messages.of(key));
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }
}
