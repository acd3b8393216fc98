package rollcall.app.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.ui.text.FollowedGroupText;
import rollcall.ui.text.LocalNotice;
import rollcall.ui.text.Notice;
import rollcall.ui.text.NoticeAction;
import rollcall.ui.text.ProblemText;
import rollcall.ui.text.StatusLine;
import rollcall.watch.Problem;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchListener;
import rollcall.watch.WatchStatus;

/// Listener that prints each presence as a line to `out` and everything else to `err`, with the
/// texts of the window.
///
/// Thread: the watcher's, and the database's for recorded sightings; each method prints whole
/// lines.
public final class TerminalListener implements WatchListener {
  private static final String PROXY_SIGN_IN =
      "Put both into https_proxy, as in http://user:password@host:port, or enter them in the window"
          + " under Settings ▸ Proxy.";

  private static final String CA_FILE =
      "To trust the certificate file of a company for one run, give it with --ca-file.";

  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource clock;
  private final String label;
  private @Nullable Object lastSummary;
  private @Nullable Set<UserId> listed;
  private @Nullable String lastFollowText;
  private final Set<UserId> unanswered = new HashSet<>();

  public TerminalListener(PrintStream out, PrintStream err, InstantSource clock) {
    this(out, err, clock, "");
  }

  private TerminalListener(PrintStream out, PrintStream err, InstantSource clock, String label) {
    this.out = out;
    this.err = err;
    this.clock = clock;
    this.label = label;
  }

  /// Returns an output whose lines name this workspace.
  TerminalListener labeled(String workspace) {
    return new TerminalListener(out, err, clock, workspace + ": ");
  }

  /// The error of a command that needs a token and has none.
  static IOException noToken() {
    return new IOException(
        "There is no token. Put one into SLACK_TOKEN, or give it on standard input.");
  }

  @Override
  public void onOpened(Workspace workspace, PresenceSnapshot snapshot) {
    print("In the workspace " + workspace.name() + " (" + workspace.id() + ").");
  }

  @Override
  public void onLocalNotice(String sentence) {
    print(sentence);
  }

  @Override
  public void onPresence(PresenceSnapshot snapshot, List<Sighting> batch) {
    for (Sighting seen : batch) {
      if (seen.presence().isObserved()) {
        out.println(label + seen.user() + ": " + seen.presence().word());
      }
    }
    out.flush();
  }

  @Override
  public void onStatus(WatchStatus status) {
    Object summary = summary(status);
    if (summary.equals(lastSummary)) {
      return;
    }
    lastSummary = summary;
    Instant now = clock.instant();
    print(StatusLine.of(status, now, ZoneId.systemDefault()).text());
    describe(now).of(status).map(TerminalListener::sentences).ifPresent(this::print);
    if (status
        instanceof WatchStatus.Polling(_, _, _, _, WatchStatus.Unanswered(var people, var why))) {
      printUnanswered(people, " (" + why + ").");
    }
    if (status
        instanceof WatchStatus.Live(_, _, _, WatchStatus.MismatchSummary(_, var people, _))) {
      printUnanswered(people, ": check the ids.");
    }
    remedy(problem(status)).ifPresent(this::print);
    if (status instanceof WatchStatus.Behind) {
      print("To discard the future entries, end this program and run 'rollcall discard-future'.");
    }
  }

  /// Prints each id once.
  private void printUnanswered(Set<UserId> people, String end) {
    List<String> ids = people.stream().filter(unanswered::add).map(UserId::value).sorted().toList();
    if (!ids.isEmpty()) {
      print("Slack does not answer about " + String.join(", ", ids) + end);
    }
  }

  /// Prints who joined and who left, and what cannot be read.
  @Override
  public void onWatchList(WatchListState state) {
    Set<UserId> people = state.list().people();
    Set<UserId> before = listed;
    if (before != null) {
      people.stream()
          .filter(user -> !before.contains(user))
          .forEach(user -> print(user + " joined and is watched."));
      before.stream()
          .filter(user -> !people.contains(user))
          .forEach(user -> print(user + " left and is not watched any more."));
    }
    listed = people;
    new FollowedGroupText(describe(clock.instant()))
        .of(state, UserId::value)
        .map(TerminalListener::sentences)
        .filter(sentence -> !sentence.equals(lastFollowText))
        .ifPresent(sentence -> {
          lastFollowText = sentence;
          print(sentence);
        });
  }

  @Override
  public void onDndUnavailable(Problem.MissingScope why) {
    describe(clock.instant())
        .of(new LocalNotice.DndScopeMissing(why.needed()))
        .map(TerminalListener::sentences)
        .ifPresent(this::print);
  }

  @Override
  public void onManualPresence(Presence presence) {
    out.println(label + "manual presence change: " + presence.word());
    out.flush();
  }

  /// Prints one line to standard error.
  public void print(String sentence) {
    err.println("rollcall: " + label + sentence);
    err.flush();
  }

  /// Returns the problem and its remedy, for a problem that ends the program: there is no next try.
  public String sentences(Problem problem) {
    Notice notice = describe(clock.instant()).of(problem, null);
    Optional<String> remedy = remedy(problem);
    if (remedy.isPresent()) {
      return sentences(notice) + " " + remedy.get();
    }
    return notice.buttons().stream().anyMatch(offer -> offer.action() == NoticeAction.RETRY)
        ? notice.title() + "."
        : sentences(notice);
  }

  /// Returns the remedy without a window, for a problem whose text leaves it to a button.
  static Optional<String> remedy(@Nullable Problem problem) {
    return switch (problem) {
      case Problem.CertificateUntrusted _ -> Optional.of(CA_FILE);
      case Problem.ProxySignIn _, Problem.ProxySignInRefused _ -> Optional.of(PROXY_SIGN_IN);
      case null, default -> Optional.empty();
    };
  }

  private static String sentences(Notice notice) {
    return notice.title() + ". " + notice.body();
  }

  private static @Nullable Problem problem(WatchStatus status) {
    return switch (status) {
      case WatchStatus.Connecting connecting -> connecting.problem();
      case WatchStatus.Reconnecting lost -> lost.problem();
      case WatchStatus.Stopped stopped -> stopped.problem();
      default -> null;
    };
  }

  private static ProblemText describe(Instant now) {
    return new ProblemText(now, ZoneId.systemDefault());
  }

  /// Returns the part of the status whose change is printed: not each event, not each second of a
  /// wait, and not each attempt of an outage, which may last for days.
  private static Object summary(WatchStatus status) {
    return switch (status) {
      case WatchStatus.Connecting(int _, Problem problem, var _) ->
          List.of("connecting", kind(problem));
      case WatchStatus.Live live ->
          List.of("live", live.people(), Optional.ofNullable(live.mismatches()));
      case WatchStatus.Polling polling ->
          List.of(
              "polling",
              polling.people(),
              polling.reason(),
              Optional.ofNullable(polling.unanswered()));
      case WatchStatus.Reconnecting lost ->
          List.of("lost", lost.unknownSince(), kind(lost.problem()));
      default -> status;
    };
  }

  /// Returns the kind of a problem, whose details change from one attempt to the next.
  private static String kind(@Nullable Problem problem) {
    return problem == null ? "" : problem.getClass().getName();
  }
}
