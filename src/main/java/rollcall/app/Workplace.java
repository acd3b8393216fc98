package rollcall.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.presence.Cause;
import rollcall.presence.OverlayKind;
import rollcall.presence.Person;
import rollcall.presence.Timetable;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.ui.Account;
import rollcall.ui.Directory;
import rollcall.ui.PresenceFeed;
import rollcall.ui.Trouble;
import rollcall.watch.Access;
import rollcall.watch.Following;
import rollcall.watch.Problem;
import rollcall.watch.Terms;
import rollcall.watch.WatchList;
import rollcall.watch.WatchStatus;

/// What the window has open: the demo or a real workspace, with its settings, its record, and the
/// watcher at work.
///
/// Lane: desk.
final class Workplace {
  private static final Logger LOG = LoggerFactory.getLogger(Workplace.class);

  private final Home home;
  private final PresenceFeed feed;
  private final Journal journal;
  private final Outlet outlet;
  private final Consumer<String> signedIn;
  private final Consumer<Directory> described;
  private final Pasts pasts;

  private Site site;
  private Settings settings = Settings.DEFAULT;
  private Account account = Account.OPENING;
  private List<Person> directory = List.of();
  private boolean complete;
  private boolean resumed;
  private @Nullable Demo demo;
  private @Nullable Access access;
  private @Nullable Shift shift;
  private @Nullable DirectoryLoad load;
  // Set while a history is open that only a newer Rollcall may change.
  private HistoryException.@Nullable Newer newer;
  private int wishes;

  /// @param outlet hears of what is seen once it is on record
  /// @param signedIn hears, on another lane, as whom the token acts
  /// @param described hears, on another lane, who there is
  Workplace(
      Home home,
      PresenceFeed feed,
      Journal journal,
      Outlet outlet,
      Consumer<String> signedIn,
      Consumer<Directory> described) {
    this.home = home;
    this.feed = feed;
    this.journal = journal;
    this.outlet = outlet;
    this.signedIn = signedIn;
    this.described = described;
    this.pasts = new Pasts(journal, feed, home.clock());
    this.site = home.realSite();
  }

  /// Opens the demo; or the last history of a real workspace and, if there is a token, the
  /// connection.
  void enter(boolean withDemo) throws IOException {
    leave(Cause.DISCONNECTED);
    site = withDemo ? home.demoSite() : home.realSite();
    var loaded = site.settings().load();
    loaded.complaint().ifPresent(this::complain);
    settings = loaded.settings();
    journal.keep(Retentions.of(settings.books()));
    complete = false;
    directory = withDemo ? Demo.cast() : List.of();
    if (withDemo && settings.equals(Settings.DEFAULT)) {
      Set<UserId> cast = Demo.cast().stream().map(Person::id).collect(Collectors.toSet());
      settings =
          WatchLists.into(settings, WatchList.of(cast))
              .withOverlays(EnumSet.allOf(OverlayKind.class));
      site.settings().save(settings);
    }
    feed.settings(settings);
    feed.directory(
        withDemo ? new Directory(Demo.cast(), 0, Directory.State.PARTIAL) : Directory.EMPTY);
    feed.watching(Following.of(list()));
    if (withDemo) {
      account(new Account(Account.Kind.DEMO, null, ""));
      demo = home.startDemo();
    } else {
      try {
        account(
            openLatest()
                .map(known -> new Account(Account.Kind.SLACK, known, ""))
                .orElse(Account.NONE));
      } catch (IOException e) {
        account(Account.NONE);
        feed.status(new WatchStatus.Stopped(new Problem.NoHistory(Errands.sentence(e)), null));
        return;
      }
    }
    beginShift();
  }

  private Optional<Workspace> openLatest() throws IOException {
    try {
      return pasts.openLatest(site, people());
    } catch (HistoryException.Newer e) {
      Optional<Workspace> known = pasts.readLatest(site, people());
      newer = e;
      return known;
    }
  }

  /// Shows what is on record of this workspace, and records nothing.
  void read(Workspace workspace, HistoryException.Newer why) throws IOException {
    Path history = site.history(workspace);
    if (Files.notExists(history)) {
      // Somebody has gone from there to the demo, or back, meanwhile.
      return;
    }
    endShift(Cause.DISCONNECTED);
    pasts.read(history, people());
    newer = why;
    account(new Account(here(), workspace, account.user()));
    beginShift();
  }

