package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import rollcall.language.Sentence;
import rollcall.slack.SlackException;
import rollcall.slack.SlackPresence;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.web.ConnectionProbe;
import rollcall.slack.web.SlackWebClient;

/// Check of the connection to Slack, step by step: from the name of the host to the live
/// connection. The token is sent only over a connection whose certificate is trusted.
///
/// A step whose requirement failed is not tried. Used once, on one thread.
public final class ConnectionCheck {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final SlackAccess access;
  private final boolean hasToken;
  private final Sentence route;
  private final InstantSource clock;
  private final Consumer<CheckResult> listener;
  private final List<CheckResult> results = new ArrayList<>();
  private boolean blocked;
  private String user = "";

  /// @param hasToken whether the access has a token; without one, the check ends before its step
  /// @param route the proxy and its origin, or why there is none
  /// @param listener called after each step, on the thread of the check
  public ConnectionCheck(
      SlackAccess access,
      boolean hasToken,
      Sentence route,
      InstantSource clock,
      Consumer<CheckResult> listener) {
    this.access = access;
    this.hasToken = hasToken;
    this.route = route;
    this.clock = clock;
    this.listener = listener;
  }

  /// Action of one step.
  @FunctionalInterface
  private interface Action {
    CheckFinding run() throws SlackException, InterruptedException;
  }

  /// Runs all steps. Blocks; an interrupt ends it.
  public CheckReport run() throws InterruptedException {
    access.signIns().retry();
    try (ConnectionProbe probe = access.web().probe()) {
      run(CheckStep.NAME, () -> name(probe));
      run(CheckStep.PROXY, () -> connected(probe));
      run(CheckStep.CERTIFICATE, () -> certificate(probe));
    }
    try (SlackWebClient web = access.web().unpaced().timeout(TIMEOUT).build()) {
      run(CheckStep.TOKEN, () -> token(web));
      run(CheckStep.PEOPLE, () -> people(web));
      run(CheckStep.PRESENCE, () -> presence(web));
      run(CheckStep.LIVE, this::live);
      run(CheckStep.DND, () -> dnd(web));
    }
    return new CheckReport(results);
  }

  private void run(CheckStep step, Action action) throws InterruptedException {
    Instant start = clock.instant();
    CheckFinding finding = blocked ? new CheckFinding.NotTried() : attempt(step, action);
    Duration time = Duration.between(start, clock.instant());
    blocked |= finding instanceof CheckFinding.Failed && step.isRequired();
    blocked |= finding instanceof CheckFinding.NoToken;
    CheckResult result = new CheckResult(step, finding, time.isNegative() ? Duration.ZERO : time);
    results.add(result);
    listener.accept(result);
  }

  private CheckFinding attempt(CheckStep step, Action action) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      return action.run();
    } catch (SlackException e) {
      boolean accepted = step.compareTo(CheckStep.TOKEN) > 0;
      Problem problem = ProblemMapper.of(e, access, accepted, clock.instant());
      boolean routed = step == CheckStep.PROXY && !(problem instanceof Problem.ProxyUnusable);
      return new CheckFinding.Failed(problem, routed ? route : null);
    }
  }

  /// Without a usable proxy setting no name is looked up; the next step reports that.
  private CheckFinding name(ConnectionProbe probe) throws SlackException {
    if (access.proxy().problem(access.apiUrl()).isPresent()) {
      return new CheckFinding.NotTried();
    }
    ConnectionProbe.Host host = probe.resolve();
    return new CheckFinding.NameFound(host.name(), host.address());
  }

  private CheckFinding connected(ConnectionProbe probe) throws SlackException {
    probe.open();
    return new CheckFinding.Connected(route);
  }

  private static CheckFinding certificate(ConnectionProbe probe) throws SlackException {
    return probe
        .encrypt()
        .<CheckFinding>map(
            issuer -> new CheckFinding.CertificateTrusted(issuer.name(), issuer.knownToJava()))
        .orElseGet(CheckFinding.NotEncrypted::new);
  }

  private CheckFinding token(SlackWebClient web) throws SlackException, InterruptedException {
    if (!hasToken) {
      return new CheckFinding.NoToken();
    }
    var identity = web.auth().test();
    user = identity.userId();
    return new CheckFinding.TokenAccepted(identity.team(), identity.teamId(), identity.user());
  }

  private static CheckFinding people(SlackWebClient web)
      throws SlackException, InterruptedException {
    UserPages pages = new UserPages(web);
    int count = pages.next().size();
    return new CheckFinding.PeopleListed(count, pages.hasNext());
  }

  private CheckFinding presence(SlackWebClient web) throws SlackException, InterruptedException {
    SlackPresence presence = web.users().getPresence(user);
    return new CheckFinding.PresenceRead(presence == SlackPresence.ACTIVE);
  }

  private CheckFinding dnd(SlackWebClient web) throws SlackException, InterruptedException {
    web.dnd().teamInfo(List.of(user));
    return new CheckFinding.DndRead();
  }

  private CheckFinding live() throws InterruptedException {
    CompletableFuture<CheckFinding> end = new CompletableFuture<>();
    AtomicBoolean granted = new AtomicBoolean();
    try (RtmClient rtm = access.rtm().clock(clock).autoReconnect(false).build()) {
      var _ =
          rtm.onLifecycle(event -> {
            switch (event) {
              case LifecycleEvent.Authenticated _ -> granted.set(true);
              case LifecycleEvent.Ready _ -> end.complete(new CheckFinding.LiveOpened());
              case LifecycleEvent.Disconnected(SlackException failure, _, _) when failure != null ->
                  end.complete(liveFailed(failure, granted.get()));
              default -> {}
            }
          });
      var _ = rtm.start();
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private CheckFinding liveFailed(SlackException failure, boolean granted) {
    return new CheckFinding.Failed(
        ProblemMapper.ofLive(failure, granted, access, clock.instant()), null);
  }
}
