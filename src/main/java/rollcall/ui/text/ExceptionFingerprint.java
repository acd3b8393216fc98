package rollcall.ui.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Fingerprint of an exception, shown as the error code of a bug, such as `K3PQ:7A0D:1F9S`: the
/// method of Rollcall in which it happened, the root cause, and the chain of causes. The same bug
/// has the same code in every language, because neither messages nor line numbers count.
public final class ExceptionFingerprint {
  private static final int DIGITS = 36;
  private static final int VALUES = DIGITS * DIGITS * DIGITS * DIGITS;

  private ExceptionFingerprint() {}

  /// The code of this bug.
  public static String of(Throwable bug) {
    Throwable root = causes(bug).reduce(bug, (_, last) -> last);
    return part(ownMethod(root))
        + ":"
        + part(root.getClass().getName() + frames(root))
        + ":"
        + part(causes(bug).map(ExceptionFingerprint::frames).collect(Collectors.joining()));
  }

  /// The classes of the exceptions and the methods on the stack. Messages are left out, because
  /// they may contain names.
  public static String trace(Throwable bug) {
    StringBuilder text = new StringBuilder();
    causes(bug)
        .forEach(one -> {
          text.append(text.isEmpty() ? "" : "Caused by: ").append(one.getClass().getName());
          text.append('\n');
          for (StackTraceElement frame : one.getStackTrace()) {
            text.append("    at ").append(frame).append('\n');
          }
        });
    return text.toString();
  }

  private static Stream<Throwable> causes(Throwable bug) {
    return Stream.<@Nullable Throwable>iterate(
            bug, one -> one != null, one -> one == null ? null : one.getCause())
        .limit(20)
        .map(Throwable.class::cast);
  }

  private static String ownMethod(Throwable root) {
    return Arrays.stream(root.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("rollcall."))
        .findFirst()
        .map(ExceptionFingerprint::method)
        .orElse("");
  }

  private static String frames(Throwable one) {
    return Arrays.stream(one.getStackTrace())
        .map(ExceptionFingerprint::method)
        .collect(Collectors.joining("\n", one.getClass().getName(), "\n"));
  }

  /// Without the number of a lambda's class, which differs from run to run.
  private static String method(StackTraceElement frame) {
    return frame.getClassName().replaceAll("\\$\\$Lambda.*", "") + "." + frame.getMethodName();
  }

  private static String part(String text) {
    String number = Integer.toString(Math.floorMod(text.hashCode(), VALUES), DIGITS);
    return "0000".substring(number.length()) + number.toUpperCase(Locale.ROOT);
  }
}