  /// Closes all of it in order.
  void leave(Cause cause) {
    newer = null;
    endShift(cause);
    journal.leave();
    if (demo != null) {
      demo.close();
      demo = null;
    }
  }

  /// Begins to look; where the history was the trouble, after another look at that.
  void tryAgain() throws IOException {
    if (newer != null || account.nowhere()) {
      enter(inDemo());
    } else {
      beginShift();
    }
  }

  /// Begins to look, if there is a token, somewhere to keep what is seen, and nobody wanted a
  /// pause.
  void beginShift() throws IOException {
    if (newer != null) {
      feed.status(new WatchStatus.Stopped(new Problem.NewerHistory(), null));
      return;
    }
    if (settings.paused()) {
      feed.status(new WatchStatus.Paused());
      return;
    }
    Optional<Access> way;
    try {
      way = way();
    } catch (IOException e) {
      feed.status(new WatchStatus.Stopped(new Problem.TokenUnusable(Errands.sentence(e)), null));
      return;
    }
    if (way.isEmpty()) {
      feed.status(new WatchStatus.Idle());
      return;
    }
    access = way.get();
    home.distrust().ifPresent(this::complain);
    Recording recording =
        new Recording(journal, site::history, _ -> demo == null ? List.of() : demo.past(), outlet);
    wishes = 0;
    shift =
        Shift.begin(
            access,
            list().without(journal.blocked()),
            new Terms(timetable(), resumed, settings.overlays()),
            recording,
            home.clock());
    resumed = false;
  }

  /// How to get to Slack, also while nobody looks; empty when there is no token.
  Optional<Access> way() throws IOException {
    return demo != null ? Optional.of(demo.access()) : home.access(settings, false);
  }

  /// When each person may be recorded, as far as is known by which clock.
  private Timetable timetable() {
    if (settings.hours().always()) {
      return Timetable.ALWAYS;
    }
    List<Person> known = new ArrayList<>(remembered());
    known.addAll(directory);
    return Timetable.of(settings.hours(), known, settings.reportZone(), complete);
  }

  private List<Person> remembered() {
    return journal.ask(History::people).exceptionally(_ -> List.of()).join();
  }

  /// Slack has said who there is.
  void described(Directory found) {
    directory = found.people();
    complete = true;
    keepHours();
    showBlocked();
  }

  /// Keeps of people beside their presence what is wished for now.
  void keepOverlays() {
    if (shift != null) {
      shift.overlay(settings.overlays());
    }
    pasts.show(people());
  }

  /// Keeps the record as long as is wished for now.
  void keepBooks() {
    journal.keep(Retentions.of(settings.books()));
    pasts.showAll(people());
  }

  /// Erases a person from the record and the list. Whoever is on the list is let go of first: what
  /// is seen until then is erased, too.
  ///
  /// @return how many sightings there were
  long erase(UserId person, boolean block) throws IOException {
    if (newer != null) {
      throw newer;
    }
    boolean watched = people().contains(person);
    if (watched) {
      Set<UserId> others = new TreeSet<>(people());
      others.remove(person);
      endShift(Cause.DISCONNECTED);
      keep(Following.of(list().choosing(others)));
    }
    try {
      return waitFor(journal.erase(person, block)).sightings();
    } finally {
      showAgain();
      if (watched) {
        beginShift();
      }
    }
  }

  /// Erases everybody from the record; the list stays.
  ///
  /// @return how many sightings there were
  long eraseAll() throws IOException {
    if (newer != null) {
      throw newer;
    }
    endShift(Cause.DISCONNECTED);
    try {
      return waitFor(journal.eraseAll());
    } finally {
      showAgain();
      beginShift();
    }
  }

  /// Lets a person be recorded again.
  void unblock(UserId person) throws IOException {
    waitFor(journal.unblock(person));
    showBlocked();
  }

  private void showBlocked() {
    feed.blocked(
        directory.stream().map(Person::id).filter(journal.blocked()).collect(Collectors.toSet()));
  }

  private void showAgain() throws IOException {
    showBlocked();
    feed.changed(waitFor(journal.ask(History::board)), List.of());
    pasts.showAll(people());
  }

