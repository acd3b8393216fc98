package rollcall.ui.setup;

import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.presence.RecordingSchedule;
import rollcall.settings.Settings;
import rollcall.ui.controls.PrivacyChecklistCard;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.StateCounts;
import rollcall.ui.text.Messages;
import rollcall.ui.text.NoticeAction;
import rollcall.ui.text.RecordingPolicyText;
import rollcall.ui.text.Weekend;

/// Last page: recording hours, retention, and the people to watch. Recording starts when the first
/// of them are saved. Thread: FX.
final class PeoplePage extends SetupPage {
  private final PresenceModel model;
  private final Commands commands;
  private final Label title = wrappedLabel("", "title-2");
  private final RadioButton always = new RadioButton();
  private final RadioButton working = new RadioButton();
  private final VBox hours;
  private final PrivacyChecklistCard privacy;
  private final Button choose = primary("empty.choose", "setup-choose");
  private final Button done = new Button(Messages.of("setup.done"));

  /// The hours of the second choice: those of the settings, or else usual working hours.
  private RecordingSchedule chosen = Weekend.workingHours();

  /// @param onAction opens the picker or the settings
  /// @param onDone closes the assistant
  PeoplePage(
      PresenceModel model,
      Commands commands,
      HostDesktop desktop,
      Consumer<NoticeAction> onAction,
      Runnable onDone) {
    super(SetupStep.PEOPLE);
    this.model = model;
    this.commands = commands;
    ToggleGroup group = new ToggleGroup();
    always.setId("setup-always");
    always.setToggleGroup(group);
    always.setOnAction(_ -> use(RecordingSchedule.ALWAYS));
    working.setId("setup-hours");
    working.setToggleGroup(group);
    working.setOnAction(_ -> use(chosen));
    for (RadioButton one : List.of(always, working)) {
      one.setMnemonicParsing(false);
      one.setWrapText(true);
      one.setMinHeight(USE_PREF_SIZE);
    }
    hours = styled(new VBox(label("setup.people.hours", "heading"), always, working), "card");
    privacy =
        new PrivacyChecklistCard(
            model, commands, desktop, () -> onAction.accept(NoticeAction.RECORDING_SETTINGS));
    choose.setOnAction(_ -> onAction.accept(NoticeAction.CHOOSE_PEOPLE));
    done.setId("setup-done");
    done.setOnAction(_ -> onDone.run());
    Label body = label("empty.body", "lead");
    body.setId("setup-people-body");
    title.setId("setup-people-title");
    getChildren().setAll(title, body, hours, privacy, label("setup.people.start", "muted"));
  }

  @Override
  Subscription follow() {
    return Subscription.combine(
        privacy.follow(),
        model.signInState().subscribe(_ -> show()),
        model.settings().subscribe(_ -> show()),
        model.counts().map(StateCounts::all).subscribe(_ -> show()),
        model
            .readOnly()
            .subscribe(readOnly -> {
              choose.setDisable(readOnly);
              hours.setDisable(readOnly);
              privacy.setDisable(readOnly);
            }));
  }

  @Override
  List<Button> buttons() {
    return List.of(choose, done);
  }

  private void use(RecordingSchedule wanted) {
    Settings settings = model.settings().get();
    if (!settings.hoursKnown() || !settings.hours().equals(wanted)) {
      commands.apply(settings.withHours(wanted));
    }
  }

  private void show() {
    String workspace = model.signInState().get().name();
    boolean none = model.counts().get().all() == 0;
    title.setText(
        !none
            ? Messages.of("setup.people.title", model.counts().get().all())
            : workspace.isEmpty()
                ? Messages.of("empty.title.plain")
                : Messages.of("empty.title", workspace));
    Settings settings = model.settings().get();
    boolean restricted = settings.hoursKnown() && !settings.hours().isAlways();
    chosen = restricted ? settings.hours() : Weekend.workingHours();
    always.setText(Messages.of("setup.people.always"));
    working.setText(Messages.of("setup.people.restricted", RecordingPolicyText.hours(chosen)));
    always.setSelected(settings.hoursKnown() && settings.hours().isAlways());
    working.setSelected(restricted);
    setShown(done, !none);
  }
}
