package rollcall.slack.rtm;

import java.lang.System.Logger;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Registry of all listeners of a client.
final class ListenerRegistry {
  private final Logger log;
  final ListenerList<LifecycleEvent> lifecycle;
  final ListenerList<RtmEvent> events;
  final ListenerList<String> raw;
  final ListenerList<String> outgoing;
  final ListenerList<PresenceUnconfirmed> unconfirmed;
  final ListenerList<PresenceMismatch> mismatches;
  private final Map<Class<?>, ListenerList<RtmEvent>> byClass = new ConcurrentHashMap<>();
  private final Map<String, ListenerList<RtmEvent>> byType = new ConcurrentHashMap<>();

  ListenerRegistry(Logger log) {
    this.log = log;
    this.lifecycle = new ListenerList<>(log);
    this.events = new ListenerList<>(log);
    this.raw = new ListenerList<>(log);
    this.outgoing = new ListenerList<>(log);
    this.unconfirmed = new ListenerList<>(log);
    this.mismatches = new ListenerList<>(log);
  }

  <E extends RtmEvent> Subscription add(Class<E> type, Consumer<? super E> listener) {
    if (type.isInterface()) {
      return events.add(only(type, listener));
    }
    return byClass.computeIfAbsent(type, _ -> new ListenerList<>(log)).add(only(type, listener));
  }

  <L extends LifecycleEvent> Subscription addLifecycle(
      Class<L> type, Consumer<? super L> listener) {
    return lifecycle.add(only(type, listener));
  }

  private static <T, S extends T> Consumer<T> only(Class<S> type, Consumer<? super S> listener) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(listener, "listener");
    return event -> {
      if (type.isInstance(event)) {
        listener.accept(type.cast(event));
      }
    };
  }

  Subscription add(String type, Consumer<? super RtmEvent> listener) {
    if (!type.matches("[^\\s:]+(::[^\\s:]+)?")) {
      throw new IllegalArgumentException(
          "“" + type + "” is no type of an event: write such as message or message::channel_name.");
    }
    return byType.computeIfAbsent(type, _ -> new ListenerList<>(log)).add(listener);
  }

  void dispatch(RtmEvent event) {
    events.dispatch(event);
    dispatch(byClass.get(event.getClass()), event);
    if (!byType.isEmpty()) {
      dispatch(byType.get(event.type()), event);
      event
          .subtype()
          .ifPresent(subtype -> dispatch(byType.get(event.type() + "::" + subtype), event));
    }
  }

  private static void dispatch(@Nullable ListenerList<RtmEvent> to, RtmEvent event) {
    if (to != null) {
      to.dispatch(event);
    }
  }
}
