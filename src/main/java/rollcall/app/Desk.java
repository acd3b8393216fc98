package rollcall.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.history.HistoryException;
import rollcall.presence.Board;
import rollcall.presence.Cause;
import rollcall.presence.Overlay;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.ui.Commands;
import rollcall.ui.EraseAnswer;
import rollcall.ui.ExportPreview;
import rollcall.ui.ExportRequest;
import rollcall.ui.ExportResult;
import rollcall.ui.KeepAnswer;
import rollcall.ui.PresenceFeed;
import rollcall.ui.Trouble;
import rollcall.watch.Followed;
import rollcall.watch.Following;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchStatus;

/// Does what a person asks of the window, and tells the screen what becomes of it.
///
/// Lane: its own ("desk"), one task after the other; commands and news only put tasks there.
final class Desk implements Commands, Outlet, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final Home home;
  private final PresenceFeed feed;
  private final Journal journal;
  private final Errands errands = new Errands(this::dropped);
  private final Previews previews;
  private final Exports exports;
  private final Workplace place;
  private final SignIn signIn;

  Desk(Home home, PresenceFeed feed) {
    this.home = home;
    this.feed = feed;
    this.journal = new Journal(home.clock(), this::unsaved, this::unerased);
    this.previews = new Previews(home.clock());
    this.exports = new Exports(journal, home.clock());
    this.place = new Workplace(home, feed, journal, this, this::signedIn, this::described);
    this.signIn = new SignIn(home, place, feed, errands);
  }

  /// Opens what there is: the demo, or the last history and, if there is a token, the connection.
  void open(boolean withDemo) {
    errands.add(() -> enter(withDemo));
  }

  @Override
  public CompletionStage<TokenAnswer> connect(String token) {
    var answer = new CompletableFuture<TokenAnswer>();
    errands.add(() -> signIn.begin(token, answer));
    return answer;
  }

  @Override
  public void disconnect() {
    errands.add(() -> {
      if (!place.inDemo()) {
        signIn.cancel();
        place.forgetToken();
      }
    });
  }

  @Override
  public void reconnectNow() {
    errands.add(() -> {
      Optional<Shift> shift = place.shifts().shift();
      if (shift.isPresent()) {
        shift.get().retryNow();
      } else {
        place.tryAgain();
      }
    });
  }

  @Override
  public void pause(boolean on) {
    errands.add(() -> place.pause(on));
  }

  @Override
  public void favour(UserId person) {
    errands.add(() -> place.shifts().shift().ifPresent(shift -> shift.favour(person)));
  }

  @Override
  public void watch(WatchList list) {
    errands.add(() -> place.watch(list));
  }

  @Override
  public CompletionStage<FollowAnswer> followable(Followed.Kind kind) {
    return ask(kind, slack -> slack.all(kind));
  }

  @Override
  public CompletionStage<FollowAnswer> peopleIn(Followed one, Set<UserId> known) {
    return ask(one.kind(), slack -> List.of(one.with(slack.in(one.kind(), one.id(), known))));
  }

  private CompletionStage<FollowAnswer> ask(Followed.Kind about, FollowQuestion.Question question) {
    var answer = new CompletableFuture<FollowAnswer>();
    errands.add(() -> FollowQuestion.ask(place.way(), about, question, home.clock(), answer));
    return answer;
  }

  @Override
  public void apply(Settings wanted, @Nullable String proxyPassword) {
    errands.add(() -> {
      Settings before = place.wishes().now();
      if (place.wishes().recordOtherwise(wanted)) {
        place.requireOurs();
      }
      if (proxyPassword != null && wanted.proxy() instanceof Proxy.Manual manual) {
        home.keepProxyPassword(manual, proxyPassword);
      }
      place.wishes().keep(wanted);
      if (!wanted.books().equals(before.books())) {
        place.keepBooks();
      }
      if (!wanted.hours().equals(before.hours())
          || !wanted.reportZone().equals(before.reportZone())) {
        place.shifts().keepHours();
      }
      if (!wanted.overlays().equals(before.overlays())) {
        place.shifts().keepOverlays();
      }
      boolean otherWay =
          !wanted.proxy().equals(before.proxy())
              || !Objects.equals(wanted.caFile(), before.caFile())
              || !wanted.apiUrl().equals(before.apiUrl())
              || proxyPassword != null;
      if (otherWay) {
        place.goAgain();
      }
    });
  }

  @Override
  public CompletionStage<KeepAnswer> keep(int days) {
    var answer = new CompletableFuture<KeepAnswer>();
    errands.add(() -> {
      try {
        answer.complete(new KeepAnswer.Kept(place.keepDays(days)));
      } catch (IOException e) {
        answer.complete(new KeepAnswer.Failed(Errands.sentence(e)));
      } catch (RuntimeException e) {
        answer.complete(new KeepAnswer.Failed(e.toString()));
      }
    });
    return answer;
  }

  @Override
  public CompletionStage<Optional<String>> trust(@Nullable Path file) {
    var answer = new CompletableFuture<Optional<String>>();
    errands.add(() -> {
      try {
        home.mayTrust(file);
        place.wishes().keep(place.wishes().now().withCaFile(file));
      } catch (IOException e) {
        answer.complete(Optional.of(Errands.sentence(e)));
        return;
      }
      answer.complete(Optional.empty());
      place.goAgain();
    });
    return answer;
  }

  @Override
  public void loadPeople() {
    errands.add(() -> place.shifts().loadPeople());
  }

  @Override
  public void preview(ExportRequest request, Consumer<ExportPreview> told) {
    previews.show(request, journal.where(), told);
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
  public CompletionStage<EraseAnswer> erase(UserId person, boolean block) {
    return erase(() -> place.erase(person, block));
  }

  @Override
  public CompletionStage<EraseAnswer> eraseAll() {
    return erase(place::eraseAll);
  }

  @Override
  public void setAside() {
    errands.add(place::setAside);
  }

  @Override
  public void unblock(UserId person) {
    errands.add(() -> place.unblock(person));
  }

  private CompletionStage<EraseAnswer> erase(Callable<Long> erasure) {
    var answer = new CompletableFuture<EraseAnswer>();
    errands.add(() -> {
      try {
        answer.complete(new EraseAnswer.Erased(erasure.call()));
      } catch (IOException e) {
        answer.complete(new EraseAnswer.Failed(Errands.sentence(e)));
      } catch (Exception e) {
        answer.complete(new EraseAnswer.Failed(e.toString()));
      }
    });
    return answer;
  }

  @Override
  public void demo(boolean on) {
    errands.add(() -> enter(on));
  }

  @Override
  public void opened(Workspace workspace, Board board) {
    // At once: in a task it could come after the first changes, and hide them.
    feed.changed(board, List.of());
    errands.add(() -> place.opened(workspace));
  }

  @Override
  public void found(String sentence) {
    LOG.warn("{}", sentence);
    feed.trouble(new Trouble.NotDone(sentence));
  }

  @Override
  public void readOnly(Workspace workspace, HistoryException.Newer why) {
    errands.add(() -> place.read(workspace, why));
  }

  @Override
  public void changed(Board board, List<Sighting> batch) {
    feed.changed(board, batch);
  }

  @Override
  public void status(WatchStatus status) {
    feed.status(status);
  }

  @Override
  public void laid(Overlay overlay) {
    feed.laid(List.of(overlay));
  }

  @Override
  public void following(Following following) {
    errands.add(() -> place.shifts().following(following));
  }

  @Override
  public void dndUnseen(Problem.MissingScope why) {
    feed.trouble(new Trouble.DndUnseen(why.needed()));
  }

  @Override
  public void manualChange(Presence presence) {
    // The account's own presence is no row of the window unless it is watched, and then it is seen.
  }

  /// Ends everything in order; returns when the history is closed.
  @Override
  public void close() {
    if (errands.closed()) {
      return;
    }
    errands.add(() -> {
      signIn.cancel();
      place.leave(Cause.APP_STOPPED);
    });
    errands.close();
    previews.close();
    journal.close();
  }

  /// What could not be kept at the end, as a sentence; empty when all was.
  Optional<String> lost() {
    return journal.lost();
  }

  private void signedIn(String user) {
    errands.add(() -> place.signedIn(user));
  }

  private void described(rollcall.ui.Directory directory) {
    errands.add(() -> place.described(directory));
  }

  private void enter(boolean withDemo) throws IOException {
    signIn.cancel();
    place.enter(withDemo);
  }

  private void unsaved(Optional<Journal.Unsaved> waiting) {
    waiting.ifPresent(why -> LOG.warn("{}", why.sentence()));
    waiting.ifPresentOrElse(
        why -> feed.trouble(new Trouble.HistoryUnsaved(why.sentence(), why.since())),
        feed::savedAgain);
  }

  private void unerased(String sentence) {
    LOG.warn("{}", sentence);
    feed.trouble(new Trouble.NotDone(sentence));
  }

  private void dropped(Trouble trouble) {
    if (place.opening()) {
      place.nowhere();
    }
    if (place.idle()) {
      feed.status(new WatchStatus.Idle());
    }
    feed.trouble(trouble);
  }
}
