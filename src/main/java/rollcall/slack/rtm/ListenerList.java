package rollcall.slack.rtm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Listeners of one kind of event. They may be added and removed on any thread, even during a
/// dispatch; an exception in one does not affect the others.
final class ListenerList<T> {
  private final List<Consumer<? super T>> listeners = new CopyOnWriteArrayList<>();
  private final Logger log;

  ListenerList(Logger log) {
    this.log = log;
  }

  Subscription add(Consumer<? super T> listener) {
    // Its own object, so that the same listener may listen twice and stop once.
    Consumer<T> own = listener::accept;
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  void dispatch(T news) {
    for (Consumer<? super T> listener : listeners) {
      try {
        listener.accept(news);
      } catch (Throwable e) {
        // It may do anything, even throw what it may not, but not stop the client or the others.
        log.log(Level.ERROR, "A listener failed.", e);
      }
    }
  }
}
