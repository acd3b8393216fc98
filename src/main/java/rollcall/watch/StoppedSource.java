package rollcall.watch;

import java.util.function.Supplier;

/// No observation until the user retries.
///
/// @param restart creates the source to continue with
record StoppedSource(Supplier<PresenceSource> restart) implements PresenceSource {
  @Override
  public PresenceSource retryNow() {
    return restart.get();
  }
}
