package rollcall.simulator;

import java.time.Duration;

/// Fault injection for tests: the most used faults by name. A method returns once the fault has
/// taken effect or is queued; queued faults occur in the order of queueing.
public final class NamedFaults {
  /// Longer than any test.
  private static final Duration UNTIL_ENDED = Duration.ofDays(10_000);

  private final SlackSimulator workspace;

  private NamedFaults(SlackSimulator workspace) {
    this.workspace = workspace;
  }

  /// The faults of this workspace.
  public static NamedFaults of(SlackSimulator workspace) {
    return new NamedFaults(workspace);
  }

  /// Injects any fault.
  public void inject(Fault fault) {
    workspace.apply(fault);
  }

  /// Makes the next `times` calls of a method fail.
  ///
  /// @param method such as `rtm.connect`; `*` for every method
  public void plan(String method, HttpFault httpFault, int times) {
    inject(new Fault.Http(method, httpFault, times));
  }

  /// Refuses the next sockets with this HTTP status.
  public void refuseSockets(int status, int times) {
    inject(new Fault.RefuseSockets(status, times));
  }

  /// Lets the next sockets open and sends them the error that their URL has expired.
  public void markUrlsStale(int times) {
    inject(new Fault.StaleUrls(times));
  }

  /// Lets the next sockets open without a hello.
  public void withholdHello(int times) {
    inject(new Fault.Hello(null, times));
  }

  /// Delays the hello of the next sockets.
  public void delayHello(Duration delay, int times) {
    inject(new Fault.Hello(delay, times));
  }

  /// Clears the queued faults.
  public void clearPlanned() {
    inject(new Fault.ClearPlanned());
  }

  /// Expires all issued, unused socket URLs.
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

  /// Sends a goodbye to every socket and closes it after a grace period.
  public void sayGoodbye(Duration grace) {
    inject(new Fault.Goodbye(grace));
  }

  /// Migrates the workspace: announces it, closes every socket at once, and answers the next
  /// `refusals` calls of `rtm.connect` with `migration_in_progress`.
  public void migrate(int refusals) {
    inject(new Fault.Migrate(refusals));
  }

  /// Sends a text to every socket, valid JSON or not.
  public void sendRaw(String text) {
    inject(new Fault.Raw(text));
  }

  /// Drops every presence subscription silently: connections stay open, but no change is sent until
  /// a client sends its list again.
  public void unsubscribe() {
    inject(new Fault.Unsubscribe());
  }

  /// Stops all reading and answering while connections stay open (half-open peers); simulated
  /// activity continues.
  public void startSilence() {
    inject(new Fault.Silence(UNTIL_ENDED));
  }

  /// Ends the silence, and clears the queued faults: everything held back arrives late.
  public void endSilence() {
    inject(new Fault.ClearPlanned());
  }

  /// Cuts every connection, and every new one until [#restore].
  public void takeDown() {
    inject(new Fault.Down(UNTIL_ENDED));
  }

  /// Ends [#takeDown], and clears the queued faults.
  public void restore() {
    inject(new Fault.ClearPlanned());
  }
}
