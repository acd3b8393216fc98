package rollcall.simulator;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Trouble on demand, for tests in Java: the faults that they need most, by name. Each method
/// returns once the trouble is made or planned; planned trouble happens in the order of planning.
public final class FaultActions {
  private final EventLoop loop;
  private final FaultInjector injector;

  FaultActions(EventLoop loop, FaultInjector injector) {
    this.loop = loop;
    this.injector = injector;
  }

  /// Makes or plans any fault.
  public void inject(Fault fault) {
    apply(on -> on.inject(fault));
  }

  /// The next `times` calls of a method go wrong.
  ///
  /// @param method such as `rtm.connect`; `*` for every method
  public void plan(String method, HttpFault httpFault, int times) {
    inject(new Fault.Http(method, httpFault, times));
  }

  /// The next sockets are refused with this HTTP status.
  public void refuseSockets(int status, int times) {
    inject(new Fault.RefuseSockets(status, times));
  }

  /// The next sockets open and are told that their URL has expired.
  public void markUrlsStale(int times) {
    inject(new Fault.StaleUrls(times));
  }

  /// The next sockets open and never hear a hello.
  public void withholdHello(int times) {
    inject(new Fault.Hello(Optional.empty(), times));
  }

  /// The next sockets hear their hello late.
  public void delayHello(Duration delay, int times) {
    inject(new Fault.Hello(Optional.of(delay), times));
  }

  /// Forgets what was planned and has not happened yet.
  public void clearPlanned() {
    inject(new Fault.ClearPlanned());
  }

  /// Makes every socket URL that was given out, and not yet used, too old.
  public void expireUrls() {
    inject(new Fault.ExpireUrls());
  }

  /// Cuts every socket without a close frame.
  public void cutSockets() {
    inject(new Fault.Drop());
  }

  /// Closes every socket with a close frame.
  public void closeSockets(int code, String reason) {
    inject(new Fault.Close(code, reason));
  }

  /// Says goodbye on every socket and closes it after a while.
  public void sayGoodbye(Duration grace) {
    inject(new Fault.Goodbye(grace));
  }

  /// Moves the workspace to another machine: announces it, closes every socket at once, and answers
  /// the next `refusals` calls of `rtm.connect` with `migration_in_progress`.
  public void migrate(int refusals) {
    inject(new Fault.Migrate(refusals));
  }

  /// Sends any text to every socket, be it JSON or not.
  public void sendRaw(String text) {
    inject(new Fault.Raw(text));
  }

  /// Forgets every presence subscription without a word: connections live, and no change is told
  /// until a client sends its list again.
  public void unsubscribe() {
    inject(new Fault.Unsubscribe());
  }

  /// From now on nothing is read or answered, while connections stay open (half-open peers);
  /// people's lives go on.
  public void startSilence() {
    apply(FaultInjector::startSilence);
  }

  /// Ends the silence: everything that was held up arrives, late.
  public void endSilence() {
    apply(FaultInjector::endSilence);
  }

  /// Cuts every connection, and every new one until [#restore].
  public void takeDown() {
    apply(FaultInjector::takeDown);
  }

  /// Ends [#takeDown].
  public void restore() {
    apply(FaultInjector::restore);
  }

  private void apply(Consumer<FaultInjector> action) {
    loop.call(() -> {
      action.accept(injector);
      return true;
    });
  }
}
