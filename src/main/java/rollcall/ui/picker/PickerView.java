package rollcall.ui.picker;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.checkBox;
import static rollcall.ui.controls.Controls.dialogButtons;
import static rollcall.ui.controls.Controls.searchField;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;

import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.ui.controls.NoticeCard;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.ui.text.FollowedGroupText;
import rollcall.ui.text.LocalNotice;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;
import rollcall.ui.text.NoticeAction;
import rollcall.ui.text.RecordingPolicyText;
import rollcall.ui.text.TimeFormat;
import rollcall.watch.FollowedGroup;
import rollcall.watch.PollScheduler;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchStatus;

/// People picker. Nothing changes before Save. Thread: FX.
public final class PickerView extends BorderPane {
  private static final PseudoClass OVER_LIMIT = PseudoClass.getPseudoClass("over-limit");

  private final PresenceModel model;
  private final Commands commands;
  private final PickerModel picker;
  private final Runnable close;

  private final TextField search = search();
  private final ListView<Person> people = new ListView<>();
  private final ListView<Person> watching = new ListView<>();
  private final Label loading = new Label();
  private final ProgressBar progress = new ProgressBar();
  private final Button load = new Button(Messages.of("people.reload"));
  private final Label count = new Label();
  private final Button all = new Button();
  private final Label placeholder = wrapped(new Label());
  private final Label meterText = new Label();
  private final ProgressBar meter = new ProgressBar();
  private final NoticeCard problem = new NoticeCard(_ -> {});
  private final NoticeCard limit = new NoticeCard(_ -> dismissLimit());
  private int dismissedAt;
  private final Label difference = styled(new Label(), "muted");
  private final Label note = styled(wrapped(new Label()), "muted");
  private final Label rate = styled(wrapped(new Label()), "muted");
  private final Button stop = new Button(Messages.of("people.stop"));
  private final SelectedPeopleActions selected;
  private final LeavingPeopleCard leaving;
  private final GroupEditorPane groupEditor;
  private final GroupFilterMenu team;
  private final Button save = button("button.save", "save", this::save);
  private final FollowedGroupChooser chooser;
  private final FollowedGroupsPane followed;
  private final VBox left;

  /// @param close closes the dialog
  public PickerView(PresenceModel model, Commands commands, Runnable close) {
    this.model = model;
    this.commands = commands;
    this.close = close;
    picker = new PickerModel(model);
    var followText = new FollowedGroupText(model.problemText());
    chooser = new FollowedGroupChooser(picker, commands, followText, this::showPeople);
    watching.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    selected =
        new SelectedPeopleActions(
            picker, watching.getSelectionModel(), this::editGroups, this::showChangedGroups);
    groupEditor =
        new GroupEditorPane(
            picker,
            watching.getSelectionModel().getSelectedItems(),
            selected::assign,
            this::showPeople);
    team = new GroupFilterMenu(picker, this::chooseTeam);
    leaving = new LeavingPeopleCard(() -> save.setDisable(false));
    followed = new FollowedGroupsPane(picker);
    left = left();
    setId("picker");
    getStyleClass().addAll("dialog", "picker");
    setTop(top());
    StackPane choice = new StackPane(left, chooser, groupEditor);
    HBox.setHgrow(choice, Priority.ALWAYS);
    HBox lists = styled(new HBox(choice, right()), "picker-lists");
    setCenter(lists);
    setBottom(bottom());
    showPeople();
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    addEventFilter(KeyEvent.KEY_TYPED, this::onTyped);
  }

  /// Subscribes to the model.
  public Subscription follow() {
    InvalidationListener changed = _ -> show();
    picker.matches().addListener(changed);
    picker.watching().addListener(changed);
    Subscription following =
        Subscription.combine(
            picker.follow(),
            followed.follow(),
            groupEditor.follow(),
            selected.follow(),
            team.follow(),
            picker.people().subscribe(this::showPaused),
            model.status().subscribe(_ -> showSelection()),
            picker.query().subscribe(this::onQuery),
            picker.list().subscribe(_ -> showSelection()),
            picker.autoAdd().subscribe(_ -> showSelection()),
            model.userList().subscribe(_ -> show()),
            () -> picker.matches().removeListener(changed),
            () -> picker.watching().removeListener(changed));
    if (model.userList().get().state() == UserList.State.PARTIAL) {
      commands.loadPeople();
    }
    show();
    search.requestFocus();
    return following;
  }

