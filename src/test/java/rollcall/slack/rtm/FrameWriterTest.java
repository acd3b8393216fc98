package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A WebSocket library that overlooks a frame until it is given the next, as Tyrus does once in a
/// while; [SoakTest] waits for Tyrus to do it.
class FrameWriterTest {
  private final CompletableFuture<Void> written = new CompletableFuture<>();
  private final List<String> frames = new ArrayList<>();

  @Test
  void aFrameThatWasOverlookedIsPushedOutByAPong() throws Exception {
    new FrameWriter(session()).write("{}");
    assertEquals(List.of("{}", "pong"), frames);
  }

  @Test
  void aFrameThatCannotBeWrittenSaysWhy() {
    IllegalStateException broken = new IllegalStateException("broken");
    written.completeExceptionally(broken);
    IOException problem =
        assertThrows(IOException.class, () -> new FrameWriter(session()).write("{}"));
    assertEquals(broken, problem.getCause());
    assertEquals(List.of("{}"), frames);
  }

  private Session session() {
    RemoteEndpoint.Async async =
        library(
            RemoteEndpoint.Async.class,
            (_, _, given) -> {
              frames.add((String) given[0]);
              return written;
            });
    RemoteEndpoint.Basic basic =
        library(
            RemoteEndpoint.Basic.class,
            (_, _, _) -> {
              frames.add("pong");
              written.complete(null);
              return null;
            });
    return library(
        Session.class, (_, method, _) -> method.getName().equals("getAsyncRemote") ? async : basic);
  }

  private static <T> T library(Class<T> type, InvocationHandler answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
  }
}
