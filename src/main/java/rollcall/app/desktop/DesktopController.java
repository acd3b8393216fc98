package rollcall.app.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.AppContext;
import rollcall.app.environment.ErrorText;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.WatcherThread;
import rollcall.history.HistoryException;
import rollcall.presence.Cause;
import rollcall.presence.Overlay;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.ui.model.Commands;
import rollcall.ui.model.EraseResult;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportRequest;
import rollcall.ui.model.ExportResult;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.RetentionResult;
import rollcall.ui.text.LocalProblem;
import rollcall.watch.FollowedGroup;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchListener;
import rollcall.watch.WatchStatus;

/// Controller of the window: runs its commands and shows their results.
///
/// Thread: its own ("ui-commands"), one task after the other; commands and events only add tasks.
public final class DesktopController implements Commands, WatchListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DesktopController.class);

  private final AppContext home;
  private final PresenceFeed feed;
  private final HistoryWorker journal;
  private final CommandQueue errands = new CommandQueue(this::onHistoryClosed);
  private final ExportPreviewer previews;
  private final ExportRunner exports;
  private final WorkspaceSession place;
  private final SignInFlow signIn;

  public DesktopController(AppContext home, PresenceFeed feed) {
    this.home = home;
    this.feed = feed;
    this.journal = new HistoryWorker(home.clock(), this::hasUnsaved, this::unerased);
    this.previews = new ExportPreviewer(home.clock());
    this.exports = new ExportRunner(journal, home.clock());
    this.place =
        new WorkspaceSession(
            home, feed, journal, this, this::onReadOnly, this::onSignedIn, this::onUserList);
    this.signIn = new SignInFlow(home, place, feed, errands);
  }

  /// Opens what there is: the demo, or the last history and, if there is a token, the connection.
  public void open(boolean withDemo) {
    errands.add(() -> openWorkspace(withDemo));
  }

  @Override
  public CompletionStage<TokenAnswer> connect(String token) {
    var answer = new CompletableFuture<TokenAnswer>();
    errands.add(() -> signIn.start(token, answer));
    return answer;
  }

  @Override
  public void disconnect() {
    errands.add(() -> {
      if (!place.isDemo()) {
        signIn.cancel();
        place.forgetToken();
      }
    });
  }

  @Override
  public void reconnectNow() {
    errands.add(() -> {
      Optional<WatcherThread> shift = place.shifts().shift();
      if (shift.isPresent()) {
        shift.get().watcher().retryNow();
      } else {
        place.retry();
      }
    });
  }

  @Override
  public void pause(boolean on) {
    errands.add(() -> place.pause(on));
  }

  @Override
  public void prioritize(UserId person) {
    errands.add(
        () -> place.shifts().shift().ifPresent(shift -> shift.watcher().prioritize(person)));
  }

  @Override
  public void watch(WatchList list) {
    errands.add(() -> place.watch(list));
  }

  @Override
  public CompletionStage<FollowAnswer> followable(FollowedGroup.Kind kind) {
    return ask(kind, slack -> slack.all(kind));
  }

  @Override
  public CompletionStage<FollowAnswer> peopleIn(FollowedGroup one, Set<UserId> known) {
    return ask(one.kind(), slack -> List.of(one.with(slack.members(one.kind(), one.id(), known))));
  }

  private CompletionStage<FollowAnswer> ask(
      FollowedGroup.Kind about, ChannelLookup.Question question) {
    var answer = new CompletableFuture<FollowAnswer>();
    errands.add(() ->
        ChannelLookup.ask(
            place.connectionSettings().orElse(null), about, question, home.clock(), answer));
    return answer;
  }

  @Override
  public void apply(Settings wanted, @Nullable String proxyPassword) {
    errands.add(() -> {
      Settings before = place.settings().now();
      if (place.settings().updateRecordSettings(wanted)) {
        place.requireOurs();
      }
      if (proxyPassword != null && wanted.proxy() instanceof Proxy.Manual manual) {
        home.keepProxyPassword(manual, proxyPassword);
      }
      place.settings().save(wanted);
      if (!wanted.books().equals(before.books())) {
        place.setAccounting();
      }
      if (!wanted.hours().equals(before.hours())
          || !wanted.reportZone().equals(before.reportZone())) {
        place.shifts().setRecordingHours();
      }
      if (!wanted.overlays().equals(before.overlays())) {
        place.shifts().setOverlays();
      }
      boolean otherWay =
          !wanted.proxy().equals(before.proxy())
              || !Objects.equals(wanted.caFile(), before.caFile())
              || !wanted.apiUrl().equals(before.apiUrl())
              || proxyPassword != null;
      if (otherWay) {
        place.restart();
      }
    });
  }

  @Override
  public CompletionStage<RetentionResult> setRetention(int days) {
    return errands.ask(
        () -> new RetentionResult.Kept(place.setRetention(days)), RetentionResult.Failed::new);
  }

  @Override
  public CompletionStage<Optional<String>> trust(@Nullable Path file) {
    var answer = new CompletableFuture<Optional<String>>();
    errands.add(() -> {
      try {
        home.canTrust(file);
        place.settings().save(place.settings().now().withCaFile(file));
      } catch (IOException e) {
        answer.complete(Optional.of(ErrorText.of(e)));
        return;
      }
      answer.complete(Optional.empty());
      place.restart();
    });
    return answer;
  }

  @Override
  public void loadPeople() {
    errands.add(() -> place.shifts().loadPeople());
  }

  @Override
  public void preview(ExportRequest request, Consumer<ExportPreview> told) {
    previews.show(request, journal.path(), told);
  }

  @Override
  public CompletionStage<ExportResult> export(ExportRequest request, Path file, boolean replace) {
    return exports.into(file, request, replace);
  }

  @Override
  public CompletionStage<ExportResult> copy(ExportRequest request) {
    return exports.copy(request);
  }

  @Override
  public CompletionStage<EraseResult> erase(UserId person, boolean block) {
    return errands.ask(
        () -> new EraseResult.Erased(place.erase(person, block)), EraseResult.Failed::new);
  }

  @Override
  public CompletionStage<EraseResult> eraseAll() {
    return errands.ask(() -> new EraseResult.Erased(place.eraseAll()), EraseResult.Failed::new);
  }

  @Override
  public void setAside() {
    errands.add(place::setAside);
  }

  @Override
  public void unblock(UserId person) {
    errands.add(() -> place.unblock(person));
  }

  @Override
  public void demo(boolean on) {
    errands.add(() -> openWorkspace(on));
  }

  @Override
  public void onOpened(Workspace workspace, PresenceSnapshot board) {
    // At once: in a task it could come after the first changes, and hide them.
    feed.onPresence(board, List.of());
    errands.add(() -> place.opened(workspace));
  }

  @Override
  public void onLocalNotice(String sentence) {
    LOG.warn("{}", sentence);
    feed.onLocalProblem(new LocalProblem.NotDone(sentence));
  }

  private void onReadOnly(Workspace workspace, HistoryException.Newer why) {
    errands.add(() -> place.read(workspace, why));
  }

  @Override
  public void onPresence(PresenceSnapshot board, List<Sighting> batch) {
    feed.onPresence(board, batch);
  }

  @Override
  public void onStatus(WatchStatus status) {
    feed.onStatus(status);
  }

  @Override
  public void onOverlay(Overlay overlay) {
    feed.onOverlay(List.of(overlay));
  }

  @Override
  public void onWatchList(WatchListState following) {
    errands.add(() -> place.shifts().following(following));
  }

  @Override
  public void onDndUnavailable(Problem.MissingScope why) {
    feed.onLocalProblem(new LocalProblem.DndUnseen(why.needed()));
  }

  /// Ends everything in order; returns when the history is closed.
  @Override
  public void close() {
    if (errands.isClosed()) {
      return;
    }
    errands.add(() -> {
      signIn.cancel();
      place.close(Cause.APP_STOPPED);
    });
    errands.close();
    previews.close();
    journal.close();
  }

  /// What could not be kept at the end, as a sentence; empty when all was.
  Optional<String> lost() {
    return journal.lost();
  }

  private void onSignedIn(String user) {
    errands.add(() -> place.signedIn(user));
  }

  private void onUserList(rollcall.ui.model.UserList directory) {
    errands.add(() -> place.described(directory));
  }

  private void openWorkspace(boolean withDemo) throws IOException {
    signIn.cancel();
    place.open(withDemo);
  }

  private void hasUnsaved(HistoryWorker.@Nullable UnsavedSightings unsaved) {
    if (unsaved == null) {
      feed.onSavedAgain();
    } else {
      LOG.warn("{}", unsaved.sentence());
      feed.onLocalProblem(new LocalProblem.HistoryUnsaved(unsaved.sentence(), unsaved.since()));
    }
  }

  private void unerased(String sentence) {
    LOG.warn("{}", sentence);
    feed.onLocalProblem(new LocalProblem.NotDone(sentence));
  }

  private void onHistoryClosed(LocalProblem trouble) {
    if (place.isOpening()) {
      place.nowhere();
    }
    if (place.idle()) {
      feed.onStatus(new WatchStatus.Idle());
    }
    feed.onLocalProblem(trouble);
  }
}