  private HBox top() {
    search.textProperty().bindBidirectional(picker.query());
    HBox.setHgrow(search, Priority.ALWAYS);
    CheckBox hide = checkBox("people.hide", "hide");
    hide.selectedProperty().bindBidirectional(picker.hideUnavailable());
    hide.setMinWidth(USE_PREF_SIZE);
    return styled(new HBox(search, team, hide), "picker-top");
  }

  private VBox left() {
    people.setId("people");
    people.setItems(picker.matches());
    people.setCellFactory(_ -> new PersonCell(picker));
    people.setPlaceholder(placeholder);
    people.setAccessibleText(Messages.of("people.list"));
    VBox.setVgrow(people, Priority.ALWAYS);
    load.setOnAction(_ -> commands.loadPeople());
    stop.setId("stop-loading");
    stop.setOnAction(_ -> commands.stopLoadingPeople());
    stop.setMinWidth(USE_PREF_SIZE);
    HBox state = styled(new HBox(loading, progress, stop, load), "picker-head");
    loading.setMinWidth(USE_PREF_SIZE);
    progress.setMinWidth(0);
    count.setId("count");
    all.setId("select-all");
    all.setOnAction(_ -> picker.selectAll());
    count.setMinWidth(USE_PREF_SIZE);
    all.setMinWidth(USE_PREF_SIZE);
    HBox matches = styled(new HBox(count, spacer(), all), "picker-foot");
    return styled(new VBox(state, problem, people, matches, addFrom()), "picker-people");
  }

  private HBox addFrom() {
    Label addFrom = new Label(Messages.of("follow.from"));
    addFrom.setMinWidth(USE_PREF_SIZE);
    HBox row = new HBox(addFrom, addFrom("add-channel", FollowedGroup.Kind.CHANNEL));
    row.getChildren().add(addFrom("add-group", FollowedGroup.Kind.USER_GROUP));
    row.getStyleClass().add("picker-foot");
    return row;
  }

