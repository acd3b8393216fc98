package rollcall.ui.controls;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedCheckBox;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.settings.PrivacyNoticeSettings;
import rollcall.settings.Settings;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.PrivacyNotice;
import rollcall.ui.text.RecordingPolicyText;
import rollcall.watch.WatchStatus;

/// Card about the people who are recorded: two statements of the user, the recording hours and the
/// retention, and the notice to copy. The statements block nothing. Thread: FX.
public final class PrivacyChecklistCard extends VBox {
  private final PresenceModel model;
  private final Commands commands;
  private final List<Supplier<Subscription>> following = new ArrayList<>();
  private final Label rules = wrappedLabel("");
  private final Label copied = label("privacy.card.copied", "muted");

  /// @param change opens the settings of recording hours and retention
  public PrivacyChecklistCard(
      PresenceModel model, Commands commands, HostDesktop desktop, Runnable change) {
    this.model = model;
    this.commands = commands;
    setId("privacy-checklist");
    getStyleClass().add("card");
    rules.setId("privacy-rules");
    copied.setId("privacy-copied");
    copied.setVisible(false);
    Label optional = label("privacy.card.optional", "muted");
    Button changing = button("privacy.card.change", "privacy-change", change);
    Button copy =
        button(
            "privacy.card.copy",
            "privacy-copy",
            () -> {
              desktop.copy(PrivacyNotice.of(model.settings().get()));
              copied.setVisible(true);
            });
    FlowPane buttons = styled(new FlowPane(changing, copy, copied), "actions");
    getChildren()
        .addAll(
            label("privacy.card"),
            statement(
                "informed", PrivacyNoticeSettings::informed, PrivacyNoticeSettings::withInformed),
            statement("reason", PrivacyNoticeSettings::reason, PrivacyNoticeSettings::withReason),
            optional,
            rules,
            buttons);
  }

  /// Subscribes to the model.
  public Subscription follow() {
    Subscription all =
        Subscription.combine(
            model.settings().subscribe(_ -> showRules()),
            model.status().subscribe(_ -> showRules()));
    return following.stream().map(Supplier::get).reduce(all, Subscription::and);
  }

  /// Shows the rules of this computer. They do not apply to the record of others.
  private void showRules() {
    rules.setText(
        model.status().get() instanceof WatchStatus.Following
            ? Messages.of("privacy.card.others")
            : RecordingPolicyText.of(model.settings().get())
                + " "
                + Messages.of("privacy.card.local"));
  }

  private CheckBox statement(
      String key,
      Predicate<PrivacyNoticeSettings> current,
      BiFunction<PrivacyNoticeSettings, Boolean, PrivacyNoticeSettings> change) {
    CheckBox box = wrappedCheckBox("privacy.card." + key, "privacy-" + key);
    box.setOnAction(_ -> apply(privacy -> change.apply(privacy, box.isSelected())));
    following.add(() ->
        model.settings().subscribe(settings -> box.setSelected(current.test(settings.privacy()))));
    return box;
  }

  private void apply(UnaryOperator<PrivacyNoticeSettings> change) {
    Settings settings = model.settings().get();
    commands.apply(settings.withPrivacy(change.apply(settings.privacy())));
  }
}
