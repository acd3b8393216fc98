package rollcall.ui.main;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.checkBox;

import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.timecard.DayRange;
import rollcall.ui.controls.Dialog;
import rollcall.ui.controls.DialogContent;
import rollcall.ui.controls.PersonExportPane;
import rollcall.ui.export.ExportView;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.Workspaces;
import rollcall.ui.picker.PickerView;
import rollcall.ui.presence.ActiveAtOnceTable;
import rollcall.ui.presence.PresenceScreenModel;
import rollcall.ui.presence.TimelineModel;
import rollcall.ui.settings.SettingsView;
import rollcall.ui.text.Messages;
import rollcall.ui.text.NoticeAction;
import rollcall.watch.WatchStatus;

/// Dialogs of the main window. Thread: FX.
final class WindowDialogs {
  private final Stage stage;
  private final PresenceModel model;
  private final Workspaces workspaces;
  private final Commands commands;
  private final HostDesktop desktop;
  private final AboutModel about;
  private final Consumer<NoticeAction> onAction;

  /// @param onAction runs the action of a notice in a dialog
  WindowDialogs(
      Stage stage,
      PresenceModel model,
      Workspaces workspaces,
      Commands commands,
      HostDesktop desktop,
      AboutModel about,
      Consumer<NoticeAction> onAction) {
    this.stage = stage;
    this.model = model;
    this.workspaces = workspaces;
    this.commands = commands;
    this.desktop = desktop;
    this.about = about;
    this.onAction = onAction;
  }

  /// Opens the export.
  ///
  /// @param people the people to export, or null for the default
  /// @param show shows days on the timeline
  void export(DayRange days, @Nullable Set<UserId> people, Consumer<DayRange> show) {
    double width = Dialog.fitting(stage.getWidth() - 60, 820, 1160);
    double height = Dialog.fitting(stage.getHeight() - 80, 500, 760);
    Dialog dialog = new Dialog(stage, Messages.of("export.title"), width, height);
    dialog.show(
        new ExportView(
            model,
            commands,
            desktop,
            HostDesktop.home(),
            Locale.getDefault(Locale.Category.FORMAT),
            days,
            people,
            chosen -> {
              dialog.close();
              show.accept(chosen);
            },
            dialog::close),
        ExportView::follow);
  }

  /// Opens the people picker, while names are hidden only after a question: its names are not
  /// hidden. It is closed when names become hidden.
  void choosePeople() {
    choosePeople(_ -> {});
  }

  /// Opens the editor of the user's own groups, in the people picker.
  void editGroups() {
    choosePeople(PickerView::editGroups);
  }

  private void choosePeople(Consumer<PickerView> then) {
    if (!model.namesHidden().get()) {
      openPicker(then);
      return;
    }
    Dialog dialog = new Dialog(stage, Messages.of("people.title"), 480, 0);
    Button cancel = button("button.cancel", dialog::close);
    Button show =
        button(
            "privacy.hidden.picker.show",
            "picker-anyway",
            () -> {
              dialog.close();
              openPicker(then);
            });
    dialog.show(
        new DialogContent(
            Messages.of("privacy.hidden.picker"),
            Messages.of("privacy.hidden.picker.body"),
            new Region(),
            cancel,
            show));
  }

  private void openPicker(Consumer<PickerView> then) {
    double width = Dialog.fitting(stage.getWidth() - 60, 820, 1000);
    double height = Dialog.fitting(stage.getHeight() - 60, 500, 660);
    Dialog dialog = new Dialog(stage, Messages.of("people.title"), width, height);
    PickerView view = new PickerView(model, commands, dialog::close);
    dialog.show(view, picker -> picker.follow().and(dialog.closeWhen(model.namesHidden())));
    then.accept(view);
  }