  private static <T> T waitFor(CompletableFuture<T> answer) throws IOException {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw e;
    }
  }

  /// Goes by the recording hours as they are wished for now.
  void keepHours() {
    if (shift != null) {
      shift.keep(timetable());
    }
  }

  /// Ends the looking, for this reason.
  void endShift(Cause cause) {
    if (load != null) {
      load.cancel();
      load = null;
    }
    if (shift != null) {
      shift.end(cause);
      shift = null;
      access = null;
    }
  }

  /// Nobody is watched until the pause ends; also not after a restart.
  void pause(boolean on) throws IOException {
    save(settings.withPaused(on));
    resumed = !on;
    if (on) {
      endShift(Cause.WATCH_PAUSED);
    }
    if (shift == null) {
      beginShift();
    }
  }

  /// Looks from now on in the way that the settings say; the demo has its own.
  void goAgain() throws IOException {
    if (demo == null) {
      endShift(Cause.DISCONNECTED);
      beginShift();
    }
  }

  /// The watcher at work; empty when there is no way to Slack.
  Optional<Shift> shift() {
    return Optional.ofNullable(shift);
  }

  /// Whether nobody looks, nobody wanted a pause, and somebody could look.
  boolean idle() {
    return shift == null && !settings.paused() && newer == null;
  }

  boolean inDemo() {
    return demo != null;
  }

  /// Slack has said which workspace this is, and its record is open.
  void opened(Workspace workspace) {
    account(new Account(here(), workspace, account.user()));
    pasts.showAll(people());
    loadPeople();
  }

  private Account.Kind here() {
    return demo == null ? Account.Kind.SLACK : Account.Kind.DEMO;
  }

  /// Forgets the token, and with it where we are.
  void forgetToken() throws IOException {
    home.forgetToken(settings);
    endShift(Cause.DISCONNECTED);
    nowhere();
    feed.status(new WatchStatus.Idle());
  }

  /// Shows that there is no workspace.
  void nowhere() {
    account(Account.NONE);
  }

  boolean opening() {
    return account.equals(Account.OPENING);
  }

  Settings settings() {
    return settings;
  }

  /// The settings outside the demo.
  Settings realSettings() throws IOException {
    return demo == null ? settings : home.realSite().settings().load().settings();
  }

  /// Keeps these settings, and goes by them from now on.
  void save(Settings next) throws IOException {
    site.settings().save(next);
    settings = next;
    feed.settings(next);
  }

  /// Watches exactly this list from now on.
  void watch(WatchList wanted) throws IOException {
    WatchList list = wanted.without(journal.blocked());
    keep(Following.of(list));
    if (shift == null) {
      beginShift();
    } else {
      wishes++;
      shift.watch(list);
    }
  }

  /// The list has changed by itself, unless another was wished for meanwhile.
  void following(Following following) throws IOException {
    if (following.wish() == wishes && shift != null) {
      keep(following);
    }
  }

  private void keep(Following following) throws IOException {
    Set<UserId> added = following.list().people();
    added.removeAll(people());
    Settings next = WatchLists.into(settings, following.list());
    if (!next.equals(settings)) {
      save(next);
    }
    feed.watching(following);
    pasts.show(added);
    Set<UserId> described = directory.stream().map(Person::id).collect(Collectors.toSet());
    if (complete && !described.containsAll(added)) {
      // Somebody who is new to the workspace has no name here yet.
      loadPeople();
    }
  }

  /// Asks Slack who there is.
  void loadPeople() {
    if (access == null) {
      return;
    }
    if (load != null) {
      load.cancel();
    }
    load = DirectoryLoad.begin(access, home.clock(), this::loaded, signedIn);
  }

  /// Slack has said as whom we are here.
  void signedIn(String user) {
    account(new Account(account.kind(), account.workspace(), user));
  }

  private void loaded(Directory directory) {
    feed.directory(directory);
    if (directory.state() == Directory.State.COMPLETE) {
      journal.remember(directory.people());
      described.accept(directory);
    }
  }

  private WatchList list() {
    return WatchLists.of(settings);
  }

  private Set<UserId> people() {
    return list().people();
  }

  private void complain(String sentence) {
    LOG.warn("{}", sentence);
    feed.trouble(new Trouble.NotDone(sentence));
  }

  private void account(Account next) {
    account = next;
    feed.account(next);
  }
}
