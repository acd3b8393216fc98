package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.presence.Overlay;
import rollcall.presence.OverlayKind;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.slack.DndStatus;
import rollcall.slack.SlackException;
import rollcall.slack.User;
import rollcall.slack.UserStatus;
import rollcall.slack.web.PageIterator;
import rollcall.slack.web.SlackWebClient;

/// Tells the audience what Slack says of people beside their presence, each thing once, as far as
/// that is to be kept: as Slack tells it, and by asking at the start, after each reconnection and
/// every ten minutes. Only people who are watched at that moment. Lane: link; the asking happens
/// beside it.
final class OverlayWatch {
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final String DND_SCOPE = "dnd:read";
  private static final Logger LOG = LoggerFactory.getLogger(OverlayWatch.class);

  private final SlackAccess access;
  private final SightingPublisher scribe;
  private final WatchListener audience;
  private final InstantSource clock;
  private final Consumer<WatcherMessage> inbox;
  private final Executor beside;
  private final SlackWebClient web;
  private final Map<UserId, Map<OverlayKind, Overlay>> known = new HashMap<>();

  /// What Slack told by itself while it was being asked: the answer may be older.
  private final Set<Topic> toldMeanwhile = new HashSet<>();

  private Set<OverlayKind> kinds;
  private Instant nextCheck = Instant.EPOCH;
  private boolean checking;
  private boolean dndUnseen;

  OverlayWatch(
      SlackAccess access,
      Set<OverlayKind> kinds,
      SightingPublisher scribe,
      WatchListener audience,
      InstantSource clock,
      Consumer<WatcherMessage> inbox,
      Executor beside) {
    this.access = access;
    this.kinds = kinds;
    this.scribe = scribe;
    this.audience = audience;
    this.clock = clock;
    this.inbox = inbox;
    this.beside = beside;
    this.web = access.web().build();
  }

  /// This is to be kept from now on.
  void kinds(Set<OverlayKind> wanted, Instant now) {
    kinds = wanted;
    known.values().forEach(one -> one.keySet().retainAll(wanted));
    dndUnseen &= wanted.contains(OverlayKind.DND);
    scheduleSoon(now);
  }

  /// Others are watched, or a connection has come about.
  void scheduleSoon(Instant now) {
    nextCheck = now;
  }

  /// When Slack should be asked; empty while there is nothing to ask, or an answer is on its way.
  Optional<Instant> due() {
    boolean idle = kinds.isEmpty() || checking || !scribe.isOpen() || scribe.people().isEmpty();
    return idle ? Optional.empty() : Optional.of(nextCheck);
  }

  /// Asks Slack if it is time.
  void step(Instant now) {
    boolean setBack = nextCheck.isAfter(now.plus(EVERY));
    if (due().filter(due -> setBack || !due.isAfter(now)).isPresent()) {
      checking = true;
      nextCheck = now.plus(EVERY);
      Set<UserId> people = Set.copyOf(scribe.people());
      Set<OverlayKind> wanted = kinds;
      beside.execute(() -> inbox.accept(ask(people, wanted)));
    }
  }

  /// Slack answered.
  void on(WatcherMessage.OverlaySnapshot answer, Instant now) {
    checking = false;
    answer.overlays().stream()
        .filter(one -> !toldMeanwhile.contains(Topic.of(one)))
        .forEach(this::publish);
    toldMeanwhile.clear();
    boolean before = dndUnseen;
    Problem problem =
        answer.refusal() == null ? null : ProblemMapper.of(answer.refusal(), access, true, now);
    dndUnseen = problem instanceof Problem.MissingScope;
    if (!before && problem instanceof Problem.MissingScope(String needed, String provided)) {
      audience.onDndUnavailable(
          new Problem.MissingScope(needed.equals("?") ? DND_SCOPE : needed, provided));
    }
  }

  /// Slack told something by itself.
  void on(WatcherMessage.OverlayEvent told) {
    if (checking) {
      told.overlays().forEach(one -> toldMeanwhile.add(Topic.of(one)));
    }
    told.overlays().forEach(this::publish);
  }

  void close() {
    web.close();
  }

  private void publish(Overlay one) {
    if (!kinds.contains(one.kind()) || !scribe.people().contains(one.user())) {
      return;
    }
    Map<OverlayKind, Overlay> before =
        known.computeIfAbsent(one.user(), _ -> new EnumMap<>(OverlayKind.class));
    Overlay last = before.get(one.kind());
    if (last == null || !one.isSameAs(last)) {
      before.put(one.kind(), one);
      scribe.connectionLog().onOverlay(one);
    }
  }

  private WatcherMessage.OverlaySnapshot ask(Set<UserId> people, Set<OverlayKind> wanted) {
    List<Overlay> found = new ArrayList<>();
    @Nullable SlackException refusal = null;
    try {
      if (wanted.contains(OverlayKind.DND)) {
        refusal = askForDnd(people, found);
      }
      if (wanted.contains(OverlayKind.STATUS) || wanted.contains(OverlayKind.HUDDLE)) {
        askForStatus(people, found);
      }
    } catch (SlackException e) {
      LOG.warn("What people say beside their presence is not known: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new WatcherMessage.OverlaySnapshot(found, refusal);
  }

  /// @return why Slack does not say, or null when it does
  private @Nullable SlackException askForDnd(Set<UserId> people, List<Overlay> found)
      throws SlackException, InterruptedException {
    try {
      Map<String, DndStatus> all =
          web.dnd().teamInfo(people.stream().map(UserId::value).sorted().toList());
      Instant at = clock.instant();
      all.forEach((user, dnd) -> found.add(of(new UserId(user), dnd, at, access.polled())));
      return null;
    } catch (SlackException.Platform refused) {
      LOG.warn("Who must not be disturbed is not known: {}", refused.getMessage());
      return refused;
    }
  }

  private void askForStatus(Set<UserId> people, List<Overlay> found)
      throws SlackException, InterruptedException {
    PageIterator<User> users = web.users().list();
    while (users.hasNext()) {
      List<User> page = users.next();
      Instant at = clock.instant();
      for (User user : page) {
        if (!user.id().isBlank() && people.contains(new UserId(user.id()))) {
          found.addAll(of(new UserId(user.id()), user.status(), at, access.polled()));
        }
      }
    }
  }

  /// What a schedule means from now on. Snoozing is a quiet time that has begun.
  static Overlay of(UserId user, DndStatus dnd, Instant at, Source source) {
    if (dnd.snoozing()) {
      Instant end = dnd.snoozeEnd();
      return new Overlay.Dnd(
          user, at, end == null ? at.plus(Duration.ofDays(365)) : end, at, source);
    }
    return dnd.scheduled()
        ? new Overlay.Dnd(user, dnd.nextStart(), dnd.nextEnd(), at, source)
        : new Overlay.Dnd(user, null, null, at, source);
  }

  /// What a profile says. A huddle that has lapsed is none.
  static List<Overlay> of(UserId user, UserStatus status, Instant at, Source source) {
    String text = (status.emoji() + " " + status.text()).strip();
    return List.of(
        new Overlay.StatusText(user, text, at, source),
        new Overlay.Huddle(user, status.inHuddle(), at, source));
  }

  /// One kind of thing about one person.
  private record Topic(UserId user, OverlayKind kind) {
    static Topic of(Overlay one) {
      return new Topic(one.user(), one.kind());
    }
  }
}