  /// Asks for the password of the server with the shared record.
  void serverPassword() {
    Dialog dialog = new Dialog(stage, Messages.of("record.password.title"), 480, 0);
    PasswordField password = new PasswordField();
    password.setId("server-password");
    password.setAccessibleText(Messages.of("record.password.field"));
    password.setPromptText(Messages.of("record.password.field"));
    CheckBox remember = checkBox("record.password.remember", "server-password-remember");
    Button use =
        button(
            "record.password.use",
            "server-password-use",
            () -> {
              commands.serverPassword(password.getText(), remember.isSelected());
              dialog.close();
            });
    use.disableProperty().bind(password.textProperty().isEmpty());
    String place =
        model.status().get() instanceof WatchStatus.Following following ? following.place() : "";
    dialog.show(
        new DialogContent(
            Messages.of("record.password.title"),
            Messages.of("record.password.body", place),
            new VBox(10, password, remember),
            use,
            button("button.cancel", dialog::close)));
    password.requestFocus();
  }

  /// Opens the dialog that saves everything about a person.
  void exportPerson(Person person) {
    PersonExportPane.open(stage, person, model, commands, desktop);
  }

  SettingsView settings() {
    Dialog dialog = new Dialog(stage, Messages.of("settings.title"), 860, 600);
    SettingsView view =
        new SettingsView(
            model,
            workspaces,
            commands,
            desktop,
            about,
            onAction,
            this::choosePeople,
            dialog::close);
    dialog.show(view, SettingsView::follow);
    return view;
  }

  /// Opens the choice of any time zone.
  void zones(Consumer<@Nullable String> use) {
    Dialog dialog = new Dialog(stage, Messages.of("zone.dialog"), 480, 150);
    dialog.show(new ZonePane(model, use, dialog::close), ZonePane::follow);
  }

  /// Opens the choice of the first and last visible day.
  void days(TimelineModel timeline) {
    Dialog dialog = new Dialog(stage, Messages.of("presence.range.dialog"), 420, 190);
    dialog.show(new DateRangePane(timeline, dialog::close), DateRangePane::follow);
  }

  /// Opens the numbers of people who are active at once.
  void activeByHour(PresenceScreenModel screen) {
    double height = Dialog.fitting(stage.getHeight() - 120, 320, 560);
    Dialog dialog = new Dialog(stage, Messages.of("presence.by_hour"), 560, height);
    dialog.show(new ActiveAtOnceTable(screen), ActiveAtOnceTable::follow);
  }

  /// Asks whether to remove the shown workspace, and whether to keep its history.
  void removeWorkspace() {
    new RemoveWorkspaceDialog(stage, workspaces, commands.fxExecutor()).show();
  }

  /// Opens the check of the connection, and starts it.
  void checkConnection() {
    double height = Dialog.fitting(stage.getHeight() - 80, 420, 520);
    Dialog dialog = new Dialog(stage, Messages.of("check.title"), 760, height);
    dialog.show(
        new ConnectionCheckPane(model, commands, desktop, about.version(), dialog::close),
        ConnectionCheckPane::follow);
  }

  /// Opens the diagnostics, to look at and to save.
  void diagnostics() {
    double height = Dialog.fitting(stage.getHeight() - 80, 420, 620);
    Dialog dialog = new Dialog(stage, Messages.of("diagnostics.title"), 820, height);
    dialog.show(
        new DiagnosticsPane(model, commands, desktop, dialog::close), DiagnosticsPane::follow);
  }

  /// Opens the alerts and messages that wait until a person is active.
  void triggers() {
    Dialog dialog = new Dialog(stage, Messages.of("trigger.list.title"), 640, 440);
    dialog.show(new TriggersPane(model, commands, dialog::close), TriggersPane::follow);
  }

  /// Opens the dialog of a message that is sent when this person is active.
  void messageWhenActive(UserId person) {
    Dialog dialog = new Dialog(stage, Messages.of("trigger.message.title"), 580, 440);
    dialog.show(
        new MessageWhenActivePane(model.person(person), model, commands, onAction, dialog::close),
        MessageWhenActivePane::follow);
  }

  /// Opens the keyboard shortcuts.
  void shortcuts() {
    Dialog dialog = new Dialog(stage, Messages.of("shortcuts.title"), 1130, 570);
    dialog.show(new ShortcutSheet(), ShortcutSheet::follow);
  }
}
