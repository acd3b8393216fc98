package rollcall.slack.rtm;

import java.lang.System.Logger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Registry of all listeners of a client.
final class ListenerRegistry {
  private final Logger log;
  final Listeners<LifecycleEvent> lifecycle;
  final Listeners<RtmEvent> events;
  final Listeners<String> raw;
  final Listeners<String> outgoing;
  final Listeners<PresenceUnconfirmed> unconfirmed;
  final Listeners<PresenceMismatch> mismatches;
  private final Map<Class<?>, Listeners<RtmEvent>> byClass = new ConcurrentHashMap<>();
  private final Map<String, Listeners<RtmEvent>> byType = new ConcurrentHashMap<>();

  ListenerRegistry(Logger log) {
    this.log = log;
    this.lifecycle = new Listeners<>(log);
    this.events = new Listeners<>(log);
    this.raw = new Listeners<>(log);
    this.outgoing = new Listeners<>(log);
    this.unconfirmed = new Listeners<>(log);
    this.mismatches = new Listeners<>(log);
  }

  <E extends RtmEvent> Subscription add(Class<E> type, Consumer<? super E> listener) {
    if (type.isInterface()) {
      return events.add(event -> {
        if (type.isInstance(event)) {
          listener.accept(type.cast(event));
        }
      });
    }
    return byClass
        .computeIfAbsent(type, _ -> new Listeners<>(log))
        .add(event -> listener.accept(type.cast(event)));
  }

  <L extends LifecycleEvent> Subscription addLifecycle(
      Class<L> type, Consumer<? super L> listener) {
    return lifecycle.add(event -> {
      if (type.isInstance(event)) {
        listener.accept(type.cast(event));
      }
    });
  }

  Subscription add(String type, Consumer<? super RtmEvent> listener) {
    return byType.computeIfAbsent(type, _ -> new Listeners<>(log)).add(listener);
  }

  void dispatch(RtmEvent event) {
    events.dispatch(event);
    dispatch(byClass.get(event.getClass()), event);
    if (!byType.isEmpty()) {
      dispatch(byType.get(event.type()), event);
      event.subtype().ifPresent(finer -> dispatch(byType.get(event.type() + "::" + finer), event));
    }
  }

  private static void dispatch(@Nullable Listeners<RtmEvent> to, RtmEvent event) {
    if (to != null) {
      to.dispatch(event);
    }
  }
}