  private Button addFrom(String id, FollowedGroup.Kind kind) {
    boolean channel = kind == FollowedGroup.Kind.CHANNEL;
    Button button =
        button(
            channel ? "follow.channel" : "follow.group",
            id,
            () -> {
              showOnly(chooser);
              chooser.follow(kind);
            });
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  private void chooseTeam(FollowedGroup.Kind kind) {
    showOnly(chooser);
    chooser.filter(kind);
  }

  /// Shows the editor of the user's own groups.
  public void editGroups() {
    showOnly(groupEditor);
    groupEditor.requestFocus();
  }

  private void showPeople() {
    showOnly(left);
    search.requestFocus();
  }

  private void showOnly(Node shown) {
    for (Node node : List.of(left, chooser, groupEditor)) {
      node.setVisible(node.equals(shown));
    }
  }

  private VBox right() {
    watching.setId("watching");
    watching.setItems(picker.watching());
    watching.setCellFactory(_ -> new SelectedPersonCell(picker));
    watching.setPlaceholder(wrapped(new Label(Messages.of("people.none_selected"))));
    watching.setAccessibleText(Messages.of("people.watching"));
    VBox.setVgrow(watching, Priority.ALWAYS);
    Label title = styled(new Label(Messages.of("people.watching")), "heading");
    meterText.setId("meter");
    meter.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(meter, Priority.ALWAYS);
    title.setMinWidth(USE_PREF_SIZE);
    meterText.setMinWidth(USE_PREF_SIZE);
    HBox head = styled(new HBox(title, meter, meterText), "picker-head");
    HBox foot = styled(new HBox(difference), "picker-foot");
    return styled(new VBox(head, followed, watching, selected, foot), "picker-watching");
  }

  private void showPaused() {
    watching.refresh();
    showSelection();
  }

  private void showChangedGroups() {
    watching.refresh();
    show();
  }

  private VBox bottom() {
    Button cancel = button("button.cancel", close);
    cancel.setCancelButton(true);
    save.setDefaultButton(true);
    rate.setId("rate");
    VBox notes = new VBox(rate, note);
    HBox.setHgrow(notes, Priority.ALWAYS);
    return new VBox(limit, leaving, dialogButtons(notes, cancel, save));
  }

  private void save() {
    if (!canSave()) {
      return;
    }
    PickerModel.LeavingPeople former = picker.leaving();
    if (former.all().isEmpty()) {
      apply(List.of());
    } else {
      save.setDisable(true);
      leaving.ask(former, erase -> onLeaving(former, erase));
    }
  }

  private boolean canSave() {
    return picker.fitsLimit()
        && !leaving.isVisible()
        && (picker.isChanged() || !picker.leaving().all().isEmpty());
  }

  private void onLeaving(PickerModel.LeavingPeople former, boolean erase) {
    if (erase) {
      picker.chosen().removeAll(former.deactivated().stream().map(Person::id).toList());
      apply(former.all());
    } else {
      picker.keep(former.all());
      apply(List.of());
    }
  }

  private void apply(List<Person> erased) {
    // First, because the watch list is added to the settings that are saved by then.
    picker.changedSettings().ifPresent(settings -> commands.apply(settings));
    commands.watch(picker.watchList());
    erased.forEach(person ->
        commands.erase(person.id(), false).thenAcceptAsync(this::onErased, commands.fxExecutor()));
    close.run();
  }

  /// Shows a failure in the main window, because the picker is closed.
  private void onErased(CommandResult<Long> result) {
    if (result instanceof CommandResult.Failed(String sentence)) {
      model.setLocalNotice(new LocalNotice.CommandFailed(sentence));
    }
  }

  private void onKey(KeyEvent event) {
    if (leaving.isVisible()) {
      onLeavingKey(event);
    } else if (chooser.isVisible()) {
      chooser.onKey(event);
    } else if (groupEditor.isVisible()) {
      groupEditor.onKey(event);
    } else if (event.getCode() == KeyCode.F && event.isShortcutDown()) {
      search.requestFocus();
      search.selectAll();
      event.consume();
    } else if (event.getCode() == KeyCode.DOWN && search.isFocused()) {
      people.requestFocus();
      people.getSelectionModel().select(Math.max(0, people.getSelectionModel().getSelectedIndex()));
      event.consume();
    } else if (event.getCode() == KeyCode.SPACE) {
      toggle(people, event);
      toggle(watching, event);
    } else if (event.getCode() == KeyCode.ENTER && selected.commitGroup()) {
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER && search.isFocused() && picker.hasQuery()) {
      takeMatch();
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER && !(event.getTarget() instanceof Button)) {
      // A focused list would consume the key.
      save();
      event.consume();
    }
  }

  /// Adds the highlighted match and clears the search for the next name.
  private void takeMatch() {
    // The selection outlives its row.
    int index = people.getSelectionModel().getSelectedIndex();
    List<Person> matches = picker.matches();
    if (!matches.isEmpty()
        && picker.choose(matches.get(Math.clamp(index, 0, matches.size() - 1)))) {
      search.clear();
    }
  }

  /// Highlights the person that Enter adds. After the change of the matches, within which the list
  /// has no valid selection.
  private void onQuery() {
    if (picker.hasQuery() && !picker.matches().isEmpty()) {
      people.getSelectionModel().clearAndSelect(0);
    } else {
      people.getSelectionModel().clearSelection();
    }
    show();
  }

  /// Letters that are typed in a list start a search.
  private void onTyped(KeyEvent event) {
    String typed = event.getCharacter();
    boolean isText = !typed.isBlank() && !Character.isISOControl(typed.codePointAt(0));
    boolean inList = people.isFocused() || watching.isFocused();
    if (inList && isText && !event.isShortcutDown() && !event.isAltDown()) {
      search.requestFocus();
      search.setText(typed);
      search.end();
      event.consume();
    }
  }

  private void onLeavingKey(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      leaving.hide();
      showSelection();
      event.consume();
    }
  }

  private void toggle(ListView<Person> list, KeyEvent event) {
    Person person = list.getSelectionModel().getSelectedItem();
    if (list.isFocused() && person != null) {
      picker.toggle(person);
      event.consume();
    }
  }

