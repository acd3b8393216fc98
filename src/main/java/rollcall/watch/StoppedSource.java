package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import rollcall.presence.Cause;
import rollcall.presence.UserId;

/// Not looking, until a person does something.
record StoppedSource(Supplier<PresenceSource> again) implements PresenceSource {
  @Override
  public void start() {}

  @Override
  public PresenceSource handle(WatcherMessage.FromSlack signal) {
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
  public void people(Set<UserId> people) {}

  @Override
  public Duration shutdownGrace() {
    return Duration.ZERO;
  }

  @Override
  public void onMembersRemoved(Set<UserId> people, Instant at) {}

  @Override
  public void onClockChange(Instant now, Cause cause) {}

  @Override
  public void prioritize(UserId user) {}

  @Override
  public PresenceSource retryNow() {
    return again.get();
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
