package rollcall.ui.model;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.ui.text.FollowedGroupText;
import rollcall.ui.text.LocalNotice;
import rollcall.ui.text.Notice;
import rollcall.watch.FollowedGroup;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// Grouping of the rows according to the settings. Channels and user groups are fetched from Slack
/// when they are needed; until then, and when that fails, the rows are not grouped. Thread: FX.
public final class GroupingModel {
  private final PresenceModel model;
  private final Commands commands;
  private final ObjectProperty<Grouping> grouping = new SimpleObjectProperty<>(Grouping.NONE);
  private final Map<FollowedGroup.Kind, Fetched> fetched = new HashMap<>();
  private Input shown = new Input(GroupingSettings.NONE, Set.of(), Set.of(), List.of(), null);
  private boolean isLoading;
  private boolean isChosen;
  private int requestId;

  public GroupingModel(PresenceModel model, Commands commands) {
    this.model = model;
    this.commands = commands;
  }

  /// Subscribes to the model.
  public Subscription follow() {
    ListChangeListener<PersonRow> rows = _ -> update();
    model.rows().addListener(rows);
    return Subscription.combine(
        model.settings().subscribe(_ -> update()),
        model.userList().subscribe(_ -> update()),
        model.status().subscribe(_ -> update()),
        model.watchListState().subscribe(_ -> update()),
        model.signInState().subscribe(this::onSignIn),
        () -> model.rows().removeListener(rows));
  }

  /// The grouping of the rows.
  public ReadOnlyObjectProperty<Grouping> grouping() {
    return grouping;
  }

  /// Whether channels or user groups are being fetched.
  boolean isLoading() {
    return isLoading;
  }

  /// Chooses and saves a grouping. A failed request to Slack is repeated and its failure shown.
  public void choose(GroupBy by) {
    isChosen = true;
    cancelRequest();
    fetched.values().removeIf(Fetched::isFailure);
    GroupingSettings next = model.settings().get().groups().withBy(by);
    shown = shown.with(next, by == GroupBy.ZONE ? zones() : Set.of());
    commands.apply(model.settings().get().withGroups(next));
    show();
  }

  /// Moves people into one of the user's own groups, or out of them, and saves that.
  ///
  /// @param name the name of the group, which may be a new one, or null for none
  public void move(List<UserId> people, @Nullable String name) {
    GroupingSettings groups = model.settings().get().groups();
    for (UserId person : people) {
      groups = groups.moving(person.value(), name);
    }
    commands.apply(model.settings().get().withGroups(groups));
  }

  private void onSignIn(SignInState state) {
    if (!Objects.equals(state.workspace(), shown.workspace())) {
      fetched.clear();
      cancelRequest();
      isChosen = false;
    }
    update();
  }

  private void cancelRequest() {
    requestId++;
    isLoading = false;
  }

  private void update() {
    Set<UserId> people = new TreeSet<>();
    model.rows().forEach(row -> people.add(row.id()));
    GroupingSettings settings = model.settings().get().groups();
    Input next =
        new Input(
            settings,
            people,
            settings.by() == GroupBy.ZONE ? zones() : Set.of(),
            model.watchListState().get().list().followed().stream().map(FollowedGroup::id).toList(),
            model.signInState().get().workspace());
    boolean changed = !next.equals(shown);
    shown = next;
    if (changed || needsRequest()) {
      show();
    }
  }

  private void show() {
    Optional<FollowedGroup.Kind> kind = kind(shown.settings().by());
    kind.ifPresent(this::request);
    grouping.set(
        switch (shown.settings().by()) {
          case NONE -> Grouping.NONE;
          case MINE -> Grouping.byOwnGroups(shown.settings());
          case STATE -> Grouping.byState();
          case ZONE -> Grouping.byZone(shown.zones(), model.now().get());
          case USER_GROUP, CHANNEL -> slackGroups(kind.orElseThrow());
        });
  }

  private Grouping slackGroups(FollowedGroup.Kind kind) {
    Fetched known = fetched.get(kind);
    return known == null || known.isFailure()
        ? Grouping.NONE
        : Grouping.bySlackGroups(shown.settings().by(), known.groups(), shown.followed());
  }

  private Set<ZoneId> zones() {
    return model.rows().stream()
        .flatMap(row -> row.state().person().clock().stream())
        .collect(Collectors.toSet());
  }

  private boolean needsRequest() {
    return kind(shown.settings().by()).filter(this::isMissing).isPresent();
  }

  /// Whether the groups of everyone on the list are not known, and Slack can be asked.
  private boolean isMissing(FollowedGroup.Kind kind) {
    Fetched known = fetched.get(kind);
    boolean complete = known != null && known.people().containsAll(shown.people());
    return !complete && !isLoading && !shown.people().isEmpty() && (isChosen || isConnected());
  }

  private boolean isConnected() {
    WatchStatus status = model.status().get();
    return status instanceof WatchStatus.Live || status instanceof WatchStatus.Polling;
  }

  private void request(FollowedGroup.Kind kind) {
    if (!isMissing(kind)) {
      return;
    }
    Set<UserId> people = shown.people();
    int id = ++requestId;
    isLoading = true;
    commands
        .groupsOf(kind, people)
        .thenAcceptAsync(
            answer -> {
              if (id == requestId) {
                isLoading = false;
                onAnswer(kind, people, answer);
              }
            },
            commands.fxExecutor());
  }

  private void onAnswer(
      FollowedGroup.Kind kind, Set<UserId> people, SlackAnswer<List<FollowedGroup>> answer) {
    switch (answer) {
      case SlackAnswer.Found(List<FollowedGroup> all) ->
          fetched.put(kind, new Fetched(people, all, false));
      case SlackAnswer.Refused(Problem problem) -> {
        fetched.put(kind, new Fetched(people, List.of(), true));
        if (isChosen) {
          Notice notice = new FollowedGroupText(model.problemText()).denied(problem);
          model.setLocalNotice(
              new LocalNotice.CommandFailed(notice.title() + ". " + notice.body()));
        }
      }
    }
    isChosen = false;
    show();
  }

  private static Optional<FollowedGroup.Kind> kind(GroupBy by) {
    return switch (by) {
      case CHANNEL -> Optional.of(FollowedGroup.Kind.CHANNEL);
      case USER_GROUP -> Optional.of(FollowedGroup.Kind.USER_GROUP);
      case NONE, MINE, ZONE, STATE -> Optional.empty();
    };
  }

  /// Groups of these people according to Slack, or a failed request.
  private record Fetched(Set<UserId> people, List<FollowedGroup> groups, boolean isFailure) {}

  /// Facts that the grouping follows from.
  private record Input(
      GroupingSettings settings,
      Set<UserId> people,
      Set<ZoneId> zones,
      List<String> followed,
      @Nullable Workspace workspace) {
    Input with(GroupingSettings other, Set<ZoneId> otherZones) {
      return new Input(other, people, otherZones, followed, workspace);
    }
  }
}
