package rollcall.app.environment;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// Program whose native code starts another one, as JavaFX starts the browser.
final class ProgramWithChild {
  private ProgramWithChild() {}

  /// @param words a command of the shell
  @SuppressWarnings("restricted")
  public static void main(String... words) throws Throwable {
    TokenVariables.hideFromPrograms();
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      int code =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().findOrThrow("system"),
                      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                  .invokeExact(arena.allocateFrom(words[0]));
      System.out.println("code " + code);
    }
    System.out.println("Java has " + System.getenv("SLACK_TOKEN"));
  }
}