  private void show() {
    UserList directory = model.userList().get();
    int loadedCount = directory.people().size();
    boolean isLoading = directory.state() == UserList.State.LOADING;
    loading.setText(progress(directory));
    setShown(progress, isLoading);
    setShown(stop, isLoading);
    progress.setProgress(
        directory.expected() == 0
            ? -1
            : Math.min(1.0, (double) loadedCount / directory.expected()));
    boolean partial = directory.state() == UserList.State.PARTIAL;
    setShown(load, partial);
    problem.show(problem(directory));
    String query = picker.query().get().strip();
    int matching = picker.matches().size();
    boolean isLimited = picker.hasQuery() || picker.team().get() != null;
    count.setText(
        isLimited
            ? Messages.of("people.matches", matching)
            : Messages.of("people.shown", matching, picker.listedCount() - matching));
    all.setText(Messages.of("people.select_all", matching));
    // Only for a search or a team: everyone is not a selection.
    all.setVisible(isLimited);
    all.setDisable(matching == 0);
    placeholder.setText(
        query.isEmpty() ? Messages.of("people.none_loaded") : Messages.of("people.none", query));
    showSelection();
  }

  private String note(boolean isLoading) {
    if (isLoading) {
      return Messages.of("people.loading.help");
    }
    String state =
        picker.chosen().isEmpty() ? "none" : picker.addedCount() == 0 ? "unchanged" : "added";
    return Messages.of("people.note." + state)
        + " "
        + RecordingPolicyText.of(model.settings().get());
  }

  private void showSelection() {
    note.setText(note(model.userList().get().state() == UserList.State.LOADING));
    int chosen = picker.recordedCount();
    int paused = picker.chosen().size() - chosen;
    meterText.setText(
        Messages.of(
            paused == 0 ? "people.meter" : "people.meter.paused", chosen, WatchList.LIMIT, paused));
    rate.setText(rate(chosen));
    meterText.pseudoClassStateChanged(OVER_LIMIT, !picker.fitsLimit());
    meter.pseudoClassStateChanged(OVER_LIMIT, !picker.fitsLimit());
    meter.setProgress(Math.min(1.0, (double) chosen / WatchList.LIMIT));
    meter.setAccessibleText(
        Messages.of("people.meter.help", chosen, WatchList.LIMIT, WatchList.COMFORTABLE));
    limit.show(chosen == dismissedAt ? null : limitNotice(chosen));
    save.setDisable(!canSave());
    boolean isSameSelection = picker.addedCount() + picker.removedCount() == 0;
    difference.setText(
        isSameSelection
            ? Messages.of(
                picker.isChanged() ? "people.difference.groups" : "people.difference.none")
            : Messages.of("people.difference", picker.addedCount(), picker.removedCount()));
  }

  private void dismissLimit() {
    dismissedAt = picker.recordedCount();
    showSelection();
  }

  private String rate(int people) {
    WatchStatus status = model.status().get();
    if (people > 0 && status instanceof WatchStatus.Live) {
      return Messages.of("people.live");
    }
    return people > 0 && status instanceof WatchStatus.Polling
        ? Messages.of("people.polling", TimeFormat.about(PollScheduler.round(people)))
        : "";
  }

  private static @Nullable Notice limitNotice(int chosen) {
    if (chosen <= WatchList.COMFORTABLE) {
      return null;
    }
    boolean overLimit = chosen > WatchList.LIMIT;
    return new Notice(
        overLimit ? Notice.Kind.ERROR : Notice.Kind.WARNING,
        Messages.of(overLimit ? "people.limit.title" : "people.limit.soft.title"),
        Messages.of(
            overLimit ? "people.limit.body" : "people.limit.soft",
            chosen,
            WatchList.LIMIT,
            WatchList.COMFORTABLE),
        List.of(new Notice.Button(NoticeAction.DISMISS, Messages.of("people.limit.ok"))));
  }

  private @Nullable Notice problem(UserList directory) {
    Problem problem = directory.problem();
    if (problem == null) {
      return null;
    }
    Notice notice = model.problemText().of(problem, null);
    return new Notice(notice.kind(), notice.title(), notice.body(), List.of());
  }

  private static String progress(UserList directory) {
    int loadedCount = directory.people().size();
    return switch (directory.state()) {
      case COMPLETE -> Messages.of("people.count", loadedCount);
      case PARTIAL -> Messages.of("people.partial");
      case LOADING ->
          directory.expected() == 0
              ? Messages.of("people.loading", loadedCount)
              : Messages.of("people.loading.about", loadedCount, directory.expected());
    };
  }

  private static TextField search() {
    TextField field = searchField("people.search", "people-search");
    field.setAccessibleHelp(Messages.of("people.search.help"));
    return field;
  }

  private static Label wrapped(Label label) {
    label.setWrapText(true);
    return label;
  }
}
