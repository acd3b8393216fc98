package rollcall.app.environment;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Environment variables that may contain a token.
public final class TokenVariables {
  static final List<String> NAMES = List.of("SLACK_TOKEN", "SLACK_API_TOKEN");
  private static final Logger LOG = LoggerFactory.getLogger(TokenVariables.class);

  private static final FutureTask<Optional<MethodHandle>> UNSETENV =
      new FutureTask<>(TokenVariables::find);

  private TokenVariables() {}

  /// Makes the call of the C library on another thread, if [#hideFromPrograms] will need it: that
  /// takes 30 ms, in which the program can start on.
  public static void prepare() {
    if (!present().isEmpty()) {
      Thread.ofPlatform().name("token-variables").daemon().start(UNSETENV);
    }
  }

  private static List<String> present() {
    return NAMES.stream().filter(System.getenv()::containsKey).toList();
  }

  /// Removes the variables from the environment that native libraries pass to the programs that
  /// they start, for example the browser. [System#getenv] still returns them. Not safe while other
  /// threads run native code. Does nothing on Windows, whose C library has another function.
  public static void hideFromPrograms() {
    // Java copies the environment at the first use, and so before it changes.
    List<String> present = present();
    if (!present.isEmpty()) {
      UNSETENV.run();
      unsetenv().ifPresent(function -> remove(present, function));
    }
  }

  /// Waits for the function; empty where the C library has none.
  private static Optional<MethodHandle> unsetenv() {
    try {
      return UNSETENV.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("unsetenv cannot be found", e);
    }
  }

  private static Optional<MethodHandle> find() {
    Linker linker = Linker.nativeLinker();
    return linker.defaultLookup().find("unsetenv").map(function -> handle(linker, function));
  }

  // The command lines of the packages enable native access for this module.
  @SuppressWarnings("restricted")
  private static MethodHandle handle(Linker linker, MemorySegment function) {
    return linker.downcallHandle(
        function, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  private static void remove(List<String> names, MethodHandle unsetenv) {
    try (Arena arena = Arena.ofConfined()) {
      for (String name : names) {
        int failure = (int) unsetenv.invokeExact(arena.allocateFrom(name));
        LOG.debug("{} is hidden from other programs: {}", name, failure == 0);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("unsetenv cannot be called", e);
    }
  }
}
