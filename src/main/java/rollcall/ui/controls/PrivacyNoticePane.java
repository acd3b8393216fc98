package rollcall.ui.controls;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.presence.UserId;
import rollcall.settings.PrivacyNoticeSettings;
import rollcall.settings.PrivacyNoticeSettings.SentNotice;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.PrivacyNotice;
import rollcall.ui.text.SearchNormalizer;
import rollcall.ui.text.TimeFormat;

/// Notice to the people who are recorded: its text, which can be edited and copied, and the notices
/// that the user says to have sent. Rollcall itself sends nothing. Thread: FX.
public final class PrivacyNoticePane extends VBox {
  /// Names in one line of the log.
  private static final int MOST_NAMES = 5;

  private final PresenceModel model;
  private final Commands commands;
  private final TextArea text = Controls.textArea();
  private final Label copied = label("privacy.card.copied", "muted");
  private final Label missing = wrappedLabel("", "muted");
  private final Button sent = button("privacy.notice.sent", "notice-sent", this::send);
  private final GridPane log = styled(new GridPane(), "form");

  public PrivacyNoticePane(PresenceModel model, Commands commands, HostDesktop desktop) {
    this.model = model;
    this.commands = commands;
    getStyleClass().add("choices");
    text.setId("notice-text");
    text.setAccessibleText(Messages.of("privacy.notice"));
    text.setWrapText(true);
    text.setPrefRowCount(5);
    text.setMinHeight(USE_PREF_SIZE);
    text.focusedProperty()
        .subscribe((_, focused) -> {
          if (!focused) {
            useText();
          }
        });
    Button copy =
        button(
            "privacy.notice.copy",
            "notice-copy",
            () -> {
              useText();
              desktop.copy(text.getText());
              copied.setVisible(true);
            });
    copied.setVisible(false);
    FlowPane buttons = styled(new FlowPane(copy, copied), "actions");
    missing.setId("notice-missing");
    log.setId("notice-log");
    getChildren()
        .addAll(
            label("privacy.notice", "heading"),
            label("privacy.notice.help", "muted"),
            text,
            buttons,
            missing,
            sent,
            log);
  }

  /// Subscribes to the model. The text that is being edited is kept at the end.
  public Subscription follow() {
    return Subscription.combine(
        model.settings().subscribe(_ -> show()),
        model.revision().subscribe(_ -> show()),
        this::useText);
  }

  private PrivacyNoticeSettings privacy() {
    return model.settings().get().privacy();
  }

  private void show() {
    String current = PrivacyNotice.of(model.settings().get());
    if (!text.isFocused() && !text.getText().equals(current)) {
      text.setText(current);
    }
    Set<String> left = withoutNotice();
    missing.setText(
        left.isEmpty()
            ? Messages.of("privacy.notice.all")
            : Messages.of("privacy.notice.missing", left.size(), names(left)));
    sent.setDisable(left.isEmpty());
    log.getChildren().clear();
    privacy().sent().stream()
        .sorted(Comparator.comparing(SentNotice::day).reversed())
        .forEach(this::addRow);
  }

  private void addRow(SentNotice one) {
    Label people = wrappedLabel(names(one.people()), "muted");
    Button remove = button("privacy.notice.remove", () -> apply(privacy -> privacy.without(one)));
    remove.setAccessibleText(Messages.of("privacy.notice.remove.day", TimeFormat.date(one.day())));
    remove.setMinWidth(USE_PREF_SIZE);
    Label day =
        wrappedLabel(Messages.of("privacy.notice.day", TimeFormat.date(one.day())), "form-label");
    day.setWrapText(false);
    day.setMinWidth(USE_PREF_SIZE);
    log.addRow(log.getRowCount(), day, people, remove);
  }

  private Set<String> withoutNotice() {
    return privacy()
        .notNoticed(
            model.rows().stream()
                .map(row -> row.id().value())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private String names(Set<String> ids) {
    String first =
        ids.stream()
            .map(id -> model.person(new UserId(id)).name())
            .sorted(Comparator.comparing(SearchNormalizer::fold))
            .limit(MOST_NAMES)
            .collect(Collectors.joining(", "));
    int more = ids.size() - MOST_NAMES;
    return more > 0 ? Messages.of("privacy.notice.more", first, more) : first;
  }

  private void send() {
    LocalDate today = LocalDate.ofInstant(model.now().get(), model.zone().get());
    apply(privacy -> privacy.sending(today, withoutNotice()));
  }

  private void useText() {
    String typed = PrivacyNotice.own(text.getText(), model.settings().get());
    if (!PrivacyNotice.of(model.settings().get()).equals(text.getText())) {
      apply(privacy -> privacy.withNotice(typed));
    }
  }

  private void apply(UnaryOperator<PrivacyNoticeSettings> change) {
    commands.apply(model.settings().get().withPrivacy(change.apply(privacy())));
  }
}
