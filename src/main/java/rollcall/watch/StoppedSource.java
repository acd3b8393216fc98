package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import rollcall.presence.Cause;
import rollcall.presence.UserId;

/// No observation until the user retries.
///
/// @param restart creates the source to continue with
record StoppedSource(Supplier<PresenceSource> restart) implements PresenceSource {
  @Override
  public void start() {}

  @Override
  public PresenceSource handle(WatcherMessage.FromSlack message) {
    return this;
  }

  @Override
  public Optional<Instant> due() {
    return Optional.empty();
  }

  @Override
  public PresenceSource step(Instant now) {
    return this;
  }

  @Override
  public void setPeople(Set<UserId> people) {}

  @Override
  public Duration reportDelay() {
    return Duration.ZERO;
  }

  @Override
  public void onHoursEnd(Set<UserId> people, Instant at) {}

  @Override
  public void onClockChange(Instant now, Cause cause) {}

  @Override
  public void prioritize(UserId user) {}

  @Override
  public PresenceSource retryNow() {
    return restart.get();
  }

  @Override
  public Optional<Instant> confirmed() {
    return Optional.empty();
  }

  @Override
  public Optional<Instant> stop(Cause cause) {
    return Optional.empty();
  }

  @Override
  public void pollNow() {}
}
