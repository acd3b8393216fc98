package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import rollcall.presence.Cause;
import rollcall.presence.UserId;

/// Not looking, until a person does something.
record Over(Supplier<Means> again) implements Means {
  @Override
  public void start() {}

  @Override
  public Means on(Signal.FromSlack signal) {
    return this;
  }

  @Override
  public Optional<Instant> due() {
    return Optional.empty();
  }

  @Override
  public Means step(Instant now) {
    return this;
  }

  @Override
  public void people(Set<UserId> people) {}

  @Override
  public Duration grace() {
    return Duration.ZERO;
  }

  @Override
  public void leave(Set<UserId> people, Instant at) {}

  @Override
  public void awoke(Instant now, Cause cause) {}

  @Override
  public void favour(UserId user) {}

  @Override
  public Means retryNow() {
    return again.get();
  }

  @Override
  public Optional<Instant> confirmed() {
    return Optional.empty();
  }

  @Override
  public Optional<Instant> end(Cause cause) {
    return Optional.empty();
  }

  @Override
  public void hurry() {}
}
