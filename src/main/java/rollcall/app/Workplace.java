package rollcall.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.history.HistoryException;
import rollcall.presence.Cause;
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
  private final Pasts pasts;
  private final OpenHistory history;
  private final KnownPeople known;

  private final Wishes wishes;
  private final Shifts shifts;

  private Site site;
  private Account account = Account.OPENING;
  private @Nullable Demo demo;

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
    this.pasts = new Pasts(journal, feed, home.clock());
    this.history = new OpenHistory(journal, feed, pasts);
    this.known = new KnownPeople(journal, feed, home.clock(), signedIn, described);
    this.site = home.realSite();
    this.wishes = new Wishes(feed, site.settings());
    this.shifts = new Shifts(feed, home.clock(), wishes, history, pasts, known);
  }

  /// Opens the demo; or the last history of a real workspace and, if there is a token, the
  /// connection.
  void enter(boolean withDemo) throws IOException {
    leave(Cause.APP_STOPPED);
    site = withDemo ? home.demoSite() : home.realSite();
    try {
      new PendingErasures(site).finish().complaints().forEach(this::complain);
      wishes
          .read(site.settings())
          .ifPresent(sentence -> {
            LOG.warn("{}", sentence);
            feed.trouble(new Trouble.SettingsUnread(sentence));
          });
    } catch (IOException e) {
      nowhere(new Problem.NoSettings(Errands.sentence(e)));
      return;
    }
    var _ = journal.keep(Retentions.of(wishes.now()));
    if (withDemo && wishes.now().equals(Settings.DEFAULT)) {
      wishes.keep(Demo.wishes());
    }
    wishes.show();
    known.begin(withDemo ? Demo.cast() : List.of());
    feed.watching(Following.of(wishes.list()));
    if (withDemo) {
      account(new Account(Account.Kind.DEMO, null, ""));
      demo = home.startDemo();
    } else {
      try {
        account(
            history
                .openLatest(site, wishes.people())
                .map(workspace -> new Account(Account.Kind.SLACK, workspace, ""))
                .orElse(Account.NONE));
      } catch (IOException e) {
        nowhere(new Problem.NoHistory(Errands.sentence(e)));
        return;
      }
    }
    beginShift();
  }

  private void nowhere(Problem why) {
    account(Account.NONE);
    feed.status(new WatchStatus.Stopped(why, null));
  }

  /// Shows what is on record of this workspace, and records nothing.
  void read(Workspace workspace, HistoryException.Newer why) throws IOException {
    Path file = site.history(workspace);
    if (Files.notExists(file)) {
      // Somebody has gone from there to the demo, or back, meanwhile.
      return;
    }
    shifts.end(Cause.APP_STOPPED);
    history.read(file, wishes.people(), why);
    account(new Account(here(), workspace, account.user()));
    beginShift();
  }

  /// Closes all of it in order.
  void leave(Cause cause) {
    shifts.end(cause);
    history.leave();
    if (demo != null) {
      demo.close();
      demo = null;
    }
  }

  /// Begins to look; where the history was the trouble, after another look at that.
  void tryAgain() throws IOException {
    if (history.onlyRead() || account.nowhere()) {
      enter(inDemo());
    } else {
      beginShift();
    }
  }

  /// Begins to look, if there is a token, somewhere to keep what is seen, and nobody wanted a
  /// pause.
  void beginShift() throws IOException {
    if (history.onlyRead()) {
      feed.status(new WatchStatus.Stopped(new Problem.NewerHistory(), null));
      return;
    }
    if (wishes.now().paused() || !wishes.now().hoursKnown()) {
      feed.status(new WatchStatus.Paused());
      return;
    }
    Optional<String> lost = demo == null ? home.unknownWay(wishes.now()) : Optional.empty();
    if (lost.isPresent()) {
      feed.status(new WatchStatus.Stopped(new Problem.NoSettings(lost.get()), null));
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
    home.distrust().ifPresent(this::complain);
    shifts.begin(
        way.get(),
        new Recording(journal, site::history, _ -> demo == null ? List.of() : demo.past(), outlet));
  }

  /// How to get to Slack, also while nobody looks; empty when there is no token.
  Optional<Access> way() throws IOException {
    return demo != null ? Optional.of(demo.access()) : home.access(wishes.now(), false);
  }

  /// Slack has said who there is.
  void described(Directory found) {
    known.described(found);
    shifts.keepHours();
    history.showBlocked(known.directory());
  }

  /// Keeps the record as long as is wished for now.
  void keepBooks() {
    var _ = journal.keep(Retentions.of(wishes.now()));
    pasts.showAll(wishes.people());
  }

  /// Keeps the record for so many days from now on, 0 for ever.
  ///
  /// @return of how many people something was older
  int keepDays(int days) throws IOException {
    history.requireOurs();
    wishes.keep(wishes.now().withKeepDays(days));
    try {
      return history.keep(Retentions.of(wishes.now()));
    } finally {
      pasts.showAll(wishes.people());
    }
  }

  /// Erases a person from the record and the list. Whoever is on the list is let go of first: what
  /// is seen until then is erased, too. Whoever is in something that is followed is not recorded
  /// again, since that would bring them back by itself.
  ///
  /// @return how many sightings there were
  long erase(UserId person, boolean block) throws IOException {
    history.requireOurs();
    WatchList list = wishes.list();
    boolean refused = block || PendingErasures.comesBack(list, person);
    history.planErasing(person, refused);
    WatchList others = list.without(person::equals);
    boolean listed = !others.equals(list);
    if (listed) {
      shifts.end(Cause.APP_STOPPED);
      shifts.keep(Following.of(others));
    }
    try {
      PendingErasures.forgetInSettings(site.settings(), Set.of(person));
      return history.erase(person, refused);
    } finally {
      showAgain();
      if (listed) {
        beginShift();
      }
    }
  }

  /// Erases everybody from the record; the list stays.
  ///
  /// @return how many sightings there were
  long eraseAll() throws IOException {
    history.requireOurs();
    shifts.end(Cause.APP_STOPPED);
    try {
      return history.eraseAll();
    } finally {
      showAgain();
      beginShift();
    }
  }

  /// Sets aside what was recorded by a clock that was ahead, and goes on at once.
  void setAside() throws IOException {
    history.requireOurs();
    shifts.end(Cause.CLOCK_ADJUSTED);
    try {
      history
          .setAside()
          .ifPresent(aside ->
              feed.trouble(
                  new Trouble.SetAside(aside.from(), String.valueOf(aside.copy().getFileName()))));
    } finally {
      showAgain();
      beginShift();
    }
  }

  /// Lets a person be recorded again.
  void unblock(UserId person) throws IOException {
    history.requireOurs();
    history.unblock(person);
    history.showBlocked(known.directory());
  }

  private void showAgain() throws IOException {
    history.showBlocked(known.directory());
    history.showAgain(wishes.people());
  }

  /// @throws HistoryException.Newer while a history is open that only a newer Rollcall may change:
  ///   what would be recorded stays as it is, too
  void requireOurs() throws HistoryException.Newer {
    history.requireOurs();
  }

  /// Nobody is watched until the pause ends; also not after a restart.
  ///
  /// @throws IOException with a sentence when recording is resumed while the recording hours are
  ///   not known
  void pause(boolean on) throws IOException {
    history.requireOurs();
    if (!on && !wishes.now().hoursKnown()) {
      throw new IOException(
          "The recording hours cannot be read, and they protect people: choose them under Settings ▸"
              + " Recording first, and then resume.");
    }
    wishes.keep(wishes.now().withPaused(on));
    shifts.resumed(!on);
    if (on) {
      shifts.end(Cause.WATCH_PAUSED);
    }
    if (nobodyLooks()) {
      beginShift();
    }
  }

  /// Looks from now on in the way that the settings say; the demo has its own.
  void goAgain() throws IOException {
    if (demo == null) {
      shifts.end(Cause.APP_STOPPED);
      beginShift();
    }
  }

  /// Whether nobody looks, nobody wanted a pause, and somebody could look.
  boolean idle() {
    return nobodyLooks() && !wishes.now().paused() && !history.onlyRead();
  }

  private boolean nobodyLooks() {
    return shifts.shift().isEmpty();
  }

  boolean inDemo() {
    return demo != null;
  }

  /// Slack has said which workspace this is, and its record is open.
  void opened(Workspace workspace) {
    account(new Account(here(), workspace, account.user()));
    pasts.showAll(wishes.people());
    shifts.loadPeople();
  }

  private Account.Kind here() {
    return demo == null ? Account.Kind.SLACK : Account.Kind.DEMO;
  }

  /// Forgets the token, and with it where we are.
  void forgetToken() throws IOException {
    home.forgetToken(wishes.now());
    shifts.end(Cause.APP_STOPPED);
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

  /// What the user wishes here.
  Wishes wishes() {
    return wishes;
  }

  /// Who looks, if anybody does.
  Shifts shifts() {
    return shifts;
  }

  /// The settings outside the demo.
  Settings realSettings() throws IOException {
    return demo == null ? wishes.now() : home.realSite().settings().load().settings();
  }

  /// Watches exactly this list from now on.
  void watch(WatchList wanted) throws IOException {
    history.requireOurs();
    shifts.watch(wanted);
    if (nobodyLooks()) {
      beginShift();
    }
  }

  /// Slack has said as whom we are here.
  void signedIn(String user) {
    account(new Account(account.kind(), account.workspace(), user));
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
